using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NerveCentre.Tests.Browser;

[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private static readonly string[] Pages =
    [
        "/", "/?by=ship&cancelled=out", "/?end=2001-01-01T00:00:00Z", "/country/BR", "/country/TV", "/listings", "/listings?uncovered=BR", "/listings?class=gap", "/settings/markets", "/sync", "/?store=nowhere", "/no/such/page",
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
        foreach (var path in Pages)
        {
            await window.GoAsync(path);
            var result = await window.Page.RunAxe();
            Assert.True(result.Violations.Length is 0, $"{path} ({scheme}, {width} px): {Told(result.Violations)}");
            var overflow = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{path} at {width} px is {overflow} px too wide.");
        }
    }

    private static string Told(IEnumerable<AxeResultItem> violations) =>
        string.Join("; ", violations.Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Select(n => n.Target.ToString()))}"));
}
