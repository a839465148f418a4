using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using Quartz;

namespace NerveCentre.Core.Sync;

/// <summary>Starts syncs by hand and tells what past ones did.</summary>
public sealed class SyncDesk(IDbContextFactory<NerveCentreDb> contexts, ISchedulerFactory schedulers, IOptions<SyncOptions> options)
{
    /// <summary>Starts all streams of a store now, unless they are running. Returns when they are queued, not when they are done.</summary>
    public async Task SyncNowAsync(int storeId, CancellationToken cancel)
    {
        var scheduler = await schedulers.GetScheduler(cancel);
        foreach (var stream in SyncStreams.All)
        {
            var key = SyncJob.KeyOf(storeId, stream);
            if (await scheduler.Exists(key, cancel))
            {
                await scheduler.TriggerJob(key, cancel);
            }
        }
    }

    /// <summary>The newest runs of a store, newest first.</summary>
    public async Task<IReadOnlyList<SyncRunSummary>> RunsAsync(int storeId, int take, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await db.Runs.Where(r => r.StoreId == storeId).OrderByDescending(r => r.Id).Take(take)
            .Select(r => new SyncRunSummary(r.Id, r.Stream, r.StartedAt, r.FinishedAt, r.Outcome, r.Read, r.Added, r.Updated, r.Unchanged, r.Gone, r.Error, r.Note))
            .ToListAsync(cancel);
    }

    /// <summary>How fresh a store's rows are: its three streams when it is connected, its imports when it is fed by files.</summary>
    public async Task<IReadOnlyList<StreamFreshness>> FreshnessAsync(StoreSummary store, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        var connected = StoreConnections.IsConnected(store);
        var freshness = new List<StreamFreshness>();
        foreach (var stream in connected ? SyncStreams.All : [SyncStreams.Import])
        {
            var runs = db.Runs.Where(r => r.StoreId == store.Id && r.Stream == stream).OrderByDescending(r => r.Id);
            var newest = await runs.Select(r => new { r.Outcome }).FirstOrDefaultAsync(cancel);
            var ended = await runs.Where(r => r.Outcome != SyncOutcome.Running).Select(r => new { r.Outcome, r.FinishedAt, r.Error }).FirstOrDefaultAsync(cancel);
            var success = await runs.Where(r => r.Outcome == SyncOutcome.Succeeded).Select(r => r.FinishedAt).FirstOrDefaultAsync(cancel);
            var failed = ended is { Outcome: SyncOutcome.Failed };
            freshness.Add(new StreamFreshness(
                stream,
                connected ? options.Value.IntervalOf(stream) : null,
                success,
                failed ? ended!.FinishedAt : null,
                failed ? ended!.Error : null,
                newest is { Outcome: SyncOutcome.Running }));
        }

        return freshness;
    }
}

public enum SyncOutcome
{
    Running = 0,
    Succeeded = 1,
    Failed = 2,

    /// <summary>The process ended before the run did.</summary>
    Abandoned = 3,
}

/// <param name="Stream">templates, listings, orders or import.</param>
/// <param name="Read">Rows read from the source.</param>
/// <param name="Gone">Listings that left the catalogue, templates that no longer exist, or rows of a file that were rejected.</param>
/// <param name="Error">Why it failed and what to do.</param>
/// <param name="Note">What a run that succeeded has to say all the same.</param>
public sealed record SyncRunSummary(
    long Id,
    string Stream,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    SyncOutcome Outcome,
    int Read,
    int Added,
    int Updated,
    int Unchanged,
    int Gone,
    string? Error,
    string? Note = null);
