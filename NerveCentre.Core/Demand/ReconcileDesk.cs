using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Demand;

/// <summary>Counts a store's orders by two definitions at once. Costs as much as there are orders in the two windows.</summary>
public sealed class ReconcileDesk(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, DemandReader demand)
{
    /// <summary>Definitions that are tried at once, each at the cost of one map.</summary>
    public const int MostTried = 64;

    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task<Reconciliation> ReadAsync(Caller caller, int storeId, DemandQuery ours, DemandQuery theirs, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        var (mine, other) = (DemandReader.Bounds(ours.Window), DemandReader.Bounds(theirs.Window));
        var (first, end) = (Math.Min(mine.From, other.From), Math.Max(mine.To, other.To));
        // Answered from the index alone.
        var rows = await db.Database.SqlQuery<Row>($"""
            SELECT BuyerCountry, ShipCountry, Status,
                CASE WHEN PlacedAt < {mine.From} THEN 0 WHEN PlacedAt >= {mine.To} THEN 2 ELSE 1 END AS Ours,
                CASE WHEN PlacedAt < {other.From} THEN 0 WHEN PlacedAt >= {other.To} THEN 2 ELSE 1 END AS Theirs,
                COUNT(*) AS Orders
            FROM Orders
            WHERE StoreId = {storeId} AND PlacedAt >= {first} AND PlacedAt < {end}
            GROUP BY 1, 2, 3, 4, 5
            """).ToListAsync(cancel);
        return Reconciler.Compare(ours, theirs, rows.Select(r => new OrderGroup(Code(r.BuyerCountry), Code(r.ShipCountry), (OrderStatus)r.Status, (WindowSide)r.Ours, (WindowSide)r.Theirs, r.Orders)));
    }

    /// <summary>Which of many definitions give a number that somebody has seen.</summary>
    /// <param name="tried">At most <see cref="MostTried"/>; more are not looked at.</param>
    /// <returns>Places in <paramref name="tried"/>, in order.</returns>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task<IReadOnlyList<int>> WhichGiveAsync(Caller caller, int storeId, IReadOnlyList<DemandQuery> tried, OrderPlace place, int orders, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        var found = new List<int>();
        for (var i = 0; i < Math.Min(tried.Count, MostTried); i++)
        {
            var reading = await demand.ReadAsync(storeId, tried[i], cancel);
            if (orders == (place.IsEverywhere ? reading.Total : place.Country is { } country ? reading.OrdersFrom(country) : reading.Unknown))
            {
                found.Add(i);
            }
        }

        return found;
    }

    private static CountryCode? Code(string? alpha2) => alpha2 is null ? null : CountryCode.Parse(alpha2);

    private sealed record Row(string? BuyerCountry, string? ShipCountry, int Status, int Ours, int Theirs, int Orders);
}
