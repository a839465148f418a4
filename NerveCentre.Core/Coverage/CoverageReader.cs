using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Reads the coverage gauge from the stored rows, and keeps its history.</summary>
[InnerWorks]
public sealed class CoverageReader(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, TimeProvider clock)
{
    /// <summary>The gauge now. Costs as much as there are templates and categories, not listings.</summary>
    public async Task<CoverageReading> ReadAsync(int storeId, CancellationToken cancel) => (await BasisAsync(storeId, cancel)).Read(clock.GetUtcNow());

    /// <summary>What the gauge and the fix plan are computed from, of one moment.</summary>
    internal async Task<CoverageBasis> BasisAsync(int storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        // One transaction: listings and templates of the same moment.
        using var snapshot = db.BeginSnapshot();
        return await BasisAsync(db, storeId, cancel);
    }

    /// <summary>The same within a transaction of the caller's.</summary>
    internal static async Task<CoverageBasis> BasisAsync(NerveCentreDb db, int storeId, CancellationToken cancel)
    {
        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancel);
        var templates = await db.Templates.AsNoTracking().Where(t => t.StoreId == storeId).Select(t => new { t.TemplateId, t.Name, t.GoneAt })
            .ToDictionaryAsync(t => t.TemplateId, t => new NamedTemplate(t.Name, t.GoneAt != null), cancel);
        return new CoverageBasis(
            store.Name,
            await GroupsAsync(db, storeId, cancel),
            await ReachesAsync(db, storeId, cancel),
            await RestrictionsAsync(db, storeId, cancel),
            PriorityMarkets.Stored(store),
            templates)
        {
            Target = store.TargetTenths / 10.0,
        };
    }

    /// <summary>Keeps a reading when it differs from the newest stored one.</summary>
    public async Task RecordAsync(int storeId, CoverageReading reading, CancellationToken cancel)
    {
        var markets = string.Join(' ', reading.PriorityMarkets);
        using (var db = contexts.CreateDbContext())
        {
            if (await NewestAsync(db, storeId, cancel) is { } newest && Same(newest))
            {
                return;
            }
        }

        await writer.WriteAsync(
            session =>
            {
                var newest = session.Db.Readings.AsNoTracking().Where(r => r.StoreId == storeId).OrderByDescending(r => r.Id).FirstOrDefault();
                if (newest is null || !Same(newest))
                {
                    session.Db.Readings.Add(new ReadingRecord
                    {
                        StoreId = storeId,
                        At = reading.AsOf,
                        Active = reading.Active,
                        Covered = reading.Covered,
                        RestrictedOnly = reading.RestrictedOnly,
                        Gap = reading.Gap,
                        Unknown = reading.Unknown,
                        PriorityMarkets = markets,
                    });
                }
            },
            cancel);

        bool Same(ReadingRecord r) =>
            (r.Active, r.Covered, r.RestrictedOnly, r.Gap, r.Unknown, r.PriorityMarkets)
            == (reading.Active, reading.Covered, reading.RestrictedOnly, reading.Gap, reading.Unknown, markets);
    }

    /// <summary>Stored readings, newest first.</summary>
    public async Task<IReadOnlyList<CoverageHistoryPoint>> HistoryAsync(int storeId, int take, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await Points(db.Readings.Where(r => r.StoreId == storeId).OrderByDescending(r => r.Id).Take(take)).ToListAsync(cancel);
    }

    /// <summary>How the gauge moved in the days up to a moment.</summary>
    public async Task<CoverageTrend> TrendAsync(int storeId, DateTimeOffset now, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        var from = CoverageTrend.StartOf(now);
        var readings = db.Readings.AsNoTracking().Where(r => r.StoreId == storeId);
        var points = await Points(readings.Where(r => r.At > from).OrderBy(r => r.Id).Take(CoverageTrend.MaxPoints + 1)).ToListAsync(cancel);
        if (points.Count > CoverageTrend.MaxPoints)
        {
            var (start, span) = (from.ToUnixTimeMilliseconds(), (long)CoverageTrend.Thinned.TotalMilliseconds);
            points = await Points(db.Readings.FromSql(
                $"SELECT * FROM Readings WHERE Id IN (SELECT MAX(Id) FROM Readings WHERE StoreId = {storeId} AND At > {start} GROUP BY At / {span})").AsNoTracking().OrderBy(r => r.Id)).ToListAsync(cancel);
        }

        return new CoverageTrend(from, await AtAsync(from), points, await AtAsync(now - CoverageTrend.Week), await AtAsync(now - CoverageTrend.Month));

        // Written when a value changes: the value at a moment is the newest one written by then.
        Task<CoverageHistoryPoint?> AtAsync(DateTimeOffset moment) =>
            Points(readings.Where(r => r.At <= moment).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(1)).FirstOrDefaultAsync(cancel);
    }

    private static IQueryable<CoverageHistoryPoint> Points(IQueryable<ReadingRecord> readings) =>
        readings.Select(r => new CoverageHistoryPoint(r.At, r.Active, r.Covered, r.RestrictedOnly, r.Gap, r.Unknown, r.PriorityMarkets));

    /// <summary>A category matters only where it is restricted: the others are added up in the database, one group per template.</summary>
    internal static async Task<List<ListingGroup>> GroupsAsync(NerveCentreDb db, int storeId, CancellationToken cancel)
    {
        var counts = db.ListingCounts.AsNoTracking().Where(c => c.StoreId == storeId);
        var restricted = db.Restrictions.Where(r => r.StoreId == storeId).Select(r => r.CategoryId);
        var groups = await counts.Where(c => !restricted.Contains(c.CategoryId))
            .GroupBy(c => c.TemplateId)
            .Select(g => new ListingGroup(g.Key == 0 ? null : g.Key, null, g.Sum(c => c.Listings)))
            .ToListAsync(cancel);
        groups.AddRange(await counts.Where(c => restricted.Contains(c.CategoryId))
            .Select(c => new ListingGroup(c.TemplateId == 0 ? null : c.TemplateId, c.CategoryId, c.Listings))
            .ToListAsync(cancel));
        return groups;
    }

    internal static async Task<Dictionary<long, TemplateReach>> ReachesAsync(NerveCentreDb db, int storeId, CancellationToken cancel)
    {
        var rows = await db.Templates.AsNoTracking().Where(t => t.StoreId == storeId && t.GoneAt == null && t.Judged)
            .Select(t => new { t.TemplateId, t.Named, t.Assumed, t.Unjudged })
            .ToListAsync(cancel);
        return rows.ToDictionary(
            t => t.TemplateId,
            t => new TemplateReach(CountrySet.Parse(t.Named), CountrySet.Parse(t.Assumed), CountrySet.Parse(t.Unjudged)));
    }

    internal static async Task<Dictionary<long, CountrySet>> RestrictionsAsync(NerveCentreDb db, int storeId, CancellationToken cancel)
    {
        var rows = await db.Restrictions.AsNoTracking().Where(r => r.StoreId == storeId).Select(r => new { r.CategoryId, r.Country }).ToListAsync(cancel);
        return rows.GroupBy(r => r.CategoryId).ToDictionary(g => g.Key, g => CountrySet.Of(g.Select(r => CountryCode.Parse(r.Country))));
    }

    private static Task<ReadingRecord?> NewestAsync(NerveCentreDb db, int storeId, CancellationToken cancel) =>
        db.Readings.AsNoTracking().Where(r => r.StoreId == storeId).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancel);
}

/// <summary>The rows behind the gauge and the fix plan, read in one transaction.</summary>
/// <param name="Priority">In the owner's order.</param>
internal sealed record CoverageBasis(
    string Store,
    IReadOnlyCollection<ListingGroup> Groups,
    IReadOnlyDictionary<long, TemplateReach> Reaches,
    IReadOnlyDictionary<long, CountrySet> Restrictions,
    IReadOnlyList<CountryCode> Priority,
    IReadOnlyDictionary<long, NamedTemplate> Templates)
{
    /// <summary>In percent; <c>null</c> when none is set.</summary>
    public double? Target { get; init; }

    public CoverageReading Read(DateTimeOffset now) => CoverageCalculator.Compute(Store, now, Groups, Reaches, Restrictions, Priority) with { Target = Target };

    public FixPlan Plan(DemandReading demand) => FixPlanner.Compute(Groups, Reaches, Restrictions, Priority, demand, Templates);
}
