using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Live;

/// <summary>Reads what stands behind the cards' numbers.</summary>
[InnerWorks]
public sealed class BackgroundReader(IDbContextFactory<NerveCentreDb> contexts)
{
    /// <summary>Templates of one reading are stamped with one moment; an import of several files may take a little longer.</summary>
    private static readonly TimeSpan OneReading = TimeSpan.FromMinutes(1);

    public async Task<BoardBackground> ReadAsync(StoreSummary store, DateTimeOffset now, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        return new BoardBackground(now, TrendNotes.Read(db, store.Id, store.TimeZone, now), await CoverageAsync(db, store.Id, cancel), await OrdersAsync(db, store.Id, now, cancel));
    }

    private static async Task<CoverageBackground> CoverageAsync(NerveCentreDb db, int storeId, CancellationToken cancel)
    {
        var reads = await db.Templates.AsNoTracking().Where(t => t.StoreId == storeId && t.GoneAt == null).Select(t => new { t.TemplateId, t.ReadAt }).ToListAsync(cancel);
        DateTimeOffset? newest = reads.Count is 0 ? null : reads.Max(t => t.ReadAt);
        var late = reads.Where(t => newest - t.ReadAt > OneReading).Select(t => t.TemplateId).ToList();
        var change = await db.MarketChanges.AsNoTracking().Where(c => c.StoreId == storeId).OrderByDescending(c => c.Id).FirstOrDefaultAsync(cancel);
        return new CoverageBackground(
            reads.Count,
            newest,
            reads.Count is 0 ? null : reads.Min(t => t.ReadAt),
            late.Count,
            late.Count is 0 ? 0 : await db.ListingCounts.Where(c => c.StoreId == storeId && late.Contains(c.TemplateId)).SumAsync(c => c.Listings, cancel),
            await db.Restrictions.CountAsync(r => r.StoreId == storeId, cancel),
            change is null ? null : new MarketChange(change.At, change.By, [.. CountrySet.Parse(change.Added)], [.. CountrySet.Parse(change.Removed)]));
    }

    private static async Task<OrdersBackground> OrdersAsync(NerveCentreDb db, int storeId, DateTimeOffset now, CancellationToken cancel)
    {
        var (from, to) = DemandReader.Bounds(DemandWindows.Rolling(now));
        var counts = await db.Database.SqlQuery<Counts>($"""
            SELECT COUNT(*) AS Orders,
                COALESCE(SUM(BuyerCountry <> ShipCountry), 0) AS Differing,
                COALESCE(SUM((BuyerCountry IS NULL) <> (ShipCountry IS NULL)), 0) AS HalfKnown,
                COALESCE(SUM(Status = {(int)OrderStatus.Cancelled}), 0) AS Cancelled,
                COALESCE(SUM(Status = {(int)OrderStatus.Unpaid}), 0) AS Unpaid
            FROM Orders WHERE StoreId = {storeId} AND PlacedAt >= {from} AND PlacedAt < {to}
            """).SingleAsync(cancel);
        return new OrdersBackground(now, counts.Orders, counts.Differing, counts.HalfKnown, counts.Cancelled, counts.Unpaid);
    }

    private sealed record Counts(int Orders, int Differing, int HalfKnown, int Cancelled, int Unpaid);
}
