using System.Diagnostics;
using NerveCentre.Benchmarks;
using NerveCentre.Benchmarks.Board;

if (args is [BoardServer.Verb, var data, var address])
{
    await BoardServer.RunAsync(data, address);
    return 0;
}

// dotnet run -c Release --project NerveCentre.Benchmarks [-- quick|full] [name]; of the board also single parts
var words = args.Select(a => a.ToLowerInvariant()).ToList();
var parts = words.Where(BoardBenchmark.Parts.Contains).ToList();
var benchmarks = new (string Name, Func<Report, Scale, Task> Run)[]
{
    ("upserts", UpsertBenchmark.RunAsync),
    ("map", MapBenchmark.RunAsync),
    ("coverage", CoverageBenchmark.RunAsync),
    ("listings", ListingsBenchmark.RunAsync),
    ("import", ImportBenchmark.RunAsync),
    ("sync", SyncBenchmark.RunAsync),
    ("board", (report, scale) => BoardBenchmark.RunAsync(report, scale, parts.Count > 0 ? parts : BoardBenchmark.Parts)),
    ("countries", CountrySetBenchmark.RunAsync),
};

var scale = words.Remove("full") ? Scale.Full : Scale.Quick;
words.Remove("quick");
words.RemoveAll(parts.Contains);
words.AddRange(parts.Take(1).Select(_ => "board").Except(words));
if (words.Except(benchmarks.Select(b => b.Name)).ToList() is [var stranger, ..])
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{stranger}'. Give quick or full, and any of: {string.Join(", ", benchmarks.Select(b => b.Name))}.");
    return 2;
}

var clock = Stopwatch.StartNew();
var report = new Report();
report.WriteMachine(scale);
try
{
    foreach (var (name, run) in benchmarks)
    {
        if (words.Count is 0 || words.Contains(name))
        {
            await run(report, scale);
        }
    }
}
catch (WrongResultException e)
{
    await Console.Error.WriteLineAsync($"WRONG RESULT: {e.Message}");
    return 1;
}

report.WriteEnd(clock.Elapsed);
return 0;
