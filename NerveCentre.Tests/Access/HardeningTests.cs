using System.Text.RegularExpressions;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Tests.Access;

/// <summary>One server without any setting of its own, on a store whose every text is an attack.</summary>
public sealed class HardenedServer : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private DashboardProcess? _process;

    public Uri Address { get; private set; } = null!;

    /// <summary>How many cells of the database hold a payload.</summary>
    public int Planted { get; private set; }

    /// <summary>Header of somebody who sees every store.</summary>
    public string Cookie { get; private set; } = "";

    public string Log => _process!.Output;

    public string Data => _data.Path;

    public async Task InitializeAsync()
    {
        Planted = Hostile.Fill(_data.Path);
        Cookie = $"Cookie: {Entry.OwnerOf(_data.Path)}";
        _process = DashboardProcess.Serve(_data.Path, "--Sandbox:Enabled=false");
        Address = await _process.Listening;
    }

    public async Task DisposeAsync()
    {
        await _process!.DisposeAsync();
        _data.Dispose();
    }
}

[Trait("Speed", "Slow")]
public sealed partial class HardeningTests(HardenedServer server) : IClassFixture<HardenedServer>
{
    private string Own => server.Address.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/listings", 200)]
    [InlineData("/no/such/page", 404)]
    [InlineData("/?store=nowhere", 404)]
    [InlineData("/tokens.css", 200)]
    [InlineData("/_blazor/negotiate", 405)]
    [InlineData("/error", 200)]
    [InlineData("/api/cards", 401)]
    [InlineData("/openapi/v1.json", 200)]
    public async Task EveryAnswer_CarriesTheHeaders(string path, int status)
    {
        var answer = await GetAsync(path);

        Assert.Equal(status, answer.Status);
        AssertHeaders(answer);
        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("Strict-Transport-Security"));
        Assert.DoesNotContain("'unsafe", answer.Head, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(answer.Head, "(?i)content-security-policy:"));
    }

    [Fact]
    public async Task Figures_AreKeptByNoCache_AndFilesOfTheProgramForGood()
    {
        var page = await GetAsync("/");
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal("no-store", (await GetAsync("/no/such.css")).Header("Cache-Control"));

        var asset = Asset().Match(page.Body).Groups[1].Value;
        Assert.Contains("immutable", (await GetAsync("/" + asset)).Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoPage_HoldsScriptOrStyleOfItsOwn()
    {
        foreach (var path in (string[])["/", "/listings?class=gap", "/country/BR", "/settings/markets", "/settings/people", "/settings/tokens", "/audit", "/account", "/sign-out", "/sync", "/no/such/page"])
        {
            var page = (await GetAsync(path)).Body;
            Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)|<style|<[a-z][^<>]*\s(style|on[a-z]+)\s*=", Tags(page));
        }
    }

    [Fact]
    public async Task Cookies_AreForThisSiteAndNoScript()
    {
        var cookie = (await GetAsync("/")).Header("Set-Cookie");

        Assert.Contains("NerveCentre.Forms=", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forged.example", 400)]
    [InlineData("127.0.0.1.forged.example", 400)]
    [InlineData("localhost", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("", 400)]
    [InlineData("127.0.0.1:80@forged.example", 400)]
    public async Task Host_MustBeThisMachines(string host, int status)
    {
        var answer = await GetAsync("/", $"Host: {host}");

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("forged.example", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData("https://{own}", 403)]
    [InlineData("http://{own}.evil.example", 403)]
    [InlineData("http://{own}", 101)]
    [InlineData(null, 101)]
    public async Task Socket_OpensForOurOwnPagesOnly(string? origin, int status)
    {
        string[] headers = origin is null ? [] : [$"Origin: {origin.Replace("{own}", server.Address.Authority, StringComparison.Ordinal)}"];

        Assert.Equal(status, (await UpgradeAsync(headers)).Status);
        var negotiation = await PostAsync("/_blazor/negotiate?negotiateVersion=1", "", headers);
        Assert.Equal(status is 101 ? 200 : 403, negotiation.Status);
        AssertHeaders(negotiation);
        Assert.Null(negotiation.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Socket_IsRefusedByWhatTheBrowserSays_EvenWithoutAnOrigin()
    {
        Assert.Equal(403, (await UpgradeAsync("Sec-Fetch-Site: cross-site")).Status);
        Assert.Equal(403, (await GetAsync("/_blazor?id=stolen", "Sec-Fetch-Site: same-site")).Status);
        // A connection id that nobody was given opens nothing.
        Assert.Equal(404, (await GetAsync("/_blazor?id=stolen", $"Origin: {Own}")).Status);
    }

    [Theory]
    [InlineData("POST", "Origin: http://evil.example", 403)]
    [InlineData("DELETE", "Origin: http://evil.example", 403)]
    [InlineData("POST", "Sec-Fetch-Site: cross-site", 403)]
    [InlineData("POST", "X-Nothing: 1", 400)]
    [InlineData("POST", "Cookie: NerveCentre.Forms=forged", 400)]
    public async Task Post_NeedsOurOriginAndAToken(string method, string header, int status)
    {
        var answer = await RawHttp.SendAsync(server.Address, $"{method} / HTTP/1.1\r\nHost: {server.Address.Authority}\r\n{header}\r\n{server.Cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b");

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task ForwardedHeaders_OfAnybody_AreNotBelieved()
    {
        string[] spoofed = ["X-Forwarded-Proto: https", "X-Forwarded-Host: forged.example", "X-Forwarded-For: 203.0.113.9", "Forwarded: for=203.0.113.9;host=forged.example;proto=https"];

        var answer = await GetAsync("/no/such/page", spoofed);

        Assert.Equal(404, answer.Status);
        Assert.Null(answer.Header("Strict-Transport-Security"));
        Assert.DoesNotContain("secure", answer.Header("Set-Cookie") ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("forged.example", answer.Body, StringComparison.Ordinal);
        Assert.Equal(403, (await UpgradeAsync([.. spoofed, "Origin: https://evil.example"])).Status);
    }

    [Fact]
    public async Task RequestsThatAreTooLarge_AreRefusedByWhatIsTooLarge()
    {
        var form = await PostAsync("/", "a=" + new string('x', 10_000_000));
        Assert.Equal(413, form.Status);
        AssertHeaders(form);
        var chunked = await RawHttp.SendAsync(server.Address, $"POST / HTTP/1.1\r\nHost: {server.Address.Authority}\r\n{server.Cookie}\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n{2_000_000:x}\r\na={new string('x', 1_999_998)}\r\n0\r\n\r\n");
        Assert.Contains(chunked.Status, (int[])[0, 400, 413]);
        Assert.Equal(431, (await GetAsync("/", $"X-Large: {new string('x', 1_000_000)}")).Status);
        Assert.Equal(431, (await GetAsync("/", [.. Enumerable.Range(0, 200).Select(i => $"X-Many-{i}: 1")])).Status);
        Assert.Equal(414, (await GetAsync("/" + new string('x', 10_000))).Status);
        Assert.Equal(200, (await GetAsync("/")).Status);
    }

    [Fact]
    public async Task RequestsThatNeverEnd_AreEnded()
    {
        var head = RawHttp.SendAsync(server.Address, $"GET / HTTP/1.1\r\nHost: {server.Address.Authority}\r\nX-Slow");
        var body = RawHttp.SendAsync(server.Address, $"POST / HTTP/1.1\r\nHost: {server.Address.Authority}\r\n{server.Cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na=b");

        Assert.Equal(408, (await head).Status);
        Assert.Contains((await body).Status, (int[])[400, 408]);
    }

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task PathTricks_NeverReachAFile(string target)
    {
        var answer = await GetAsync(target);

        Assert.Contains(answer.Status, (int[])[400, 404]);
        Assert.DoesNotMatch("root:|AllowedHosts|SQLite format|MZ\\x90|<key id", answer.Body);
        Assert.DoesNotMatch(@"href=""(//|[a-z]+:(?!//127\.0\.0\.1))", answer.Body);
    }

    public static TheoryData<string> Tricks =>
    [
        "/../appsettings.json", "/..%2fappsettings.json", "/%2e%2e/appsettings.json", "/%2e%2e%2fappsettings.json", "/..%5cappsettings.json", "/%2e%2e%5cappsettings.json",
        "/%252e%252e%252fappsettings.json", "/..%252fappsettings.json", "/%25252e%25252e/appsettings.json", "/..%c0%afappsettings.json", "/%c0%ae%c0%ae/appsettings.json",
        "/..;/appsettings.json", "/.%2e/.%2e/etc/passwd", "/\\..\\..\\etc\\passwd", "/%5c..%5c..%5cetc%5cpasswd", "//etc/passwd", "//evil.example/%2e%2e", "/%2fevil.example", "/%5cevil.example",
        "/_framework/..%2f..%2fappsettings.json", "/_framework/%2e%2e/%2e%2e/NerveCentre.Dashboard.dll", "/_framework/..%5c..%5cNerveCentre.Dashboard.dll",
        "/world-visionscarto.svg/..%2fappsettings.json", "/world-visionscarto.svg%00.html", "/tokens.css%2f..%2f..%2fappsettings.json", "/%00", "/appsettings.json", "/NerveCentre.Dashboard.dll", "/nervecentre.db", "/keys/", "/.git/config",
        "/country/..%2f..%2f..%2fetc%2fpasswd", "/country/..%5c..%5cetc", "/country/%252e%252e%252f", "/country/..%2fBR%00", "/_content/..%2f..%2fappsettings.json", "/_blazor/..%2fappsettings.json",
        "file:///etc/passwd",
    ];

    [Fact]
    public async Task NoPayload_ComesBackAsMarkup_FromAnAddress()
    {
        foreach (var payload in Hostile.Short)
        {
            var text = Uri.EscapeDataString(payload);
            foreach (var target in (string[])[$"/?store=x{text}", $"/country/{text}", $"/listings?uncovered={text}", $"/listings?class={text}", $"/listings?class=gap&template={text}", $"/?end={text}", $"/?by={text}", $"/invitation/{text}", $"/sign-in?returnUrl={text}", $"/settings/markets?propose={text}", $"/audit?who={text}", $"/audit?action={text}", $"/audit?from={text}", $"/no/{text}"])
            {
                var answer = await GetAsync(target);
                Assert.NotEqual(500, answer.Status);
                Assert.True(payload.IndexOfAny(['<', '"', '\'']) < 0 || !answer.Body.Contains(payload, StringComparison.Ordinal), $"{target} gives the payload back as it is.");
                Assert.DoesNotMatch(@"<script(?![^>]*\ssrc=)|<img|<iframe|<[a-z][^<>]*\son[a-z]+\s*=", Tags(answer.Body));
                Assert.DoesNotMatch(@"[\0\u001B\u202E]", answer.Body);
            }
        }

        Assert.DoesNotMatch(@"(?m)^(fail|crit): NerveCentre\.Forged", server.Log);
    }

    [Fact]
    public async Task CardsOfTheHostileStore_AreValidOnTheCommandLine()
    {
        foreach (var card in (string[])["aex_ship_to_country_coverage", "aex_orders_by_buyer_country"])
        {
            var run = await CommandLine.Run.ToEndAsync("card", card, "--store", Hostile.Payloads[0], "--json", "--data", server.Data);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            using var json = System.Text.Json.JsonDocument.Parse(run.Output);
            Assert.Equal(Hostile.Payloads[0], json.RootElement.GetProperty("store").GetString());
        }

        var unknown = await CommandLine.Run.ToEndAsync("card", "aex_ship_to_country_coverage", "--store", "none\u001B[31m", "--data", server.Data);
        Assert.Equal(1, unknown.ExitCode);
        Assert.DoesNotMatch(@"[\u001B\u202E]", unknown.Error);
        Assert.Equal("", string.Join('\n', unknown.Error.Split('\n').Skip(1)));
    }

    private Task<RawHttp> GetAsync(string target, params string[] headers) => RawHttp.GetAsync(server.Address, target, [.. headers, server.Cookie]);

    private Task<RawHttp> PostAsync(string target, string body, params string[] headers) => RawHttp.PostAsync(server.Address, target, body, [.. headers, server.Cookie]);

    private Task<RawHttp> UpgradeAsync(params string[] headers) => RawHttp.UpgradeAsync(server.Address, [.. headers, server.Cookie]);

    /// <summary>A page without the values of its attributes, where anything may stand that does not end them.</summary>
    private static string Tags(string page) => AttributeValue().Replace(page, "$1=\"\"");

    [GeneratedRegex("(\\s[a-zA-Z-]+)=\"[^\"]*\"")]
    private static partial Regex AttributeValue();

    private static void AssertHeaders(RawHttp answer)
    {
        Assert.Equal(SecurityHeaders.ContentPolicy, answer.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("same-origin", answer.Header("Referrer-Policy"));
        Assert.Contains("camera=()", answer.Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
    }

    [GeneratedRegex(@"href=""(tokens\.[a-z0-9]+\.css)""")]
    private static partial Regex Asset();
}
