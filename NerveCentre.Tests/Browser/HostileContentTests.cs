using System.Collections.Concurrent;
using Microsoft.Playwright;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Browser;

/// <summary>Every page of a store whose every text is an attack, in a real browser: nothing runs, nothing is even tried.</summary>
[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class HostileContentTests(BrowserFixture browser, HardenedServer server) : IClassFixture<HardenedServer>
{
    private const string Trap = """
        window.__caught = [];
        document.addEventListener('securitypolicyviolation', e => window.__caught.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
        """;

    private static readonly string[] Pages =
    [
        "/", "/?by=ship", "/country/BR", "/country/TV", "/listings", "/listings?uncovered=BR", "/listings?class=gap", "/listings?class=restricted", "/listings?class=unknown", "/listings?class=covered", "/listings?class=any&columns=template,category,misses,why",
        "/plan", "/plan/moves", "/settings/markets", "/sync", "/settings/shipping", "/settings/restricted", "/verify", "/orders?country=unknown", "/reconcile",
        "/settings/people", "/settings/tokens", "/settings/stores", "/settings/store", "/audit", "/account", "/import",
    ];

    private static readonly string[] Still = ["/listings", "/plan/moves", "/orders", "/reconcile", "/settings/shipping", "/settings/restricted", "/verify", "/settings/people", "/settings/tokens", "/settings/store", "/audit", "/account", "/import"];

    [Fact]
    public async Task NoPage_RunsWhatItShows()
    {
        await using var window = await browser.OpenAsync(width: 390, address: server.Address, cookie: server.Cookie["Cookie: ".Length..]);
        var watch = await Watch.OpenAsync(window.Page);
        foreach (var path in Pages)
        {
            var query = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            await watch.VisitAsync($"{path}{query}store={Hostile.Main}", live: !Still.Any(s => path.StartsWith(s, StringComparison.Ordinal)));
        }

        foreach (var payload in Hostile.Short)
        {
            // A store named by it: its board, and it in the switcher of all others.
            await watch.VisitAsync($"/?store={Uri.EscapeDataString(payload)}", live: true);
        }

        foreach (var payload in Hostile.Short.Take(8))
        {
            await watch.VisitAsync($"/settings/store?store={Uri.EscapeDataString(payload)}", live: false);
            await watch.VisitAsync($"/country/{Uri.EscapeDataString(payload)}", live: false);
            await watch.VisitAsync($"/orders?country=unknown&raw={Uri.EscapeDataString('=' + payload)}&store={Uri.EscapeDataString(payload)}", live: false);
            await watch.VisitAsync($"/reconcile?of={Uri.EscapeDataString(payload)}&store={Uri.EscapeDataString(payload)}", live: false);
            await watch.VisitAsync($"/no/such/{Uri.EscapeDataString(payload)}", live: false);
        }

        // 64 KB in one cell, shown as one line.
        await window.GoAsync($"/listings?class=restricted&store={Hostile.Main}");
        var titles = await window.Page.Locator("td").AllInnerTextsAsync();
        Assert.Contains(titles, t => t.StartsWith("WWWW", StringComparison.Ordinal));
        Assert.All(titles, t => Assert.InRange(t.Length, 0, 301));
        Assert.Contains(titles, t => t.Contains("<script>window.__pwned=1</script>", StringComparison.Ordinal));
        Assert.True(server.Planted > 800, $"Only {server.Planted} cells hold a payload.");
    }

    [Fact]
    public async Task TheTrap_Springs()
    {
        await using var window = await browser.OpenAsync(address: server.Address, cookie: server.Cookie["Cookie: ".Length..]);
        var watch = await Watch.OpenAsync(window.Page);
        await window.GoAsync("/sync");
        await window.Page.EvaluateAsync("""
            () => {
              const script = document.createElement('script');
              script.textContent = 'window.__pwned = 1';
              document.body.append(script);
              const image = document.createElement('img');
              image.setAttribute('onerror', 'window.__pwned = 1');
              image.src = 'https://evil.example/x.png';
              document.body.append(image);
            }
            """);
        await watch.UntilCaughtAsync("script-src");
        await watch.UntilCaughtAsync("img-src");
        Assert.False(await watch.PwnedAsync());
        window.ExpectsErrors = true;
    }

    private sealed class Watch(IPage page)
    {
        private readonly ConcurrentQueue<string> _dialogs = [];
        private TaskCompletionSource _drawn = New();

        public static async Task<Watch> OpenAsync(IPage page)
        {
            var watch = new Watch(page);
            await page.AddInitScriptAsync(Trap);
            page.Dialog += (_, dialog) =>
            {
                watch._dialogs.Enqueue(dialog.Message);
                _ = dialog.DismissAsync();
            };
            // The circuit draws the page once more, by script: its first large message does that.
            page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
            {
                if (frame.Binary?.Length > 1_000)
                {
                    watch._drawn.TrySetResult();
                }
            };
            return watch;
        }

        public async Task VisitAsync(string path, bool live)
        {
            _drawn = New();
            await page.GotoAsync(path);
            if (live)
            {
                await _drawn.Task.WaitAsync(Patience.Time);
            }

            var title = await page.TitleAsync();
            Assert.EndsWith(" – NerveCentre", title, StringComparison.Ordinal);
            Assert.InRange(title.Length, 10, 330);
            Assert.DoesNotMatch(@"[\p{Cc}\u202A-\u202E\u2066-\u2069]", title);
            Assert.False(await PwnedAsync(), $"{path} ran a payload.");
            Assert.Empty(_dialogs);
            Assert.True(await CaughtAsync() is [], $"{path} tried what the policy forbids: {string.Join("; ", await CaughtAsync())}");
            Assert.Equal(0, await page.Locator("main img, main iframe, main script, main form[action*='evil'], main base, [onerror], [onload], [onfocus], a[href^='javascript:'], a[href*='//evil']").CountAsync());
            Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, $"{path} is too wide.");
        }

        public Task<string[]> CaughtAsync() => page.EvaluateAsync<string[]>("window.__caught");

        /// <summary>Ends when the policy has forbidden something of the kind: the browser tells it a little later than it does it.</summary>
        public Task UntilCaughtAsync(string directive) => page.EvaluateAsync(
            """
            directive => new Promise(caught => {
              const look = () => window.__caught.some(c => c.startsWith(directive)) ? caught() : setTimeout(look);
              look();
            })
            """,
            directive).WaitAsync(Patience.Time);

        public Task<bool> PwnedAsync() => page.EvaluateAsync<bool>("'__pwned' in window");

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
