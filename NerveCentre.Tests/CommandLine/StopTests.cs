using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Tests.Telemetry;

namespace NerveCentre.Tests.CommandLine;

/// <summary>A server that is told to stop ends by itself within ten seconds, whatever it was doing.</summary>
[Collection(Alone.Name)]
[Trait("Speed", "Slow")]
public sealed class StopTests : IDisposable
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(10);

    private readonly TempFolder _temp = new();

    private string Data => _temp.File("data");

    private string Database => Path.Combine(Data, "nervecentre.db");

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData(30)]
    [InlineData(120)]
    public async Task StoppedInTheMiddleOfTheFirstFill_EndsCleanly(int writes)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var log = new WritesTo(Data);
        await using var server = DashboardProcess.Serve(Data);
        await log.AfterAsync(writes);

        await AssertStopsAsync(server);

        await using var next = DashboardProcess.Serve(Data);
        await next.Listening;
        await AssertStopsAsync(next);
        Assert.Equal(["4820"], Table.Rows(Database, "SELECT COUNT(*) FROM Listings"));
    }

    [Fact]
    public async Task StoppedInTheMiddleOfAScheduledSync_AbandonsTheRunInWords_AndTheNextReadsOn()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using (var first = DashboardProcess.Serve(Data))
        {
            await first.Listening;
            await AssertStopsAsync(first);
        }

        // Everything is to be read once more, by the schedule: the store was filled before.
        Table.Rows(Database, "DELETE FROM Cursors; DELETE FROM Orders; DELETE FROM OrderCounts; UPDATE Runs SET StartedAt = 0, FinishedAt = 1");
        using var log = new WritesTo(Data);
        await using (var server = DashboardProcess.Serve(Data))
        {
            await server.Listening;
            await log.UntilAsync(() => Table.Rows(Database, "SELECT 1 FROM Orders LIMIT 1").Count > 0);
            await AssertStopsAsync(server);
        }

        var abandoned = Table.Rows(Database, "SELECT Stream, Read > 0, Error FROM Runs WHERE Outcome = 3 AND Stream = 'orders'");
        Assert.Equal(["orders|1|NerveCentre was stopped before this run ended. What it had read is kept; the next run reads on."], abandoned);
        var end = await Run.ToEndAsync("sync", "--store", SandboxStore.Name, "--data", Data);
        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Equal(["0"], Table.Rows(Database, "SELECT COUNT(*) FROM Orders WHERE CountriesRead = 0"));
        Table.AssertSound(Database);
    }

    [Fact]
    public async Task RequestThatNeverEnds_DoesNotHoldUpTheStop()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var server = DashboardProcess.Serve(Data, "--Sandbox:Enabled=false");
        var address = await server.Listening;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 1000000\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nhalf="));

        await AssertStopsAsync(server);
    }

    [Fact]
    public async Task CollectorThatNeverAnswers_DoesNotHoldUpTheStop()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var silent = new SilentCollector();
        await using var server = DashboardProcess.Serve(Data, $"--Telemetry:OtlpEndpoint={silent.Address}");
        await server.Listening;

        await AssertStopsAsync(server);
        Assert.True(silent.WasAsked);
    }

    private async Task AssertStopsAsync(DashboardProcess server)
    {
        var time = Stopwatch.StartNew();
        server.Terminate();
        var code = await server.EndAsync();
        Assert.True(time.Elapsed < Promise, $"It took {time.Elapsed}.\n{server.Output}");
        Assert.True(code is 0, $"It ended with {code}.\n{server.Output}\n{server.Errors}");
        // That a request was cut off by the stop may be told, depending on who hears of it first; nothing else went wrong.
        Assert.All(server.Output.Split("fail:").Skip(1), told => Assert.True(told.Contains("the server is shutting down", StringComparison.Ordinal), server.Output));
        Assert.DoesNotContain("Unhandled", server.Errors, StringComparison.Ordinal);
        Table.AssertSound(Database);
        Assert.Empty(Table.Rows(Database, "SELECT Stream FROM Runs WHERE Outcome = 0"));
    }

    /// <summary>What is written to a data folder, as it happens.</summary>
    private sealed class WritesTo : IDisposable
    {
        private readonly Channel<int> _changes = Channel.CreateUnbounded<int>();
        private readonly FileSystemWatcher _watcher;

        public WritesTo(string folder)
        {
            Directory.CreateDirectory(folder);
            _watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName };
            _watcher.Changed += (_, _) => _changes.Writer.TryWrite(0);
            _watcher.Created += (_, _) => _changes.Writer.TryWrite(0);
            _watcher.EnableRaisingEvents = true;
        }

        public async Task AfterAsync(int writes)
        {
            for (var seen = 0; seen < writes; seen++)
            {
                await _changes.Reader.ReadAsync().AsTask().WaitAsync(Patience.Time);
            }
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            while (!condition())
            {
                await _changes.Reader.ReadAsync().AsTask().WaitAsync(Patience.Time);
            }
        }

        public void Dispose() => _watcher.Dispose();
    }
}
