using Microsoft.Playwright;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Browser;

/// <summary>One server on an empty data folder and one Chromium, for all browser tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private DashboardProcess? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // Orders come all the time, and no test may find other figures on its second page than on its first: they are read once, and when a test asks.
        _server = DashboardProcess.Serve(_data.Path, "--Sync:OrdersInterval=1.00:00:00");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("NERVECENTRE_CHROMIUM") ?? "/usr/bin/chromium",
            // Containers run as root and have no sandbox; the other flags keep the browser from calling home.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            Timeout = Patience.Milliseconds,
        });
        Assertions.SetDefaultExpectTimeout(Patience.Milliseconds);
        Address = await _server.Listening;
    }

    /// <param name="address">Another server than the one of all tests.</param>
    /// <param name="cookie">Somebody's session on it.</param>
    /// <summary>A new window. Any error on the page fails the test that looks at <see cref="BrowserWindow.Errors"/>, which disposing does.</summary>
    public async Task<BrowserWindow> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1440, int height = 900, bool script = true, Uri? address = null, string? cookie = null)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = (address ?? Address).ToString(),
            ColorScheme = scheme,
            JavaScriptEnabled = script,
            Locale = "en-US",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout(Patience.Milliseconds);
        if (cookie is not null)
        {
            await context.EnterAsync(address ?? Address, cookie);
        }

        return new BrowserWindow(context, await context.NewPageAsync());
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _data.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}

/// <summary>A browser of its own, beside the journeys: looking at every page takes as long as all of them.</summary>
[CollectionDefinition(Name)]
public sealed class AxeCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser, axe";
}

/// <summary>A window of its own: own cookies, own circuit.</summary>
public sealed class BrowserWindow : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    internal BrowserWindow(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            // That an address leads nowhere is the page's own answer, not an error on it.
            if (message.Type is "error" && !message.Location.StartsWith(page.Url, StringComparison.Ordinal))
            {
                Errors.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public List<string> Errors { get; } = [];

    /// <summary>The test cuts the window's connection, or makes it ask for what it may not have: the browser tells that as errors, some of them late.</summary>
    public bool ExpectsErrors { get; set; }

    public Task GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Goes to a page and waits until it answers clicks: its controls are disabled until the circuit is up.</summary>
    public async Task GoLiveAsync(string path)
    {
        await Page.GotoAsync(path);
        // Others, such as the one that prints, need no circuit.
        var pause = Page.Locator(".pause button");
        await Assertions.Expect(await pause.CountAsync() > 0 ? pause : Page.Locator("main button").First).ToBeEnabledAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(ExpectsErrors ? [] : Errors);
    }
}
