using System.Text.Json;
using Microsoft.Playwright;

namespace NerveCentre.Benchmarks.Board;

/// <summary>One cold visit of a page in Chromium: what travelled, when something was painted, and when the page was live.</summary>
/// <param name="Bytes">Of all answers, headers included, as they travelled.</param>
/// <param name="SocketBytes">From the server within the second after the first batch, as they are before the socket compresses them.</param>
/// <param name="Fcp">First contentful paint, ms since the navigation began.</param>
/// <param name="Batch">The first batch on the socket, ms since the page was asked for.</param>
internal sealed record FirstVisit(long Bytes, int Requests, long SocketBytes, double Fcp, double Batch)
{
    public static async Task<FirstVisit> MeasureAsync(IBrowser browser, Uri address)
    {
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await context.NewPageAsync();
        var cdp = await context.NewCDPSessionAsync(page);
        var (bytes, requests, socket, asked, batch) = (0L, 0, 0L, 0.0, 0.0);
        var live = new TaskCompletionSource();
        cdp.Event("Network.requestWillBeSent").OnEvent += (_, e) =>
        {
            asked = asked > 0 ? asked : e!.Value.GetProperty("timestamp").GetDouble();
            requests++;
        };
        cdp.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += (long)e!.Value.GetProperty("encodedDataLength").GetDouble();
        cdp.Event("Network.webSocketFrameReceived").OnEvent += (_, e) =>
        {
            var payload = e!.Value.GetProperty("response").GetProperty("payloadData").GetString()!;
            var data = e.Value.GetProperty("response").GetProperty("opcode").GetInt32() is 2 ? Convert.FromBase64String(payload) : [];
            socket += data.Length;
            if (batch is 0 && data.AsSpan().IndexOf("JS.RenderBatch"u8) >= 0)
            {
                batch = 1000 * (e.Value.GetProperty("timestamp").GetDouble() - asked);
                live.TrySetResult();
            }
        };
        await cdp.SendAsync("Network.enable", new Dictionary<string, object> { ["cacheDisabled"] = true });
        await page.GotoAsync(address.ToString());
        await live.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await page.WaitForTimeoutAsync(1000);
        var fcp = await page.EvaluateAsync<JsonElement>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
        return new FirstVisit(bytes, requests, socket, fcp.GetDouble(), batch);
    }
}
