using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NerveCentre.Core.Access;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Browser;

[Collection(AxeCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class AccessibilityTests(BrowserFixture browser, OwnedServer owned) : IClassFixture<OwnedServer>
{
    private static readonly string[] Pages =
    [
        "/", "/?by=ship&cancelled=out", "/?end=2001-01-01T00:00:00Z", "/country/BR", "/country/TV", "/listings", "/listings?uncovered=BR", "/listings?class=gap", "/settings/markets", "/sync", "/?store=nowhere", "/no/such/page", "/set-up",
    ];

    public static TheoryData<ColorScheme, int> Views => new()
    {
        { ColorScheme.Light, 1440 },
        { ColorScheme.Dark, 1440 },
        { ColorScheme.Light, 390 },
        { ColorScheme.Dark, 390 },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task NoPage_HasAnAxeViolation_OrScrollsSideways(ColorScheme scheme, int width)
    {
        await using var window = await browser.OpenAsync(scheme, width);
        await AssertAccessibleAsync(window, Pages, scheme, width);
    }

    /// <summary>The pages of those who are signed in, and the way in.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public async Task NoPageOfPeople_HasAnAxeViolation_OrScrollsSideways(ColorScheme scheme, int width)
    {
        await using var stranger = await browser.OpenAsync(scheme, width, address: owned.Address);
        await AssertAccessibleAsync(stranger, ["/sign-in", "/sign-in?reset=done", "/set-up", "/invitation/1.none"], scheme, width);
        await using var owner = await browser.OpenAsync(scheme, width, address: owned.Address, cookie: owned.CookieOf(db => TestPeople.AddOwner(db, $"Axel{scheme}{width}", TimeProvider.System.GetUtcNow())));
        await AssertAccessibleAsync(owner, ["/", "/sign-out", "/account", "/settings/people", "/settings/tokens", "/audit", "/audit?action=signin&who=nobody", "/settings/markets"], scheme, width);
        await using var marketing = await browser.OpenAsync(scheme, width, address: owned.Address, cookie: owned.CookieOf(db => TestPeople.AddMember(db, $"Mia{scheme}{width}", TimeProvider.System.GetUtcNow(), (1, StoreRole.Marketing))));
        await AssertAccessibleAsync(marketing, ["/settings/markets?propose=RO", "/country/RO", "/account"], scheme, width);
    }

    /// <summary>What is in order is not listed, which is most of the work.</summary>
    private static readonly AxeRunOptions Violations = new() { ResultTypes = [ResultType.Violations] };

    private static async Task AssertAccessibleAsync(BrowserWindow window, IEnumerable<string> paths, ColorScheme scheme, int width)
    {
        foreach (var path in paths)
        {
            await window.GoAsync(path);
            var result = await window.Page.RunAxe(Violations);
            Assert.True(result.Violations.Length is 0, $"{path} ({scheme}, {width} px): {Told(result.Violations)}");
            var overflow = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{path} at {width} px is {overflow} px too wide.");
        }
    }

    private static string Told(IEnumerable<AxeResultItem> violations) =>
        string.Join("; ", violations.Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Select(n => n.Target.ToString()))}"));
}
