using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.Access;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Live;

/// <summary>Makes a board snapshot from the stored rows.</summary>
[InnerWorks]
public sealed partial class SnapshotReader(
    IDbContextFactory<NerveCentreDb> contexts,
    StoreDirectory stores,
    CoverageReader coverage,
    DemandReader demand,
    BackgroundReader background,
    SyncFreshness freshness,
    TimeProvider clock,
    ILogger<SnapshotReader> log)
{
    /// <summary>
    /// The same snapshot when nothing is new; the same readings with fresher sources when no row changed;
    /// otherwise, and when the readings are older than <paramref name="maxAge"/>, everything anew.
    /// </summary>
    public async Task<BoardSnapshot> RenewAsync(int storeId, BoardSnapshot? before, TimeSpan maxAge, CancellationToken cancel)
    {
        // Read before the rows: a change in between is then computed once more, never missed.
        var revision = await RevisionAsync(storeId, cancel);
        var now = clock.GetUtcNow();
        if (before is not null && before.Revision == revision && now - before.At < maxAge)
        {
            var streams = await freshness.ReadAsync(before.Store, cancel);
            return streams.SequenceEqual(before.Streams) ? before : before with { Streams = streams };
        }

        var store = await stores.GetAsync(storeId, cancel);
        var basis = await coverage.BasisAsync(storeId, cancel);
        var gauge = basis.Read(clock.GetUtcNow());
        await RecordAsync(storeId, gauge, cancel);
        var window = DemandWindows.Rolling(now, store.TimeZone);
        var orders = await demand.ReadAsync(storeId, new DemandQuery(window), cancel);
        return new BoardSnapshot(
            store,
            revision,
            now,
            gauge,
            await coverage.HistoryAsync(storeId, BoardSnapshot.HistoryLength, cancel),
            orders,
            await demand.ReadAsync(storeId, new DemandQuery(DemandWindows.Before(window, store.OrdersUntil(now))), cancel),
            await freshness.ReadAsync(store, cancel))
        {
            Trend = await coverage.TrendAsync(storeId, now, cancel),
            Background = IsFresh(before, gauge, now) ? before!.Background : await background.ReadAsync(store, now, cancel),
            Plan = basis.Plan(orders),
        };
    }

    /// <summary>What moved the gauge is read with it; mere orders renew the background now and then.</summary>
    private static bool IsFresh(BoardSnapshot? before, CoverageReading gauge, DateTimeOffset now) =>
        before is { Background: { } background, Coverage: var old } && now - background.At < BoardBackground.MaxAge
        && (old.Active, old.Covered, old.RestrictedOnly, old.Gap, old.Unknown, old.Target) == (gauge.Active, gauge.Covered, gauge.RestrictedOnly, gauge.Gap, gauge.Unknown, gauge.Target)
        && old.PriorityMarkets.SequenceEqual(gauge.PriorityMarkets);

    public Task<DemandReading> DemandAsync(int storeId, DemandQuery query, CancellationToken cancel) => demand.ReadAsync(storeId, query, cancel);

    private async Task RecordAsync(int storeId, CoverageReading gauge, CancellationToken cancel)
    {
        try
        {
            await coverage.RecordAsync(storeId, gauge, cancel);
        }
        catch (ProblemException e)
        {
            // A full disk or a long import must not darken the board; the next recomputation records what differs.
            LogNotRecorded(gauge.Store, e.Message);
        }
    }

    [LoggerMessage(2002, LogLevel.Warning, "The coverage reading of {Store} was not added to the history: {Reason}")]
    private partial void LogNotRecorded(string store, string reason);

    public async Task<bool> ExistsAsync(int storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await db.Stores.AnyAsync(s => s.Id == storeId, cancel);
    }

    private async Task<long> RevisionAsync(int storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await db.Stores.Where(s => s.Id == storeId).Select(s => s.Revision).SingleAsync(cancel);
    }
}
