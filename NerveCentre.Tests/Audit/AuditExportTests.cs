using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace NerveCentre.Tests.Audit;

/// <summary>A server with an owner, who is signed in.</summary>
public sealed class OwnedServer : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private DashboardProcess? _process;

    public HttpClient Owner { get; private set; } = null!;

    public HttpClient Stranger { get; private set; } = null!;

    public string Database => _data.File("nervecentre.db");

    public async Task InitializeAsync()
    {
        _process = DashboardProcess.Serve(_data.Path, "--Sandbox:Enabled=false");
        var address = await _process.Listening;
        Owner = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        Stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        var token = Regex.Match(await Owner.GetStringAsync("/set-up"), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "set-up",
            ["__RequestVerificationToken"] = token,
            ["Form.Name"] = "Olga",
            ["Form.Email"] = "olga@example.com",
            ["Form.Password"] = "ofen lampe kanal birne",
            ["Form.Again"] = "ofen lampe kanal birne",
        });
        using var done = await Owner.PostAsync("/set-up", form);
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
    }

    public async Task DisposeAsync()
    {
        Owner.Dispose();
        Stranger.Dispose();
        await _process!.DisposeAsync();
        _data.Dispose();
    }
}

[Trait("Speed", "Slow")]
public sealed class AuditExportTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    private int Exports => Table.Rows(server.Database, "SELECT Id FROM Audit WHERE Action = 'export.made'").Count;

    private void Plant(int rows, string subject)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = server.Database, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $rows)
            INSERT INTO Audit (At, Kind, "By", Action, Subject) SELECT 1773662400123, 0, 'nobody', 'signin.refused', $subject FROM n
            """;
        command.Parameters.AddWithValue("$rows", rows);
        command.Parameters.AddWithValue("$subject", subject);
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task Owner_GetsAFile_WholeAndHarmless()
    {
        Plant(3_000, "=HYPERLINK(\"http://evil.example\")");
        Plant(1, "＝1+1");
        using var answer = await server.Owner.GetAsync("/audit.csv?action=signin");
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Matches("^attachment; filename=\"?nervecentre-audit-[0-9]{8}T[0-9]{6}Z\\.csv\"?$", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(("same-origin", "no-store"), (answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single(), answer.Headers.CacheControl!.ToString()));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        var lines = (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3_002, lines.Length);
        Assert.StartsWith("id,at,who,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",2026-03-16T12:00:00.123Z,nobody,nobody,,,signin.refused,'＝1+1,,,", lines[1], StringComparison.Ordinal);
        Assert.All(lines[2..], l => Assert.Contains("'=HYPERLINK", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoeverIsNotSignedIn_GetsAStatus_AndNoFile()
    {
        using var answer = await server.Stranger.GetAsync("/audit.csv");
        Assert.Equal((HttpStatusCode.Unauthorized, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        using var page = await server.Stranger.GetAsync("/audit");
        Assert.Equal("/sign-in?returnUrl=%2Faudit", page.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task AnotherSitesLink_GetsNoFile_AndLeavesNoRow(string from)
    {
        var before = Exports;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/audit.csv") { Headers = { { "Sec-Fetch-Site", from } } };
        using var answer = await server.Owner.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(before, Exports);
    }

    [Theory]
    [InlineData("from=1")]
    [InlineData("to=2026-02-30")]
    [InlineData("action=nonsense")]
    [InlineData("store=nowhere")]
    [InlineData("from=2026-03-02&to=2026-03-01")]
    public async Task ParametersThatCannotBe_AreRefusedInWords(string query)
    {
        var before = Exports;
        using var answer = await server.Owner.GetAsync("/audit.csv?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.EndsWith(".", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, Exports);
    }

    [Fact]
    public async Task Form_LeadsToAnAddressThatSaysOnlyWhatIsAsked()
    {
        using var answer = await server.Owner.GetAsync("/audit?action=&who=olga&from=&to=&before=");
        Assert.Equal((HttpStatusCode.Found, "/audit?who=olga"), (answer.StatusCode, answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.PathAndQuery : answer.Headers.Location.ToString()));
        Assert.Contains("Became the first owner, as olga@example.com", await server.Owner.GetStringAsync("/audit?who=olga"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageWithAFilterThatCannotBe_IsABadRequest()
    {
        using var answer = await server.Owner.GetAsync("/audit?from=1");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Write it as 2026-03-16.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
