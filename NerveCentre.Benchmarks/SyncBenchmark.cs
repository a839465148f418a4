using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Benchmarks;

/// <summary>What reading a store costs in calls, and how a first reading of 100,000 orders goes, over the sandbox's own protocol.</summary>
internal static class SyncBenchmark
{
    public static async Task RunAsync(Report report, Scale scale)
    {
        await RefreshAsync(report);
        await BackfillAsync(report, scale is Scale.Full ? 30 : 6);
    }

    private static async Task RefreshAsync(Report report)
    {
        report.Heading("Calls of one refresh, sandbox store: 24 templates, 4,820 listings, 3,272 orders");
        await using var bench = await Bench.CreateAsync(scale: 1);
        foreach (var stream in SyncStreams.All)
        {
            report.Row($"first reading, {stream}", await bench.SyncAsync(stream));
        }

        foreach (var stream in SyncStreams.All)
        {
            report.Row($"nothing changed, {stream}", await bench.SyncAsync(stream));
        }

        bench.Sandbox.MoveListing(bench.Sandbox.Listings[0].ProductId, SandboxTemplates.TemplateB);
        report.Row("one listing moved, listings", await bench.SyncAsync(SyncStreams.Listings));
    }

    private static async Task BackfillAsync(Report report, int scale)
    {
        await using var bench = await Bench.CreateAsync(scale);
        var truth = bench.Sandbox.OrdersAt(bench.Now).Count(o => o.Created > bench.Now.AddDays(-90));
        report.Heading(string.Create(CultureInfo.InvariantCulture, $"First reading of {truth:N0} orders of 90 days, each with its countries"));
        var clock = Stopwatch.StartNew();
        var (peak, thirtyDays) = (0L, (TimeSpan?)null);
        do
        {
            await bench.SyncAsync(SyncStreams.Orders);
            peak = Math.Max(peak, Process.GetCurrentProcess().WorkingSet64);
            thirtyDays ??= bench.ReadDownTo() < bench.Now.AddDays(-30) ? clock.Elapsed : null;
        }
        while (bench.ReadDownTo() is not null);

        if (bench.Stored() != truth)
        {
            throw new WrongResultException($"the sandbox holds {truth} orders of 90 days, the store {bench.Stored()}");
        }

        var lists = bench.Calls["aliexpress.solution.order.get"];
        var details = bench.Calls["aliexpress.solution.order.info.get"];
        report.Row("calls for lists", Text(lists), Text(truth / 50.0), string.Create(CultureInfo.InvariantCulture, $"{lists / (truth / 50.0):0.00}"));
        report.Row("calls for countries", Text(details), Text(truth), string.Create(CultureInfo.InvariantCulture, $"{(double)details / truth:0.00}"));
        report.Row("time, the sandbox's own included", $"{clock.Elapsed.TotalSeconds:0.0} s");
        report.Row("until the last 30 days were complete", $"{thirtyDays?.TotalSeconds:0.0} s");
        report.Row("at 5 calls a second it would take", $"{(lists + details) / 5.0 / 3600:0.0} h");
        report.Row("peak memory of the process", $"{peak / 1024 / 1024} MB");
    }

    private static string Text(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A store beside a sandbox of any size.</summary>
    private sealed class Bench : IAsyncDisposable
    {
        private readonly BenchStore _store;
        private readonly HttpClient _http;
        private readonly Dictionary<string, IStreamSync> _streams;

        private Bench(BenchStore store, int scale)
        {
            _store = store;
            Sandbox = SandboxStore.Open(System.IO.Path.Combine(store.Path, "bench-sandbox.json"), TimeProvider.System, scale: scale);
            Now = TimeProvider.System.GetUtcNow();
            _http = new HttpClient(new Counter(Calls) { InnerHandler = new SandboxGateway(Sandbox, TimeProvider.System) });
            var contexts = store.Get<IDbContextFactory<NerveCentreDb>>();
            var options = Options.Create(new SyncOptions { DetailCallsPerRun = 5_000 });
            _streams = new IStreamSync[]
            {
                new TemplateSync(contexts, store.Writer, options, TimeProvider.System),
                new ListingSync(contexts, store.Writer, options, TimeProvider.System),
                new OrderSync(contexts, store.Writer, options, TimeProvider.System),
            }.ToDictionary(s => s.Stream);
        }

        public SandboxStore Sandbox { get; }

        public DateTimeOffset Now { get; }

        public ConcurrentDictionary<string, int> Calls { get; } = [];

        public static async Task<Bench> CreateAsync(int scale) => new(await BenchStore.CreateAsync(), scale);

        /// <returns>How many calls it took.</returns>
        public async Task<string> SyncAsync(string stream)
        {
            var before = Calls.Values.Sum();
            var client = new AliExpressClient(_http, SandboxGateway.Credentials, TimeProvider.System);
            await _streams[stream].RunAsync(new StoreSummary(_store.StoreId, "Bench", StoreKind.Sandbox, "UTC", null), client, new RunCounts(), default);
            return $"{Calls.Values.Sum() - before} calls";
        }

        public DateTimeOffset? ReadDownTo()
        {
            using var db = _store.Open();
            var backfill = db.Backfills.Single();
            return backfill.FinishedAt is null || db.Orders.Any(o => o.CountriesRead == CountriesRead.No) ? backfill.ReadDownTo : null;
        }

        public int Stored()
        {
            using var db = _store.Open();
            return db.Orders.Count(o => o.PlacedAt > Now.AddDays(-90) && o.PlacedAt <= Now);
        }

        public ValueTask DisposeAsync()
        {
            _http.Dispose();
            return _store.DisposeAsync();
        }
    }

    private sealed class Counter(ConcurrentDictionary<string, int> calls) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var call = await SandboxCall.ReadAsync(request, cancellationToken);
            calls.AddOrUpdate(call.Text("method") ?? "", 1, (_, count) => count + 1);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
