using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Demand;

/// <summary>
/// Counts the orders of a window by country: whole UTC days and hours from the counts kept with the orders,
/// the ragged ends from the orders themselves. The cost does not grow with the number of stored orders.
/// </summary>
[InnerWorks]
public sealed class DemandReader(IDbContextFactory<NerveCentreDb> contexts, TimeProvider clock)
{
    private const long HourMs = 3_600_000;

    public async Task<DemandReading> ReadAsync(int storeId, DemandQuery query, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        await db.Database.OpenConnectionAsync(cancel);
        var store = await db.Stores.Where(s => s.Id == storeId).Select(s => s.Name).SingleAsync(cancel);
        using var command = db.Database.GetDbConnection().CreateCommand();
        Write(command, storeId, query);
        using var rows = await command.ExecuteReaderAsync(cancel);
        var counts = new List<(string Key, int Orders)>();
        while (await rows.ReadAsync(cancel))
        {
            counts.Add((rows.GetString(0), rows.GetInt32(1)));
        }

        return Compose(store, clock.GetUtcNow(), query, counts);
    }

    /// <summary>Makes the reading from orders per country key: an alpha-2 code, or <see cref="OrderCountRecord.UnknownMark"/> and the raw text.</summary>
    internal static DemandReading Compose(string store, DateTimeOffset asOf, DemandQuery query, IReadOnlyCollection<(string Key, int Orders)> counts)
    {
        var total = counts.Sum(c => c.Orders);
        var unknown = counts.Where(c => c.Key[0] is OrderCountRecord.UnknownMark)
            .OrderByDescending(c => c.Orders).ThenBy(c => c.Key, StringComparer.Ordinal)
            .ToDictionary(c => c.Key[1..], c => c.Orders, StringComparer.Ordinal);
        var countries = counts.Where(c => c.Key[0] is not OrderCountRecord.UnknownMark)
            .Select(c => new CountryDemand(CountryCode.Parse(c.Key), c.Orders, (double)c.Orders / total))
            .OrderByDescending(c => c.Orders).ThenBy(c => c.Country)
            .ToList();
        return new DemandReading(store, asOf, query, total, unknown.Values.Sum(), unknown, countries);
    }

    /// <summary>First and past-last millisecond of a window.</summary>
    internal static (long From, long To) Bounds(DemandWindow window)
    {
        var from = window.From.ToUnixTimeMilliseconds();
        var to = window.To.ToUnixTimeMilliseconds();
        // A rolling window leaves its first instant out and takes its last one in.
        return window.Kind is WindowKind.Rolling ? (from + 1, to + 1) : (from, to);
    }

    private static void Write(DbCommand command, int storeId, DemandQuery query)
    {
        var (from, to) = Bounds(query.Window);
        var (side, countedSide) = query.Attribution is Attribution.Buyer ? ("Buyer", CountedSide.Buyer) : ("Ship", CountedSide.Ship);
        var parts = new List<string>();
        var (firstHour, endHour) = (CeilingDiv(from, HourMs), FloorDiv(to, HourMs));
        if (firstHour >= endHour)
        {
            parts.Add(Orders(from, to));
        }
        else
        {
            parts.Add(Orders(from, firstHour * HourMs));
            parts.Add(Orders(endHour * HourMs, to));
            var (firstDay, endDay) = (CeilingDiv(firstHour, 24), FloorDiv(endHour, 24));
            if (firstDay >= endDay)
            {
                parts.Add(Counts(1, firstHour, endHour));
            }
            else
            {
                parts.Add(Counts(1, firstHour, firstDay * 24));
                parts.Add(Counts(24, firstDay, endDay));
                parts.Add(Counts(1, endDay * 24, endHour));
            }
        }

        command.CommandText = $"SELECT Country, SUM(Orders) FROM ({string.Join(" UNION ALL ", parts)}) GROUP BY Country HAVING SUM(Orders) > 0";
        var store = command.CreateParameter();
        (store.ParameterName, store.Value) = ("$store", storeId);
        command.Parameters.Add(store);

        // Two halves, so that the first is answered from the index alone and only orders of unknown country are looked up.
        string Orders(long first, long end) => string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {side}Country AS Country, COUNT(*) AS Orders FROM Orders
            WHERE StoreId = $store AND PlacedAt >= {first} AND PlacedAt < {end} AND {side}Country IS NOT NULL AND {Statuses(query)} GROUP BY {side}Country
            UNION ALL
            SELECT '{OrderCountRecord.UnknownMark}' || {side}CountryRaw, COUNT(*) FROM Orders
            WHERE StoreId = $store AND PlacedAt >= {first} AND PlacedAt < {end} AND {side}Country IS NULL AND {Statuses(query)} GROUP BY {side}CountryRaw
            """);

        string Counts(int grain, long first, long end) => string.Create(CultureInfo.InvariantCulture, $"""
            SELECT Country, SUM({Tallies(query)}) AS Orders FROM OrderCounts
            WHERE StoreId = $store AND Grain = {grain} AND Side IN ({(int)CountedSide.Both}, {(int)countedSide}) AND Bucket >= {first} AND Bucket < {end} GROUP BY Country
            """);
    }

    private static string Statuses(DemandQuery query) => (query.ExcludeCancelled, query.ExcludeUnpaid) switch
    {
        (true, true) => $"Status NOT IN ({(int)OrderStatus.Cancelled}, {(int)OrderStatus.Unpaid})",
        (true, false) => $"Status <> {(int)OrderStatus.Cancelled}",
        (false, true) => $"Status <> {(int)OrderStatus.Unpaid}",
        _ => "1",
    };

    private static string Tallies(DemandQuery query) =>
        "Counted" + (query.ExcludeCancelled ? "" : " + Cancelled") + (query.ExcludeUnpaid ? "" : " + Unpaid");

    private static long FloorDiv(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);

    private static long CeilingDiv(long value, long by) => -FloorDiv(-value, by);
}
