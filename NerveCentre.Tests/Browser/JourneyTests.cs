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
        await watcher.Page.Locator(".gauge-card .about summary").ClickAsync();
        await watcher.Page.Locator(".classes .gap a").FocusAsync();

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
            // Who read there, by keyboard too, reads on.
            await Assertions.Expect(watcher.Page.Locator(".classes .gap a")).ToBeFocusedAsync();
            await Assertions.Expect(watcher.Page.Locator(".gauge-card .about")).ToContainTextAsync(new Regex("7\\smarkets: "));
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

    /// <summary>By keyboard, pointer and wheel: nothing of it asks the server for anything.</summary>
    [Fact]
    public async Task TheMap_IsWalkedZoomedAndFoundInItsTable_WithoutAskingTheServer_AndEnterOpensACountry()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        var (asked, sent) = (new ConcurrentQueue<string>(), new ConcurrentQueue<byte[]>());
        page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) => sent.Enqueue(frame.Binary ?? []);
        await window.GoLiveAsync("/");
        Assert.Equal(250, await page.Locator("svg.world a[data-code]").CountAsync());
        // A browser looks at its own copy of the icon when the address changes.
        page.Request += (_, request) => asked.Enqueue(request.Url.Contains("favicon", StringComparison.Ordinal) ? "" : request.Url);
        sent.Clear();

        // Hover tells, and marks the row; a row marks its country.
        await page.Locator("svg.world a[data-code=BR]").HoverAsync();
        await Assertions.Expect(page.Locator(".map-tip")).ToContainTextAsync("Brazil");
        await Assertions.Expect(page.Locator(".map-tip")).ToContainTextAsync("Orders");
        await Assertions.Expect(page.Locator(".ranked tr.hover")).ToHaveAttributeAsync("data-code", "BR");
        await page.Locator(".ranked tr[data-code=US] th").HoverAsync();
        await Assertions.Expect(page.Locator(".map-tip")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("svg.world")).ToHaveAttributeAsync("data-hot", "US");

        // Keys walk, select and zoom; the address remembers.
        await page.Locator("svg.world a[tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        var code = await page.EvaluateAsync<string>("document.activeElement.dataset.code");
        Assert.Matches("^[A-Z]{2}$", code);
        Assert.NotEqual("BR", code);
        await Assertions.Expect(page.Locator(".map-tip")).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"country={code}"));
        await page.Keyboard.PressAsync("+");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("view=[0-9.]+,[0-9.]+,500"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Zoom in" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("view=[0-9.]+,[0-9.]+,250"));
        await page.Locator("svg.world a[tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("0");
        await Assertions.Expect(page.Locator("svg.world")).ToHaveAttributeAsync("viewBox", "0 0 1000 448");
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("view="));

        Assert.DoesNotContain(asked, url => url is not "");
        // Only acknowledgements and life signs, which are short.
        Assert.All(sent, frame => Assert.InRange(frame.Length, 0, 60));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/country/{code}$"));
    }

    [Fact]
    public async Task TheFilters_AreInTheAddress_KeepThePartOfTheMap_AndBackWorks()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await window.GoLiveAsync("/?view=480,20,250");
        await Assertions.Expect(page.Locator("svg.world")).ToHaveAttributeAsync("viewBox", "480 20 250 112");
        await page.GetByRole(AriaRole.Link, new() { Name = "Coverage", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/\?measure=coverage&view=480,20,250$"));
        await Assertions.Expect(page.Locator("svg.world a.k9").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("svg.world")).ToHaveAttributeAsync("viewBox", "480 20 250 112");
        await page.GetByLabel("Cancelled").SelectOptionAsync("out");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/\?measure=coverage&view=480%2C20%2C250&cancelled=out$"));
        await Assertions.Expect(page.Locator(".resolved")).ToContainTextAsync("Without cancelled orders");
        Assert.EndsWith("cancelled=out", await page.Locator("svg.world a[data-code=BR]").GetAttributeAsync("href"), StringComparison.Ordinal);
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".resolved")).ToContainTextAsync("Every order placed");
        await page.GetByRole(AriaRole.Link, new() { Name = "Zoom in" }).ClickAsync(); // which the server never hears of
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("view=[0-9.]+,[0-9.]+,125"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Reset" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/$"));
        await Assertions.Expect(page.Locator("svg.world")).ToHaveAttributeAsync("viewBox", "0 0 1000 448");
        await Assertions.Expect(page.Locator("svg.world a.k9[data-code=BR]")).ToBeVisibleAsync();
    }

    /// <summary>The second choice is made while the page is still that of the one before: both in one go, before any answer.</summary>
    [Fact]
    public async Task AChoice_ThatOvertakesTheOneBefore_LosesNothing()
    {
        await using var window = await browser.OpenAsync();
        await window.GoLiveAsync("/?view=480,20,250");
        await window.Page.EvaluateAsync("""
            document.querySelector('.measures a[href*="measure=coverage"]').click();
            const cancelled = document.querySelector('.map-card select[name=cancelled]');
            cancelled.value = 'out';
            cancelled.dispatchEvent(new Event('change', { bubbles: true }));
            """);
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex(@"/\?measure=coverage&view=480%2C20%2C250&cancelled=out$"));
        await Assertions.Expect(window.Page.Locator(".resolved")).ToContainTextAsync("Without cancelled orders");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "Coverage", Exact = true }).First).ToHaveAttributeAsync("aria-current", "true");
    }

    [Fact]
    public async Task TheShapes_NeverTravelOverTheSocket()
    {
        await using var window = await browser.OpenAsync();
        var received = new ConcurrentQueue<byte[]>();
        window.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => received.Enqueue(frame.Binary ?? []);
        await window.GoLiveAsync("/");
        var batches = Encoding.UTF8.GetString([.. received.SelectMany(frame => frame)]);
        Assert.Contains("/country/BR", batches, StringComparison.Ordinal); // the table
        Assert.DoesNotContain("data-go", batches, StringComparison.Ordinal); // the drawing
        foreach (var shape in ShapeStarts())
        {
            Assert.DoesNotContain(shape, batches, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ACountry_IsCountedLikeTheBoardThatLedToIt_AndBack()
    {
        await using var window = await browser.OpenAsync(script: false);
        // As a form without script sends it; what is empty is left out of the address.
        await window.GoAsync("/?by=ship&window=&end=&cancelled=out&unpaid=");
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex(@"/\?by=ship&cancelled=out$"));
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
        PathData().Matches(File.ReadAllText(Shared.WorldDrawing.PathOf(Dashboard.Shared.BorderPolicy.Visionscarto))).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@" d=""([^""]{24})")]
    private static partial Regex PathData();

    [GeneratedRegex(@"_framework/blazor\.web\..*js")]
    private static partial Regex BlazorScript();
}
