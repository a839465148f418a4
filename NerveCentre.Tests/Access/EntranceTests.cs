using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Access;

/// <summary>A server that somebody has set up through its own form, as a newcomer would.</summary>
public sealed class OwnedServer : IAsyncLifetime
{
    internal const string Email = "olga@example.com";
    internal const string Password = "ofen lampe kanal birne";

    private readonly TempFolder _data = new();
    private DashboardProcess? _process;

    public Uri Address { get; private set; } = null!;

    public string Data => _data.Path;

    public string Log => _process!.Output;

    /// <summary>How the first form answered.</summary>
    internal FormClient.Page SetUp { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _process = DashboardProcess.Serve(_data.Path, "--SignIn:TriesPerAccount=20", "--SignIn:TriesPerAddress=1000", "--SignIn:Pause=00:15:00");
        Address = await _process.Listening;
        using var newcomer = new FormClient(Address);
        SetUp = await newcomer.PostAsync("/set-up", "set-up", ("Form.Name", "Olga"), ("Form.Email", Email), ("Form.Password", Password), ("Form.Again", Password));
    }

    /// <summary>Somebody more, signed in.</summary>
    internal string CookieOf(Func<IDbContextFactory<NerveCentreDb>, Caller> person) => Entry.CookieFor(_data.Path, person);

    public async Task DisposeAsync()
    {
        await _process!.DisposeAsync();
        _data.Dispose();
    }
}

/// <summary>The way in, over HTTP and without script.</summary>
[Trait("Speed", "Slow")]
public sealed class EntranceTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    [Fact]
    public async Task SetUp_LedToTheBoard_AndIsGoneForGood()
    {
        Assert.Equal((302, "/"), (server.SetUp.Status, server.SetUp.Location));
        using var late = new FormClient(server.Address);

        var page = await late.GetAsync("/set-up");
        Assert.Equal(404, page.Status);
        Assert.Contains("There is an owner already", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", page.Body, StringComparison.Ordinal);
        var posted = await late.PostAsync("/set-up", await late.GetAsync("/sign-in"), "set-up", ("Form.Name", "Eve"), ("Form.Email", "eve@example.com"), ("Form.Password", "kanal birne ofen lampe"), ("Form.Again", "kanal birne ofen lampe"));
        Assert.NotEqual(302, posted.Status);
        Assert.Equal(["olga@example.com"], Table.Rows(Path.Combine(server.Data, "nervecentre.db"), "SELECT Email FROM Accounts WHERE OwnsEverything"));
    }

    [Fact]
    public async Task RightPassword_LeadsBackToWhereOneWas()
    {
        using var olga = new FormClient(server.Address);
        var asked = await olga.GetAsync("/country/BR?by=ship");
        Assert.Equal(302, asked.Status);
        Assert.Equal("/sign-in?returnUrl=%2Fcountry%2FBR%3Fby%3Dship", asked.Location);

        var entered = await SignInAsync(olga, asked.Location!);

        Assert.Equal((302, "/country/BR?by=ship"), (entered.Status, entered.Location));
        var page = await olga.GetAsync(entered.Location!);
        Assert.Equal(200, page.Status);
        Assert.Contains("Olga", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://evil.example")]
    public async Task ReturnUrl_NeverLeadsAway(string evil)
    {
        using var olga = new FormClient(server.Address);
        var path = $"/sign-in?returnUrl={Uri.EscapeDataString(evil)}";
        Assert.DoesNotMatch(@"(href|action)=""(//|\\|[a-z]+:(?!//127\.0\.0\.1))", (await olga.GetAsync(path)).Body);

        var entered = await SignInAsync(olga, path);

        Assert.Equal((302, "/"), (entered.Status, entered.Location));
    }

    [Fact]
    public async Task WrongPassword_Is401InWords_AndTheFieldIsEmptyAgain()
    {
        using var eve = new FormClient(server.Address);

        var refused = await eve.PostAsync("/sign-in", "sign-in", ("Form.Email", "nobody@example.com"), ("Form.Password", "a wrong password indeed"));

        Assert.Equal(401, refused.Status);
        Assert.Contains("The e-mail address or the password is not right.", refused.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("a wrong password indeed", refused.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("NerveCentre.Session", eve.Cookies.Keys);
    }

    [Fact]
    public async Task TooManyTries_Are429_AndSayHowLong()
    {
        using var eve = new FormClient(server.Address);
        var page = await eve.GetAsync("/sign-in");
        FormClient.Page answer;
        var tries = 0;
        do
        {
            answer = await eve.PostAsync("/sign-in", page, "sign-in", ("Form.Email", "target@example.com"), ("Form.Password", $"guess number {tries}"));
        }
        while (answer.Status is 401 && ++tries < 100);

        Assert.Equal((20, 429), (tries, answer.Status));
        Assert.InRange(answer.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        Assert.Contains("Too many tries. Wait", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignInMakesANewIdentity_AndACopiedCookieIsWorthNothingAfterSigningOut()
    {
        using var olga = new FormClient(server.Address);
        var fixation = Entry.CookieFor(new EphemeralDataProtectionProvider(), Caller.Account(1, "chosen by somebody else"));
        olga.Keep(fixation);
        await SignInAsync(olga, "/sign-in");
        var stolen = olga.Cookies["NerveCentre.Session"];
        Assert.NotEqual(fixation["NerveCentre.Session=".Length..], stolen);
        using var thief = new FormClient(server.Address);
        thief.Keep($"NerveCentre.Session={stolen}");
        Assert.Equal(200, (await thief.GetAsync("/")).Status);

        var left = await olga.PostAsync("/sign-out", "sign-out");

        Assert.Equal((302, "/sign-in"), (left.Status, left.Location));
        Assert.DoesNotContain("NerveCentre.Session", olga.Cookies.Keys);
        Assert.Equal("/sign-in", (await thief.GetAsync("/")).Location);
        Assert.Equal(401, (await thief.GetAsync("/session")).Status);
        Assert.Equal(401, (await RawHttp.UpgradeAsync(server.Address, $"Cookie: NerveCentre.Session={stolen}")).Status);
    }

    public static TheoryData<string> Forged =>
    [
        "x", "", "CfDJ8", new string('A', 4_000),
        Entry.CookieFor(new EphemeralDataProtectionProvider(), Caller.Account(1, "x"))["NerveCentre.Session=".Length..],
        Entry.CookieFor(DataProtectionProvider.Create("NerveCentre"), Caller.Account(1, "x"))["NerveCentre.Session=".Length..],
    ];

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task ForgedCookie_AndThatOfAnotherInstallation_OpenNothing(string cookie)
    {
        var answer = await RawHttp.GetAsync(server.Address, "/", $"Cookie: NerveCentre.Session={cookie}");

        Assert.Equal(302, answer.Status);
        Assert.EndsWith("/sign-in", answer.Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CookieOfAnAccount_WithASessionThatIsNotItsOwn_OpensNothing()
    {
        // Sealed with the right keys, as a defect of ours might: what the claims say is looked up all the same.
        foreach (var caller in (Caller[])[Caller.Account(1, "no such session"), Caller.Account(4711, "x"), Caller.Explorer, Caller.Nobody])
        {
            var cookie = server.CookieOf(_ => caller);
            Assert.Equal(302, (await RawHttp.GetAsync(server.Address, "/", $"Cookie: {cookie}")).Status);
        }
    }

    [Fact]
    public async Task FormOfAnotherPerson_IsRefused()
    {
        using var olga = new FormClient(server.Address);
        await SignInAsync(olga, "/sign-in");
        using var max = new FormClient(server.Address);
        max.Keep(server.CookieOf(db => TestPeople.AddOwner(db, "Max", TimeProvider.System.GetUtcNow())));

        // Max's form, sent by Olga's browser: its token is bound to Max.
        var posted = await olga.PostAsync("/sign-out", await max.GetAsync("/sign-out"), "sign-out");

        Assert.Equal(400, posted.Status);
        Assert.Equal(200, (await olga.GetAsync("/")).Status);
    }

    /// <summary>Every page there is × everybody who might ask for it. A page without a row fails.</summary>
    [Fact]
    public async Task EveryPage_AnswersThoseWhoMay()
    {
        var store = int.Parse(Table.Rows(Path.Combine(server.Data, "nervecentre.db"), "SELECT Id FROM Stores")[0], System.Globalization.CultureInfo.InvariantCulture);
        var now = TimeProvider.System.GetUtcNow();
        (string Name, string? Cookie)[] callers =
        [
            ("nobody", null),
            ("disabled", server.CookieOf(db =>
            {
                var dora = TestPeople.AddOwner(db, "Dora", now);
                TestPeople.Change(db, dora, a => a.DisabledAt = now);
                return dora;
            })),
            ("no role", server.CookieOf(db => TestPeople.AddMember(db, "Nora", now))),
            ("marketing", server.CookieOf(db => TestPeople.AddMember(db, "Mia", now, (store, StoreRole.Marketing)))),
            ("owner of the store", server.CookieOf(db => TestPeople.AddMember(db, "Anna", now, (store, StoreRole.Owner)))),
            ("owner", server.CookieOf(db => TestPeople.AddOwner(db, "Olaf", now))),
        ];
        Assert.Equal(PageMatrix.Routes(), PageMatrix.Rows.Select(r => r.Route).Order(StringComparer.Ordinal));

        var wrong = new List<string>();
        foreach (var row in PageMatrix.Rows)
        {
            foreach (var (name, cookie) in callers)
            {
                var answer = await RawHttp.GetAsync(server.Address, row.Path, cookie is null ? [] : [$"Cookie: {cookie}"]);
                var expected = row.Expects(name);
                if (answer.Status != expected || (row.IsStoresOwn && name is "nobody" or "disabled" or "no role" && answer.Body.Contains("Sandbox store", StringComparison.Ordinal)))
                {
                    wrong.Add($"{row.Path} as {name}: {answer.Status} instead of {expected}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void WhatTheServerKeeps_IsForItsAccountAlone()
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories))
            {
                Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file)));
            }
        }

        Assert.True(File.Exists(Path.Combine(server.Data, "nervecentre.db")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(server.Data, "keys")));
    }

    [Fact]
    public async Task KeysThatAreLost_SignEverybodyOut_AndNothingElse()
    {
        using var temp = new TempFolder();
        var cookie = $"Cookie: {Entry.OwnerOf(temp.Path)}";
        Directory.Delete(Path.Combine(temp.Path, "keys"), recursive: true);
        await using var process = DashboardProcess.Serve(temp.Path, "--Sandbox:Enabled=false");
        var address = await process.Listening;

        Assert.EndsWith("/sign-in", (await RawHttp.GetAsync(address, "/", cookie)).Header("Location"), StringComparison.Ordinal);
        Assert.Equal(200, (await RawHttp.GetAsync(address, "/sign-in", cookie)).Status);
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotLoopback_AsksForTheCode_AndShowsNothingBefore()
    {
        using var temp = new TempFolder();
        await using var process = DashboardProcess.Start("--data", temp.Path, "--urls", "http://0.0.0.0:0", "--AllowedHosts=*");
        var address = new UriBuilder(await process.Listening) { Host = "127.0.0.1" }.Uri;
        using var newcomer = new FormClient(address);

        Assert.Equal("/set-up", (await newcomer.GetAsync("/")).Location);
        Assert.Equal("/set-up", (await newcomer.GetAsync("/sync")).Location);
        var page = await newcomer.GetAsync("/set-up");
        Assert.Contains("Set-up code", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Sandbox store", page.Body, StringComparison.Ordinal);
        Assert.Equal(401, (await RawHttp.UpgradeAsync(address)).Status);

        (string, string)[] olga = [("Form.Name", "Olga"), ("Form.Email", OwnedServer.Email), ("Form.Password", OwnedServer.Password), ("Form.Again", OwnedServer.Password)];
        Assert.Equal(422, (await newcomer.PostAsync("/set-up", "set-up", [.. olga, ("Form.Code", "AAAA-AAAA-AAAA-AAAA-AAAA")])).Status);
        var code = System.Text.RegularExpressions.Regex.Match(process.Output, "this is it: (\\S+)").Groups[1].Value;
        var made = await newcomer.PostAsync("/set-up", "set-up", [.. olga, ("Form.Code", code)]);

        Assert.Equal((302, "/"), (made.Status, made.Location));
        Assert.Equal(200, (await newcomer.GetAsync("/")).Status);
    }

    private static Task<FormClient.Page> SignInAsync(FormClient client, string path) =>
        client.PostAsync(path, "sign-in", ("Form.Email", OwnedServer.Email), ("Form.Password", OwnedServer.Password));
}
