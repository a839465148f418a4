using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.Playwright;

namespace NerveCentre.Benchmarks.Board;

/// <summary>The board beside the bare template: a first visit, memory of open windows, and how soon a committed order is on all of them.</summary>
internal static class BoardBenchmark
{
    private const string BoardAddress = "http://127.0.0.1:5171";
    private const string BareAddress = "http://127.0.0.1:5172";

    /// <summary>Its parts, which can be asked for one by one.</summary>
    public static readonly string[] Parts = ["visits", "windows", "delay"];

    public static async Task RunAsync(Report report, Scale scale, IReadOnlyCollection<string> parts)
    {
        var folder = Directory.CreateTempSubdirectory("nervecentre-bench-").FullName;
        try
        {
            var bareProgram = await BareTemplate.BuildAsync(Directory.CreateDirectory(Path.Combine(folder, "bare")).FullName, BareTemplate.Repository());
            await using var bare = await MeasuredServer.StartAsync(bareProgram, BareAddress, "--urls", BareAddress);
            await using var board = await MeasuredServer.StartAsync(Assembly.GetExecutingAssembly().Location, BoardAddress, BoardServer.Verb, Path.Combine(folder, "data"), BoardAddress);
            await FilledAsync(board);
            if (parts.Contains("visits"))
            {
                await VisitsAsync(report, scale, board, bare);
            }

            if (parts.Contains("windows"))
            {
                await WindowsAsync(report, scale, board, bare);
            }

            if (parts.Contains("delay"))
            {
                await DelayAsync(report, scale, board);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The sandbox store reads its own orders first.</summary>
    private static async Task FilledAsync(MeasuredServer board)
    {
        using var http = new HttpClient();
        while (!(await http.GetStringAsync(board.Address)).Contains("orders from", StringComparison.Ordinal))
        {
            await Task.Delay(500);
        }
    }

    private static async Task VisitsAsync(Report report, Scale scale, MeasuredServer board, MeasuredServer bare)
    {
        report.Heading("First visit, cold, in Chromium: the board beside the template's counter page");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("NERVECENTRE_CHROMIUM") ?? "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        var (mine, theirs) = (new List<FirstVisit>(), new List<FirstVisit>());
        for (var round = -1; round < (scale is Scale.Full ? 15 : 7); round++)
        {
            var visits = (await FirstVisit.MeasureAsync(browser, board.Address), await FirstVisit.MeasureAsync(browser, new Uri(bare.Address, "/counter")));
            if (round >= 0)
            {
                mine.Add(visits.Item1);
                theirs.Add(visits.Item2);
            }
        }

        Row("KB over HTTP, compressed", v => v.Bytes / 1024.0, 250, " KB");
        Row("first contentful paint", v => v.Fcp, null, " ms", 1.5);
        Row("first live batch", v => v.Batch, null, " ms", 1.5);
        Row("KB on the socket, before compression", v => v.SocketBytes / 1024.0, null, " KB");
        Row("requests", v => v.Requests, null, "");

        void Row(string what, Func<FirstVisit, double> of, double? most, string unit, double? ratio = null)
        {
            var (a, b) = (new Samples([.. mine.Select(of)], 0), new Samples([.. theirs.Select(of)], 0));
            var against = a.Against(b);
            report.Row(
                what, Samples.Text((a.Median, a.Rounds.Min(), a.Rounds.Max()), unit), "template " + Samples.Text((b.Median, b.Rounds.Min(), b.Rounds.Max()), unit), Samples.Text(against, " ×"),
                most is { } limit ? ($"≤ {limit}{unit}", a.Median <= limit) : ratio is { } times ? ($"≤ {times} ×", against.Median <= times) : null);
        }
    }

    private static async Task WindowsAsync(Report report, Scale scale, MeasuredServer board, MeasuredServer bare)
    {
        var windows = scale is Scale.Full ? 150 : 60;
        report.Heading($"Live heap of {windows} open windows, after a forced collection");
        var mine = await HeapPerWindowAsync(board, new Uri(board.Address, "/"), windows);
        var theirs = await HeapPerWindowAsync(bare, new Uri(bare.Address, "/counter"), windows);
        report.Row("KB per window", Figure(mine.PerWindow, " KB"), "template " + Figure(theirs.PerWindow, " KB"), Figure(mine.PerWindow / theirs.PerWindow, " ×"), ("≤ 1.3 ×", mine.PerWindow <= 1.3 * theirs.PerWindow));
        report.Row("after all have left", Figure(mine.After, " KB above the start"), "template " + Figure(theirs.After, " KB"), "", ("back within 4 min", mine.After < 0.05 * mine.PerWindow * windows + 1024));
    }

    /// <summary>A window is kept for three minutes after it has left, in case it comes back.</summary>
    private static async Task<(double PerWindow, double After)> HeapPerWindowAsync(MeasuredServer server, Uri page, int windows)
    {
        using var http = new HttpClient();
        await using (await Viewer.OpenAsync(http, page))
        {
        }

        var before = await server.HeapAsync();
        var open = new List<Viewer>();
        for (var i = 0; i < windows; i++)
        {
            open.Add(await Viewer.OpenAsync(http, page));
        }

        var during = await server.HeapAsync();
        foreach (var viewer in open)
        {
            await viewer.DisposeAsync();
        }

        var left = Stopwatch.StartNew();
        var after = await server.HeapAsync();
        while (left.Elapsed < TimeSpan.FromMinutes(4) && after > before + (0.05 * (during - before)))
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
            after = await server.HeapAsync();
        }

        return ((during - before) / 1024.0 / windows, (after - before) / 1024.0);
    }

    private static async Task DelayAsync(Report report, Scale scale, MeasuredServer board)
    {
        var viewers = scale is Scale.Full ? 300 : 100;
        report.Heading($"One committed order, until {viewers} viewers have it");
        using var http = new HttpClient();
        var open = new List<Viewer>();
        for (var i = 0; i < viewers; i++)
        {
            open.Add(await Viewer.OpenAsync(http, new Uri(board.Address, "/")));
        }

        await Task.Delay(2000);
        var (delays, bytes) = (new List<double>(), new List<double>());
        for (var round = -1; round < 10; round++)
        {
            var had = open.Select(v => v.Batches.Count).ToList();
            var committed = await board.OrderAsync();
            await Task.WhenAll(open.Zip(had, (v, n) => v.WaitAsync(n)));
            await Task.Delay(1000);
            if (round >= 0)
            {
                delays.AddRange(open.Zip(had, (v, n) => Stopwatch.GetElapsedTime(committed, v.Batches[n].At).TotalMilliseconds));
                bytes.AddRange(open.Zip(had, (v, n) => (double)v.Batches.Skip(n).Sum(b => b.Bytes)));
            }
        }

        foreach (var viewer in open)
        {
            await viewer.DisposeAsync();
        }

        var p99 = delays.Order().ElementAt((int)(0.99 * (delays.Count - 1)));
        var all = new Samples([.. delays], 0);
        report.Row("delay", Samples.Text((all.Median, all.Rounds.Min(), all.Rounds.Max()), " ms"), $"p99 {Figure(p99, " ms")}", "", ("p99 < 500 ms", p99 < 500));
        var sent = new Samples([.. bytes], 0);
        report.Row("bytes to each viewer, before compression", Samples.Text((sent.Median, sent.Rounds.Min(), sent.Rounds.Max()), " B"), "", "", ("≤ 3 KB", sent.Median <= 3 * 1024));
    }

    private static string Figure(double value, string unit) => value.ToString("0.##", CultureInfo.InvariantCulture) + unit;
}
