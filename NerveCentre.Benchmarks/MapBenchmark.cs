using System.Globalization;
using Microsoft.Data.Sqlite;
using NerveCentre.Core.Demand;

namespace NerveCentre.Benchmarks;

/// <summary>The map's reading of 30 days, as the number of stored orders grows, against GROUP BY over those orders.</summary>
internal static class MapBenchmark
{
    // The ends fall amid an hour: the reading needs days, hours and single orders.
    private static readonly DemandWindow Window = DemandWindows.Rolling(OrderData.End);

    public static async Task RunAsync(Report report, Scale scale)
    {
        int[] sizes = scale is Scale.Full ? [300_000, 1_000_000, 5_000_000] : [300_000, 1_000_000];
        // The same orders in 90 days instead of two years: eight times as many of them in the window.
        foreach (var (name, days) in new[] { ("two years", 730), ("90 days", 90) })
        {
            report.Heading($"Map reading of 30 days, orders spread over {name}, against GROUP BY over the orders");
            await using var store = await BenchStore.CreateAsync();
            var stored = 0;
            double? first = null;
            foreach (var size in sizes)
            {
                await FillAsync(store, days, size - stored, seed: size / 1_000);
                stored = size;
                var median = await MeasureAsync(report, scale, store, size, first);
                first ??= median;
            }
        }
    }

    /// <summary>The counts kept with the orders are what the orders count to.</summary>
    public static void CheckCounts(BenchStore store)
    {
        foreach (var (side, grain) in new[] { ("Buyer", 1), ("Ship", 1), ("Buyer", 24), ("Ship", 24) })
        {
            var kept = store.Rows($"SELECT Bucket, Country, SUM(Counted), SUM(Cancelled), SUM(Unpaid) FROM OrderCounts WHERE Grain = {grain} AND Side IN (0, {(side is "Buyer" ? 1 : 2)}) GROUP BY 1, 2 ORDER BY 1, 2");
            var counted = store.Rows($"""
                SELECT PlacedAt / {grain * 3_600_000L}, COALESCE({side}Country, '?' || {side}CountryRaw), SUM(Status NOT IN (1, 5)), SUM(Status = 5), SUM(Status = 1)
                FROM Orders GROUP BY 1, 2 ORDER BY 1, 2
                """);
            if (!kept.SequenceEqual(counted))
            {
                throw new WrongResultException($"the counts per {grain} h by {side} differ from the orders: {kept.Except(counted).FirstOrDefault() ?? "some are missing"}");
            }
        }
    }

    private static async Task FillAsync(BenchStore store, int days, int orders, int seed)
    {
        foreach (var batch in OrderData.Over(days, orders, seed).Chunk(50_000))
        {
            await store.Writer.WriteAsync(
                session =>
                {
                    var writer = session.Orders(store.StoreId);
                    foreach (ref readonly var order in batch.AsSpan())
                    {
                        writer.Upsert(order);
                    }
                },
                default);
        }
    }

    private static async Task<double> MeasureAsync(Report report, Scale scale, BenchStore store, int size, double? first)
    {
        var reader = store.Get<DemandReader>();
        await CheckAsync(reader, store);
        using var connection = store.OpenRaw();
        using var command = connection.CreateCommand();
        command.CommandText = Plain(store.StoreId, "BuyerCountry", Window);
        var times = await Measure.ByTurnsAsync(
            warmUp: 20,
            scale is Scale.Full ? 101 : 41,
            () => reader.ReadAsync(store.StoreId, new DemandQuery(Window), default),
            () => ReadAllAsync(command));
        report.Row(
            string.Create(CultureInfo.InvariantCulture, $"{size / 1e6:0.0} million"),
            times[0].Milliseconds,
            "SQL " + times[1].Milliseconds,
            Samples.Text(times[0].Against(times[1]), "×"),
            ("< 5 ms", times[0].Median < 5));
        return times[0].Median;
    }

    /// <summary>Three windows, both attributions, all exclusions.</summary>
    private static async Task CheckAsync(DemandReader reader, BenchStore store)
    {
        foreach (var window in new[] { Window, DemandWindows.Before(Window, Window.To), DemandWindows.Calendar(new DateOnly(2025, 6, 29), "Asia/Kolkata") })
        {
            foreach (var side in Enum.GetValues<Attribution>())
            {
                var orders = store.Rows(Plain(store.StoreId, $"COALESCE({side}Country, '?' || {side}CountryRaw), Status", window)).Select(r => r.Split('|')).ToList();
                foreach (var (cancelled, unpaid) in new[] { (false, false), (true, false), (false, true), (true, true) })
                {
                    var expected = orders
                        .Where(o => !(cancelled && o[1] is "5") && !(unpaid && o[1] is "1"))
                        .GroupBy(o => o[0], o => int.Parse(o[2], CultureInfo.InvariantCulture))
                        .Select(g => $"{g.Key}|{g.Sum()}");
                    Compare(await reader.ReadAsync(store.StoreId, new DemandQuery(window, side, cancelled, unpaid), default), expected);
                }
            }
        }
    }

    private static void Compare(DemandReading reading, IEnumerable<string> expected)
    {
        var actual = reading.Countries.Select(c => $"{c.Country}|{c.Orders}").Concat(reading.UnknownRaw.Select(u => $"?{u.Key}|{u.Value}"));
        if (!expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)))
        {
            throw new WrongResultException($"the map's reading differs from GROUP BY for {reading.Query}");
        }
    }

    private static string Plain(int store, string columns, DemandWindow window) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT {columns}, COUNT(*) FROM Orders
        WHERE StoreId = {store} AND PlacedAt >= {DemandReader.Bounds(window).From} AND PlacedAt < {DemandReader.Bounds(window).To}
        GROUP BY {columns}
        """);

    private static async Task ReadAllAsync(SqliteCommand command)
    {
        using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            _ = (rows.IsDBNull(0) ? null : rows.GetString(0), rows.GetInt32(1));
        }
    }
}
