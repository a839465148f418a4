using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Browser;

/// <summary>One server with a store and an owner, whose people the tests make themselves: each its own, as they share the server.</summary>
public sealed class PeopleServer : IAsyncLifetime
{
    public const string Password = "ofen lampe kanal birne";

    private readonly TempFolder _data = new();
    private ServiceProvider? _core;
    private DashboardProcess? _process;

    public Uri Address { get; private set; } = null!;

    public string Log => _process!.Output + _process.Errors;

    public async Task InitializeAsync()
    {
        var folder = DataFolder.Open(_data.Path);
        _core = new ServiceCollection().AddLogging().AddNerveCentreCore(new ConfigurationBuilder().Build(), folder).BuildServiceProvider();
        _core.GetRequiredService<Database>().Prepare(closeOpenRuns: false);
        await _core.GetRequiredService<FirstOwner>().CreateAsync(Caller.Explorer, new NewPerson("first@example.com", "First", Password), null, new Visitor("127.0.0.1", "Test"), default);
        await _core.GetRequiredService<StoreDirectory>().CreateAsync("Shop", StoreKind.File, "UTC", default);
        _process = DashboardProcess.Serve(_data.Path, "--Sandbox:Enabled=false", "--Circuits:MostPerUser=2", "--SignIn:TriesPerAddress=1000");
        Address = await _process.Listening;
    }

    /// <summary>An owner of everything who signs in with <see cref="Password"/>.</summary>
    public async Task<string> AddOwnerAsync(string name)
    {
        var email = $"{name.ToLowerInvariant()}@example.com";
        var link = await _core!.GetRequiredService<People>().InviteAsync(Caller.CommandLine, name, true, [], default);
        await _core!.GetRequiredService<Invitations>().AcceptAsync(link.Path["/invitation/".Length..], new NewPerson(email, name, Password), new Visitor("127.0.0.1", "Test"), default);
        return email;
    }

    public async Task DisposeAsync()
    {
        await _process!.DisposeAsync();
        await _core!.DisposeAsync();
        _data.Dispose();
    }
}

[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class PeopleTests(BrowserFixture browser, PeopleServer server) : IClassFixture<PeopleServer>
{
    private const string MarasPassword = "wolke hammer teppich gabel";

    [Fact]
    public async Task InvitedForMarketing_ComesInByTheLink_SeesTheBoard_AndIsOutWhenDisabled()
    {
        await using var owner = await SignInAsync(await server.AddOwnerAsync("Olga"));
        await owner.GoAsync("/settings/people");
        await owner.Page.GetByLabel("For whom, so that you know the invitation again").FillAsync("Mara, marketing");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Make an invitation link" }).ClickAsync();
        var link = await owner.Page.Locator("#link").InputValueAsync();
        Assert.Matches($"^{server.Address.GetLeftPart(UriPartial.Authority)}/invitation/[0-9]+\\.[A-Za-z0-9_-]{{43}}$", link);
        await Assertions.Expect(owner.Page).ToHaveURLAsync(new Regex("/settings/people$"));
        await AssertAccessibleAsync(owner.Page);
        await owner.GoAsync("/settings/people");
        await Assertions.Expect(owner.Page.Locator("body")).Not.ToContainTextAsync(link.Split('.')[^1]);
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Row, new() { Name = "Mara, marketing" })).ToContainTextAsync("marketing in Shop");

        await using var mara = await browser.OpenAsync(address: server.Address);
        await mara.GoAsync(link);
        await Assertions.Expect(mara.Page.Locator("main")).ToContainTextAsync("marketing in Shop");
        Assert.Equal("noindex", await mara.Page.Locator("meta[name=robots]").GetAttributeAsync("content"));
        Assert.Empty(await mara.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[href], [src]')].map(e => e.href || e.src).filter(a => new URL(a, location).origin !== location.origin)"));
        await AssertAccessibleAsync(mara.Page);
        await mara.Page.GetByLabel("Your name, as others see it").FillAsync("Mara");
        await mara.Page.GetByLabel("E-mail address, to sign in with").FillAsync("mara@example.com");
        await mara.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(MarasPassword);
        await mara.Page.GetByLabel("The same once more").FillAsync(MarasPassword);
        await mara.Page.GetByRole(AriaRole.Button, new() { Name = "Create the account" }).ClickAsync();
        await Assertions.Expect(mara.Page).ToHaveURLAsync(server.Address.ToString());
        await Assertions.Expect(mara.Page.Locator("header.masthead")).ToContainTextAsync("Shop");
        await mara.Page.Locator("details.account summary").ClickAsync();
        await Assertions.Expect(mara.Page.GetByRole(AriaRole.Link, new() { Name = "Your account" })).ToBeVisibleAsync();
        await Assertions.Expect(mara.Page.GetByRole(AriaRole.Link, new() { Name = "People" })).ToHaveCountAsync(0);
        var refused = await mara.Page.GotoAsync("/settings/people");
        Assert.Equal(403, refused!.Status);
        await Assertions.Expect(mara.Page.Locator("body")).ToContainTextAsync("Your account may not do that. Ask an owner.");
        Assert.Equal(404, (await mara.Page.GotoAsync(link))!.Status);
        await Assertions.Expect(mara.Page.Locator("h1")).ToHaveTextAsync("This link does not work");
        await AssertAccessibleAsync(mara.Page);

        var live = mara.Page.WaitForWebSocketAsync();
        await mara.GoAsync("/");
        await live;
        await ActAsync(owner, "mara@example.com", "Disable");
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Mara is disabled and signed out everywhere.");
        await Assertions.Expect(mara.Page).ToHaveURLAsync(new Regex("/sign-in"));
        await Assertions.Expect(mara.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        mara.ExpectsErrors = true;
        Assert.DoesNotContain(link.Split('.')[^1], server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondFactor_IsTurnedOnInTwoSteps_AndAskedForAtTheNextSignIn()
    {
        var email = await server.AddOwnerAsync("Sven");
        await using var window = await SignInAsync(email);
        await window.GoAsync("/account");
        await AssertAccessibleAsync(window.Page);
        await window.Page.GetByLabel("Your password, to begin").FillAsync(PeopleServer.Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Set up an authenticator app" }).ClickAsync();
        var key = await window.Page.Locator(".spelled code").InnerTextAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("/account$"));
        await AssertAccessibleAsync(window.Page);
        await window.Page.GetByLabel("2. Six digits that the app shows now").FillAsync("12");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The code is not right.");
        await Assertions.Expect(window.Page.Locator(".spelled code")).ToHaveTextAsync(key);
        await window.Page.GetByLabel("2. Six digits that the app shows now").FillAsync(Totp.Code(key));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Turn it on" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".codes li")).ToHaveCountAsync(10);
        var recovery = await window.Page.Locator(".codes li").First.InnerTextAsync();
        await AssertAccessibleAsync(window.Page);
        await window.GoAsync("/account");
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("You have 10 recovery codes left");
        await Assertions.Expect(window.Page.Locator("body")).Not.ToContainTextAsync(recovery);
        await AssertAccessibleAsync(window.Page);
        await window.Page.Locator("details.account summary").ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("/sign-in$"));

        await FillSignInAsync(window.Page, email);
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("/sign-in/code$"));
        await AssertAccessibleAsync(window.Page);
        await window.Page.GetByLabel("Six digits").FillAsync(Totp.Code(key, 1));
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(server.Address.ToString());
        window.ExpectsErrors = true;
        Assert.DoesNotContain(key.Replace(" ", "", StringComparison.Ordinal), server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetLink_LeadsToANewPassword_AndEndsTheSessions()
    {
        await using var owner = await SignInAsync(await server.AddOwnerAsync("Oda"));
        var email = await server.AddOwnerAsync("Rita");
        await using var rita = await SignInAsync(email);
        await StayLiveAsync(rita);
        await ActAsync(owner, email, "Make a reset link");
        var link = await owner.Page.Locator("#link").InputValueAsync();

        await using var mail = await browser.OpenAsync(address: server.Address, script: false);
        await mail.GoAsync(link);
        await Assertions.Expect(mail.Page.Locator("main")).ToContainTextAsync(email);
        await mail.Page.GetByLabel("New password").FillAsync(MarasPassword);
        await mail.Page.GetByLabel("The same once more").FillAsync(MarasPassword);
        await mail.Page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await Assertions.Expect(mail.Page).ToHaveURLAsync(new Regex(@"/sign-in\?reset=done$"));
        await Assertions.Expect(mail.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("The new password is set.");
        await FillSignInAsync(mail.Page, email, MarasPassword);
        await Assertions.Expect(mail.Page).ToHaveURLAsync(server.Address.ToString());
        await Assertions.Expect(rita.Page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task OnesOwnSessions_AreListedAndEnded_WithoutScriptToo()
    {
        var email = await server.AddOwnerAsync("Paul");
        await using var phone = await SignInAsync(email);
        await StayLiveAsync(phone);
        await using var desk = await SignInAsync(email, script: false);
        await desk.GoAsync("/account");
        // The third is the one in which the account was made.
        await Assertions.Expect(desk.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        await AssertAccessibleAsync(desk.Page, script: false);

        await desk.Page.GetByRole(AriaRole.Button, new() { Name = "End all others" }).ClickAsync();

        await Assertions.Expect(desk.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 other sessions have ended, with their windows.");
        await Assertions.Expect(desk.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(phone.Page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task OneLiveWindowTooManyOfOneAccount_SaysSo_AndOthersHaveTheirs()
    {
        const string Markets = "/settings/markets";
        var email = await server.AddOwnerAsync("Vera");
        await using var first = await SignInAsync(email);
        await using var second = await SignInAsync(email);
        await first.GoLiveAsync(Markets);
        await second.GoLiveAsync(Markets);

        await using var third = await SignInAsync(email);
        var refused = third.Page.WaitForResponseAsync(r => r.Url.Contains("/_blazor/negotiate", StringComparison.Ordinal));
        await third.GoAsync(Markets);
        await Assertions.Expect(third.Page.Locator("aside.notice")).ToContainTextAsync("Your account has all 2 live windows that one may have.");
        Assert.Equal(503, (await refused).Status);

        await using var other = await SignInAsync(await server.AddOwnerAsync("Otto"));
        await other.GoLiveAsync(Markets);
        third.ExpectsErrors = true;
    }

    /// <summary>A window that has a connection to lose, and leaves by itself when its session ends. Going elsewhere meanwhile would race with that.</summary>
    private static async Task StayLiveAsync(BrowserWindow window)
    {
        window.ExpectsErrors = true;
        await window.GoLiveAsync("/settings/markets");
    }

    private async Task<BrowserWindow> SignInAsync(string email, bool script = true)
    {
        var window = await browser.OpenAsync(address: server.Address, script: script);
        await window.GoAsync("/sign-in");
        await FillSignInAsync(window.Page, email);
        await Assertions.Expect(window.Page).ToHaveURLAsync(server.Address.ToString());
        return window;
    }

    private static async Task FillSignInAsync(IPage page, string email, string password = PeopleServer.Password)
    {
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task ActAsync(BrowserWindow owner, string email, string button)
    {
        await owner.GoAsync("/settings/people");
        var person = owner.Page.Locator("ul.people > li").Filter(new() { HasText = email });
        await person.Locator("summary").ClickAsync();
        await AssertAccessibleAsync(owner.Page, script: button is "Disable");
        await person.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }

    /// <summary>As it stands: axe in the dark on a phone, the width also in a window. AccessibilityTests looks at the same pages in both themes.</summary>
    /// <param name="script">Axe is one: without, only the width is looked at.</param>
    private static async Task AssertAccessibleAsync(IPage page, bool script = true)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 390) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 900);
            if (script && scheme is ColorScheme.Dark)
            {
                var violations = await Axe.ViolationsAsync(page);
                Assert.True(violations is [], $"{page.Url} ({scheme}, {width} px): {string.Join("; ", violations)}");
            }

            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{page.Url} at {width} px is {overflow} px too wide.");
        }

        await page.SetViewportSizeAsync(1440, 900);
    }
}
