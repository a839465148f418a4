using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;

namespace NerveCentre.Benchmarks;

/// <summary>The program's own "import orders" on a large file, in a process of its own: rows per second and the most memory it held.</summary>
internal static class ImportBenchmark
{
    private const int MostMegabytes = 300;

    public static async Task RunAsync(Report report, Scale scale)
    {
        var rows = scale is Scale.Full ? 1_000_000 : 200_000;
        report.Heading(string.Create(CultureInfo.InvariantCulture, $"Import of {rows:N0} orders from CSV, in a process of its own"));
        await using var store = await BenchStore.CreateAsync();
        var plain = Path.Combine(store.Path, "orders.csv");
        var zipped = plain + ".gz";
        Write(plain, rows);
        using (var from = File.OpenRead(plain))
        using (var to = new GZipStream(File.Create(zipped), CompressionLevel.Fastest))
        {
            await from.CopyToAsync(to);
        }

        await MeasureAsync(report, store, "CSV, new orders", plain, "plain", rows, $"accepted {rows}, updated 0, unchanged 0, rejected 0");
        await MeasureAsync(report, store, "CSV, the same once more", plain, "plain", rows, $"accepted 0, updated 0, unchanged {rows}, rejected 0");
        await MeasureAsync(report, store, "gzip, new orders", zipped, "gzip", rows, $"accepted {rows}, updated 0, unchanged 0, rejected 0");
        MapBenchmark.CheckCounts(store);
    }

    private static async Task MeasureAsync(Report report, BenchStore store, string what, string file, string name, int rows, string expected)
    {
        var start = Stopwatch.GetTimestamp();
        var (output, peak) = await RunAsync("import", "orders", file, "--store", name, "--data", store.Path);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (!output.Contains(expected, StringComparison.Ordinal))
        {
            throw new WrongResultException($"the import said '{output.Trim()}' instead of '{expected}'");
        }

        report.Row(
            what,
            string.Create(CultureInfo.InvariantCulture, $"{rows / seconds / 1_000:0.0} k/s ({seconds:0.0} s)"),
            string.Create(CultureInfo.InvariantCulture, $"peak {peak >> 20} MB"),
            wanted: ($"< {MostMegabytes} MB", peak >> 20 < MostMegabytes));
    }

    private static async Task<(string Output, long Peak)> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) is "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "NerveCentre.Dashboard.dll"));
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var done = process.WaitForExitAsync();
        var peak = 0L;
        // The system keeps the peak but forgets it with the process, so it is asked for until the end.
        while (!done.IsCompleted)
        {
            peak = Math.Max(peak, PeakOf(process));
            await Task.WhenAny(done, Task.Delay(20));
        }

        return process.ExitCode is 0
            ? (await output, peak)
            : throw new WrongResultException($"the import failed: {await errors}");
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.HasExited ? 0 : process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // It ended between the two calls.
        }
    }

    private static void Write(string file, int rows)
    {
        using var text = new StreamWriter(file);
        text.WriteLine("order_id,placed_at,buyer_country,ship_country,amount,currency,status");
        foreach (var order in OrderData.Over(730, rows, seed: 3))
        {
            var countries = order.Countries!.Value;
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{order.OrderId},{order.PlacedAt:yyyy-MM-ddTHH:mm:ssZ},{countries.BuyerRaw},{countries.ShipRaw},{order.Amount},{order.Currency},{order.Status.ToString().ToLowerInvariant()}"));
        }
    }
}
