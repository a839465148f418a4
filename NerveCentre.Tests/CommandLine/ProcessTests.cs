using System.Globalization;
using System.Threading.Channels;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.CommandLine;

/// <summary>The built program as processes: killed where it hurts, and two at once.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ProcessTests : IDisposable
{
    // Writes to the log after which the process is killed. The first ones hit the making of the schema.
    private static readonly int[] Moments = [1, 6, 25, 60, 110, 200];

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task SyncKilledAtSixMoments_ThenRunToItsEnd_HoldsWhatAnUndisturbedOneHolds()
    {
        var data = _temp.File("killed");
        string[] sync = ["sync", "--store", SandboxStore.Name, "--data", data];
        var kills = 0;
        foreach (var writes in Moments)
        {
            kills += await KillAfterAsync(data, writes, sync) ? 1 : 0;
        }

        var end = await Run.ToEndAsync(sync);
        Assert.Equal((0, ""), (end.ExitCode, end.Error));

        // The same store, read by a process that nobody disturbs.
        var whole = _temp.File("whole");
        Directory.CreateDirectory(whole);
        File.Copy(Path.Combine(data, "sandbox.json"), Path.Combine(whole, "sandbox.json"));
        Assert.Equal(0, (await Run.ToEndAsync(["sync", "--store", SandboxStore.Name, "--data", whole])).ExitCode);

        // It read a little later: what came or changed since is left out.
        var anchor = SandboxStore.Open(Path.Combine(data, "sandbox.json"), TimeProvider.System).Anchor;
        var orders = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT OrderId, PlacedAt, BuyerCountry, BuyerCountryRaw, ShipCountry, ShipCountryRaw, Amount, Currency FROM Orders
            WHERE PlacedAt BETWEEN {anchor.AddDays(-85).ToUnixTimeMilliseconds()} AND {anchor.ToUnixTimeMilliseconds()} ORDER BY OrderId
            """);
        foreach (var sql in (string[])[orders, "SELECT * FROM Listings ORDER BY ListingId", "SELECT * FROM ListingCounts ORDER BY 1, 2, 3", "SELECT TemplateId, Named, Assumed FROM Templates ORDER BY 1"])
        {
            Assert.Equal(Table.Rows(Database(whole), sql), Table.Rows(Database(data), sql));
        }

        Table.AssertSound(Database(data));
        Assert.True(kills >= 4, $"Only {kills} of {Moments.Length} kills came before the end.");
    }

    [Fact]
    public async Task ImportKilledAtSixMoments_IsThereAsAWholeOrNotAtAll()
    {
        var data = _temp.File("killed");
        var file = _temp.File("orders.csv.gz");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Data", "online_retail_orders.csv.gz"), file);
        string[] import = ["import", "orders", file, "--store", "Shop", "--column", "buyer_country=buyer_country_raw", "--status", "writeoff=cancelled", "--data", data];
        var kills = 0;
        foreach (var writes in Moments)
        {
            kills += await KillAfterAsync(data, writes, import) ? 1 : 0;
            if (Table.Rows(Database(data), "SELECT name FROM sqlite_schema WHERE name = 'Orders'").Count is 1)
            {
                Assert.Contains(Table.Rows(Database(data), "SELECT COUNT(*) FROM Orders").Single(), (string[])["0", "25900"]);
                Assert.Equal("ok", Table.Rows(Database(data), "PRAGMA integrity_check").Single());
            }
        }

        var end = await Run.ToEndAsync(import);
        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        var again = await Run.ToEndAsync(import);
        Assert.Equal("accepted 0, updated 0, unchanged 25900, rejected 0", again.Output);
        Table.AssertSound(Database(data));
        Assert.True(kills >= 2, $"Only {kills} of {Moments.Length} kills came before the end.");
    }

    [Fact]
    public async Task RestoreKilledAtEveryStep_LeavesTheOldStateOrTheNewOne()
    {
        var (data, backup) = (_temp.File("data"), _temp.File("b.zip"));
        await ImportAsync("New", _temp.File("new"));
        await ImportAsync("Old", _temp.File("old"));
        Assert.Equal(0, (await Run.ToEndAsync("backup", backup, "--data", _temp.File("new"))).ExitCode);
        var states = new HashSet<string>();
        // Early by the number of writes. How many are seen before a later step depends on how soon each is looked at; what stands in the folder does not.
        Func<int, bool>[] moments =
        [
            seen => seen >= 1,
            seen => seen >= 4,
            seen => seen >= 7,
            _ => Stands(".nervecentre-work-*"),
            _ => Stands(PendingRestore.ReadyPrefix + "*"),
            _ => Stands("restore-pending.json") || Stands("before-restore-*"),
            _ => Stands("before-restore-*"),
        ];
        foreach (var moment in moments)
        {
            Directory.CreateDirectory(data);
            File.Copy(Database(_temp.File("old")), Database(data));
            await KillWhenAsync(data, moment, ["restore", backup, "--data", data]);

            // Whoever comes next finishes it, or finds that it never was.
            PendingRestore.FinishUnclaimed(DataFolder.Open(data));
            Table.AssertSound(Database(data));
            var name = Table.Rows(Database(data), "SELECT Name FROM Stores").Single();
            states.Add(name);
            if (name is "New")
            {
                Assert.Equal(["Old"], Table.Rows(Database(Directory.GetDirectories(data, "before-restore-*").Single()), "SELECT Name FROM Stores"));
            }

            Directory.Delete(data, recursive: true);
        }

        Assert.Equal(["New", "Old"], states.Order(StringComparer.Ordinal));

        bool Stands(string pattern) => Directory.EnumerateFileSystemEntries(data, pattern).Any();

        async Task ImportAsync(string store, string into) =>
            Assert.Equal(0, (await Run.ToEndAsync("import", "orders", _temp.Write("o.csv", "order_id,placed_at,buyer_country\n1,2026-03-01,BR\n"), "--store", store, "--data", into)).ExitCode);
    }

    [Fact]
    public async Task TwoServersOnOneFolder_TheSecondIsRefused_AndAKilledOneLeavesNoClaim()
    {
        var data = _temp.File("data");
        await using var first = DashboardProcess.Serve(data, "--Sandbox:Enabled=false");
        await first.Listening;

        await using var second = DashboardProcess.Serve(data, "--Sandbox:Enabled=false");
        Assert.Equal(1, await second.EndAsync());
        Assert.Contains("Another NerveCentre server is using the data folder", second.Errors, StringComparison.Ordinal);

        // A command beside a running server is welcome.
        var beside = await Run.ToEndAsync("import", "orders", _temp.Write("o.csv", "order_id,placed_at,buyer_country\n1,2026-03-01,BR\n"), "--store", "Shop", "--data", data);
        Assert.Equal((0, "accepted 1, updated 0, unchanged 0, rejected 0"), (beside.ExitCode, beside.Output));

        await first.KillAsync();
        await using var third = DashboardProcess.Serve(data, "--Sandbox:Enabled=false");
        await third.Listening;
    }

    [Fact]
    public async Task PortInUse_IsToldWithTheWayOut()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        var run = await Run.ToEndAsync("--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), "--data", _temp.File("data"), "--Sandbox:Enabled=false");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the port is in use by another program", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Sync:TimeLimit=00:00:01", "Sync:TimeLimit is 00:00:01; it must lie between")]
    [InlineData("--Sync:ParallelCalls=many", "Sync:ParallelCalls")]
    [InlineData("--Backup:At=midnight", "Backup:At is 'midnight'; it must be a time of day")]
    [InlineData("--Backup:Keep=0", "Backup:Keep is 0; it must lie between 1 and 1000")]
    [InlineData("--Telemetry:OtlpEndpoint=collector:4317", "Telemetry:OtlpEndpoint is")]
    public async Task SettingThatCannotBe_IsRefusedAtTheStart(string setting, string words)
    {
        var run = await Run.ToEndAsync("--urls", "http://127.0.0.1:0", "--data", _temp.File("data"), "--Sandbox:Enabled=false", setting);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EverySettingThatCannotBe_IsListedAtTheStart()
    {
        var run = await Run.ToEndAsync("--urls", "http://127.0.0.1:0", "--data", _temp.File("data"), "--Sandbox:Enabled=false", "--Sync:ParallelCalls=99", "--Board:PollInterval=9");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Sync:ParallelCalls is 99", run.Error, StringComparison.Ordinal);
        Assert.Contains("Board:PollInterval is 9.00:00:00", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:99999", 2, "a port is a number from 0 to 65535")]
    [InlineData("https://127.0.0.1:0", 1, "there is no certificate for HTTPS")]
    [InlineData("http://192.0.2.1:5080", 1, "cannot be listened on")]
    public async Task AddressThatCannotBe_IsToldWithTheWayOut(string urls, int code, string words)
    {
        var run = await Run.ToEndAsync("--urls", urls, "--data", _temp.File("data"), "--Sandbox:Enabled=false");

        Assert.Equal(code, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerToldToStop_StopsInItsOwnTimeAndEndsDone()
    {
        await using var server = DashboardProcess.Serve(_temp.File("data"), "--Sandbox:Enabled=false", "--shutdownTimeoutSeconds=4");
        var address = await server.Listening;
        // A request that never ends: the server waits for it longer than a command would be given.
        using var open = new System.Net.Sockets.TcpClient();
        await open.ConnectAsync(address.Host, address.Port);
        await open.GetStream().WriteAsync("GET / HTTP/1.1\r\n"u8.ToArray());
        using (var http = new HttpClient { BaseAddress = address })
        {
            await http.GetStringAsync(new Uri("/", UriKind.Relative));
        }

        await server.TerminateAsync();

        Assert.Equal((0, ""), (await server.EndAsync(), server.Errors));
    }

    [Fact]
    public async Task PublishedProgram_StartedFromAnotherFolder_ServesEveryAsset()
    {
        var program = _temp.File("program");
        await PublishAsync(program);
        await using var server = DashboardProcess.ServePublished(program, _temp.File("data"), "--Sandbox:Enabled=false");
        using var http = new HttpClient { BaseAddress = await server.Listening };

        var page = await http.GetStringAsync(new Uri("/", UriKind.Relative));

        var assets = AssetAddress().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.True(assets.Count >= 6, page);
        await Assert.AllAsync(assets, async asset => Assert.NotEmpty(await http.GetByteArrayAsync(new Uri(asset, UriKind.Relative))));
    }

    [System.Text.RegularExpressions.GeneratedRegex("(?:src|href)=\"([^\"]+\\.(?:css|js|svg))\"")]
    private static partial System.Text.RegularExpressions.Regex AssetAddress();

    /// <summary>What is built already, laid out as <c>dotnet publish</c> does.</summary>
    private static async Task PublishAsync(string folder)
    {
        var build = Path.GetDirectoryName(DashboardProcess.Dll)!;
        var project = Path.GetFullPath(Path.Combine(build, "..", "..", ".."));
        var configuration = Path.GetFileName(Path.GetDirectoryName(build))!;
        using var publish = System.Diagnostics.Process.Start("dotnet", ["publish", project, "--no-build", "-c", configuration, "-o", folder, "-v", "quiet"]);
        await publish.WaitForExitAsync().WaitAsync(Patience.Time);
        Assert.Equal(0, publish.ExitCode);
    }

    private static string Database(string data) => Path.Combine(data, "nervecentre.db");

    /// <returns>Whether it was killed before it came to its end.</returns>
    private static Task<bool> KillAfterAsync(string data, int writes, string[] args) => KillWhenAsync(data, seen => seen >= writes, args);

    /// <param name="now">Asked after each write to the folder, with how many there were.</param>
    /// <returns>Whether it was killed before it came to its end.</returns>
    private static async Task<bool> KillWhenAsync(string data, Func<int, bool> now, string[] args)
    {
        Directory.CreateDirectory(data);
        var changes = Channel.CreateUnbounded<int>();
        using var watcher = new FileSystemWatcher(data) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName | NotifyFilters.DirectoryName };
        watcher.Changed += (_, _) => changes.Writer.TryWrite(0);
        watcher.Created += (_, _) => changes.Writer.TryWrite(0);
        watcher.Renamed += (_, _) => changes.Writer.TryWrite(0);
        watcher.EnableRaisingEvents = true;
        await using var process = DashboardProcess.Start(args);
        var end = EndAsync();
        var seen = 0;
        await foreach (var _ in changes.Reader.ReadAllAsync())
        {
            if (now(++seen))
            {
                await process.KillAsync();
                break;
            }
        }

        return await end is not 0;

        async Task<int> EndAsync()
        {
            var code = await process.EndAsync();
            changes.Writer.TryComplete();
            return code;
        }
    }
}
