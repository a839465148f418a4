using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>Tells from the run records how fresh a store's rows are.</summary>
[InnerWorks]
public sealed class SyncFreshness(IDbContextFactory<NerveCentreDb> contexts, IOptions<SyncOptions> options)
{
    /// <summary>How fresh a store's rows are: its syncs, or its imports when it is fed by files.</summary>
    public async Task<IReadOnlyList<StreamFreshness>> ReadAsync(StoreSummary store, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        // A store that rests keeps its intervals, so that its figures show as stale.
        var isSynced = store.Kind is not StoreKind.File;
        var freshness = new List<StreamFreshness>();
        foreach (var stream in SyncStreams.All)
        {
            // Older versions recorded imports of orders under a name of their own.
            var older = !isSynced && stream is SyncStreams.Orders ? SyncStreams.Import : stream;
            var runs = db.Runs.Where(r => r.StoreId == store.Id && (r.Stream == stream || r.Stream == older)).OrderByDescending(r => r.Id);
            var newest = await runs.Select(r => new { r.Outcome }).FirstOrDefaultAsync(cancel);
            var ended = await runs.Where(r => r.Outcome != SyncOutcome.Running).Select(r => new { r.Outcome, r.FinishedAt, r.Error }).FirstOrDefaultAsync(cancel);
            var success = await runs.Where(r => r.Outcome == SyncOutcome.Succeeded).Select(r => r.FinishedAt).FirstOrDefaultAsync(cancel);
            var failed = ended is { Outcome: SyncOutcome.Failed };
            freshness.Add(new StreamFreshness(
                stream,
                isSynced ? options.Value.IntervalOf(stream) : null,
                success,
                failed ? ended!.FinishedAt : null,
                failed ? ended!.Error : null,
                newest is { Outcome: SyncOutcome.Running }));
        }

        return freshness;
    }
}
