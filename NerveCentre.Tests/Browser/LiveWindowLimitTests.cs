using System.Diagnostics;
using Microsoft.Playwright;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Browser;

[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class LiveWindowLimitTests(BrowserFixture browser)
{
    private const string Path = $"/settings/markets?store={Hostile.Main}";

    [Fact]
    public async Task OneWindowTooMany_IsCompleteAndSaysWhyItStandsStill_UntilAPlaceIsFree()
    {
        using var data = new TempFolder();
        Hostile.Fill(data.Path);
        var cookie = Entry.OwnerOf(data.Path);
        await using var server = DashboardProcess.Serve(data.Path, "--Sandbox:Enabled=false", "--Circuits:Most=1");
        var address = await server.Listening;
        await using var late = await browser.OpenAsync(address: address, cookie: cookie);
        late.ExpectsErrors = true; // the refusals, as the browser tells them
        await using (var first = await browser.OpenAsync(address: address, cookie: cookie))
        {
            await first.GoLiveAsync(Path);
            await Assertions.Expect(first.Page.Locator("aside.notice")).ToHaveCountAsync(0);

            var refused = late.Page.WaitForResponseAsync(r => r.Url.Contains("/_blazor/negotiate", StringComparison.Ordinal));
            await late.GoAsync(Path);
            await Assertions.Expect(late.Page.Locator("h1")).ToHaveTextAsync("Priority markets");
            await Assertions.Expect(late.Page.Locator("aside.notice")).ToContainTextAsync("All 1 live windows of this server are taken.");
            await Assertions.Expect(late.Page.Locator("main button").First).ToBeDisabledAsync();
            var answer = await refused;
            Assert.Equal(503, answer.Status);
            Assert.Equal("30", await answer.HeaderValueAsync("Retry-After"));
            Assert.Contains("All 1 live windows of this server are taken.", await answer.TextAsync(), StringComparison.Ordinal);
        }

        // The first window is gone; its place is free as soon as the server has noticed.
        var time = Stopwatch.StartNew();
        while (time.Elapsed < Patience.Time && await late.Page.Locator("aside.notice").CountAsync() > 0)
        {
            await late.Page.ReloadAsync();
        }

        await Assertions.Expect(late.Page.Locator("main button").First).ToBeEnabledAsync();
    }
}
