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
        "/", "/?measure=opportunity&all=1&country=BR&window=calendar", "/?end=2001-01-01T00:00:00Z&measure=change&find=x", "/?wall=on", "/country/BR", "/country/TV",
        "/listings", "/listings?uncovered=BR", "/listings?class=gap", "/listings?class=any&sort=published&columns=misses,why", "/plan?steps=50001000118", "/plan/move?from=50001000118", "/plan/moves",
        "/orders?country=BR", "/reconcile?of=BR&seen=9", "/settings/markets", "/settings/shipping?service=DHL&without=MX", "/settings/restricted", "/verify", "/sync", "/?store=nowhere", "/no/such/page", "/set-up",
    ];

    [Fact]
    public async Task NoPage_HasAnAxeViolation_OrScrollsSideways()
    {
        await using var window = await browser.OpenAsync(ColorScheme.Light);
        await AssertAccessibleAsync(window, Pages);
    }

    /// <summary>The pages of those who are signed in, and the way in.</summary>
    [Fact]
    public async Task NoPageOfPeople_HasAnAxeViolation_OrScrollsSideways()
    {
        await using var stranger = await browser.OpenAsync(ColorScheme.Light, address: owned.Address);
        await AssertAccessibleAsync(stranger, ["/sign-in", "/sign-in?reset=done", "/set-up", "/invitation/1.none"]);
        await using var owner = await browser.OpenAsync(ColorScheme.Light, address: owned.Address, cookie: owned.CookieOf(db => TestPeople.AddOwner(db, "Axel", TimeProvider.System.GetUtcNow())));
        await AssertAccessibleAsync(owner, ["/sign-out", "/account", "/settings/people", "/settings/tokens", "/import", "/settings/stores", "/settings/store", "/audit", "/audit?action=signin&who=nobody", "/settings/markets"]);
        await using var marketing = await browser.OpenAsync(ColorScheme.Light, address: owned.Address, cookie: owned.CookieOf(db => TestPeople.AddMember(db, "Mia", TimeProvider.System.GetUtcNow(), (1, StoreRole.Marketing))));
        await AssertAccessibleAsync(marketing, ["/settings/markets?propose=RO", "/settings/shipping", "/settings/restricted", "/verify", "/country/RO", "/account"]);
    }

    [Fact]
    public async Task APicture_WithoutWords_IsFound()
    {
        await using var window = await browser.OpenAsync();
        await window.Page.SetContentAsync("<html lang=en><title>A page</title><main><h1>A page</h1><img src='data:,' id=x></main>");
        var violation = Assert.Single(await Axe.ViolationsAsync(window.Page));
        Assert.StartsWith("image-alt: ", violation, StringComparison.Ordinal);
        Assert.EndsWith(" at #x", violation, StringComparison.Ordinal);
    }

    /// <summary>No page is wider than a window or a phone, nor is a table in it. Axe looks in both themes, and at both widths, of which each theme has one, and a page is loaded once for both: it takes seconds for a map with its table.</summary>
    private static async Task AssertAccessibleAsync(BrowserWindow window, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            await window.GoAsync(path);
            foreach (var (width, scheme) in new[] { (390, ColorScheme.Light), (1440, ColorScheme.Dark) })
            {
                // Without motion no colour is on its way to another one.
                await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                await window.Page.SetViewportSizeAsync(width, 900);
                var overflow = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
                Assert.True(overflow <= 0, $"{path} at {width} px is {overflow} px too wide.");
                var sideways = await window.Page.EvaluateAsync<string?>("[...document.querySelectorAll('.scroll:not(.tall)')].find(t => t.scrollWidth > t.clientWidth + 1)?.ariaLabel");
                Assert.True(sideways is null, $"{path} at {width} px: “{sideways}” has to be scrolled sideways.");
                var violations = await Axe.ViolationsAsync(window.Page);
                Assert.True(violations is [], $"{path} ({scheme}, {width} px): {string.Join("; ", violations)}");
            }
        }
    }
}
