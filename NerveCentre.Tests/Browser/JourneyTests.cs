using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace NerveCentre.Tests.Browser;

[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed partial class JourneyTests(BrowserFixture browser)
{
    [Fact]
    public async Task FromTheBoardToTheFix_AndTheGaugeMovesInAnotherWindow()
    {
        await using var watcher = await browser.OpenAsync();
        await watcher.GoLiveAsync("/");
        await Assertions.Expect(watcher.Page.Locator("svg.gauge .figure")).ToContainTextAsync("82.0");

        await using var owner = await browser.OpenAsync();
        await owner.GoLiveAsync("/");
        // Where a pointer would fall: the middle of Brazil's largest piece.
        await owner.Page.Locator("svg.world a[data-code=BR]").ClickAsync();
        await Assertions.Expect(owner.Page).ToHaveURLAsync(new Regex("/country/BR$"));
        await Assertions.Expect(owner.Page.Locator("h1")).ToContainTextAsync("Brazil");

        await owner.Page.Locator("a[href='/listings?uncovered=BR']").First.ClickAsync();
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = "Template B: 131 listings lack Brazil" })).ToBeVisibleAsync();

        await owner.GoLiveAsync("/settings/markets");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Brazil" }).ClickAsync();
        try
        {
            // 604 listings lacked Brazil alone; of the 129 restricted ones, all still miss the United States.
            await Assertions.Expect(watcher.Page.Locator("svg.gauge .figure")).ToContainTextAsync("96.0");
        }
        finally
        {
            await owner.Page.GetByLabel("Add a country").FillAsync("Brazil");
            await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
            await Assertions.Expect(watcher.Page.Locator("svg.gauge .figure")).ToContainTextAsync("82.0");
        }

        await Assertions.Expect(owner.Page.Locator("ol.history li").First).ToContainTextAsync("Brazil");
    }

    [Fact]
    public async Task TheFirstResponse_IsCompleteWithoutScript()
    {
        await using var window = await browser.OpenAsync(script: false);
        await window.GoAsync("/");
        await Assertions.Expect(window.Page.Locator("svg.gauge .figure")).ToContainTextAsync("82.0");
        await Assertions.Expect(window.Page.Locator("body")).ToContainTextAsync("3,534");
        await Assertions.Expect(window.Page.Locator("body")).ToContainTextAsync("Sandbox store");
        Assert.Equal(250, await window.Page.Locator("svg.world a[data-code]").CountAsync());
        Assert.InRange(await window.Page.Locator("table.ranked tbody tr").CountAsync(), 40, 60);
    }

    [Fact]
    public async Task TheScript_IsServedWithABody_AndAClickMakesTheRoundTrip()
    {
        await using var window = await browser.OpenAsync();
        var script = window.Page.WaitForResponseAsync(BlazorScript());
        await window.GoLiveAsync("/");
        var answer = await script;
        Assert.Equal(200, answer.Status);
        Assert.True((await answer.BodyAsync()).Length > 50_000);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Sync started.")).ToBeVisibleAsync();
        // No other test is to find figures that change under its eyes.
        await Assertions.Expect(window.Page.GetByText("Sync started. It has ended.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task TheMap_IsWalkedWithArrowKeys_AndEnterOpensACountry()
    {
        await using var window = await browser.OpenAsync();
        await window.GoLiveAsync("/");
        await window.Page.Locator("svg.world a[tabindex='0']").FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowLeft");
        var code = await window.Page.EvaluateAsync<string>("document.activeElement.dataset.code");
        Assert.Matches("^[A-Z]{2}$", code);
        Assert.NotEqual("BR", code);
        await Assertions.Expect(window.Page.Locator(".map-tip")).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex($"/country/{code}$"));
    }

    [Fact]
    public async Task HoveringACountry_ShowsItsFigures_WithoutAskingTheServer()
    {
        await using var window = await browser.OpenAsync();
        await window.GoLiveAsync("/");
        var asked = new List<string>();
        window.Page.Request += (_, request) => asked.Add(request.Url);
        await window.Page.Locator("svg.world a[data-code=BR]").HoverAsync();
        await Assertions.Expect(window.Page.Locator(".map-tip")).ToContainTextAsync("Brazil");
        await Assertions.Expect(window.Page.Locator(".map-tip")).ToContainTextAsync("orders");
        Assert.Empty(asked);
    }

    [Fact]
    public async Task TheShapes_NeverTravelOverTheSocket()
    {
        await using var window = await browser.OpenAsync();
        var received = new ConcurrentQueue<byte[]>();
        window.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => received.Enqueue(frame.Binary ?? []);
        await window.GoLiveAsync("/");
        var batches = Encoding.UTF8.GetString([.. received.SelectMany(frame => frame)]);
        Assert.Contains("/country/BR", batches, StringComparison.Ordinal);
        foreach (var shape in ShapeStarts())
        {
            Assert.DoesNotContain(shape, batches, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ACountry_IsCountedLikeTheBoardThatLedToIt_AndBack()
    {
        await using var window = await browser.OpenAsync(script: false);
        await window.GoAsync("/?by=ship&cancelled=out");
        var row = window.Page.Locator("table.ranked tbody tr").First;
        var orders = await row.Locator("td").First.InnerTextAsync();
        await row.Locator("a").First.ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex(@"/country/BR\?by=ship&cancelled=out$"));
        await Assertions.Expect(window.Page.Locator("p.hero").First).ToHaveTextAsync(orders);
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("Without cancelled orders, by ship-to country");
        await window.Page.Locator(".crumb a").ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex(@"/\?by=ship&cancelled=out$"));
    }

    [Fact]
    public async Task EveryNumberOfTheGauge_LeadsToJustItsListings()
    {
        await using var window = await browser.OpenAsync(script: false);
        foreach (var (name, listings) in new[] { ("gap", 635), ("unknown", 12), ("restricted", 129), ("covered", 3534) })
        {
            await window.GoAsync("/");
            await window.Page.Locator($".classes .{name} a").ClickAsync();
            await Assertions.Expect(window.Page.Locator("main .lead")).ToContainTextAsync(listings.ToString("N0", CultureInfo.InvariantCulture));
            await Assertions.Expect(window.Page.Locator("main table").First).ToBeVisibleAsync();
        }
    }

    [Theory]
    [InlineData("/country/atlantis", "atlantis")]
    [InlineData("/?store=nowhere", "nowhere")]
    [InlineData("/listings?class=lost", "lost")]
    [InlineData("/no/such/page", "page")]
    public async Task AnAddressThatLeadsNowhere_SaysSo(string path, string says)
    {
        await using var window = await browser.OpenAsync(script: false);
        var answer = await window.Page.GotoAsync(path);
        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync(says);
    }

    /// <summary>The first strokes of every country that is drawn.</summary>
    private static IEnumerable<string> ShapeStarts() =>
        PathData().Matches(File.ReadAllText(Shared.WorldMapLayoutTests.SvgPath())).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@" d=""([^""]{24})")]
    private static partial Regex PathData();

    [GeneratedRegex(@"_framework/blazor\.web\..*js")]
    private static partial Regex BlazorScript();
}
