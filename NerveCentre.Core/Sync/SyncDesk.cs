using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using Quartz;

namespace NerveCentre.Core.Sync;

/// <summary>Starts syncs by hand and tells what past ones did.</summary>
public sealed class SyncDesk(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, ISchedulerFactory schedulers, StoreConnections connections, SyncFreshness freshness, CallBudgets budgets, TimeProvider clock)
{
    /// <summary>Starts all streams of a store now, unless they are running. Returns when they are queued, not when they are done.</summary>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task SyncNowAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.WriteAsync(caller, Right.StartSync, storeId, session => session.Audit(caller, clock, AuditActions.SyncStarted, storeId), cancel);
        await StartAsync(storeId, cancel);
    }

    /// <summary>The newest runs of a store, newest first.</summary>
    public async Task<IReadOnlyList<SyncRunSummary>> RunsAsync(Caller caller, int storeId, int take, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        return await db.Runs.Where(r => r.StoreId == storeId).OrderByDescending(r => r.Id).Take(take)
            .Select(r => new SyncRunSummary(r.Id, r.Stream, r.StartedAt, r.FinishedAt, r.Outcome, r.Read, r.Added, r.Updated, r.Unchanged, r.Gone, r.Error, r.Note))
            .ToListAsync(cancel);
    }

    /// <summary>Where the reading of a store stands: what is fresh, what waits, what comes next.</summary>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task<SyncState> StateAsync(Caller caller, StoreSummary store, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, store.Id, cancel);
        var scheduler = await schedulers.GetScheduler(cancel);
        using var db = contexts.CreateDbContext();
        // "Not both" in so many words, or SQLite does not see that the index of the backlog serves.
        var orders = await db.Orders.CountAsync(o => o.StoreId == store.Id && o.CountriesRead != CountriesRead.Both && o.CountriesRead == CountriesRead.No, cancel);
        var listings = !await db.Restrictions.AnyAsync(r => r.StoreId == store.Id, cancel) ? 0
            : await db.Listings.CountAsync(l => l.StoreId == store.Id && l.CategoryId == null && l.Status == ListingStatus.Active, cancel);
        var cursors = await db.Cursors.AsNoTracking().Where(c => c.StoreId == store.Id).ToDictionaryAsync(c => c.Stream, c => c.ReadTo, cancel);
        var streams = new List<StreamState>();
        foreach (var stream in await freshness.ReadAsync(store, cancel))
        {
            var trigger = await scheduler.GetTrigger(SyncJob.TriggerOf(store.Id, stream.Stream), cancel);
            var waiting = stream.Stream switch { SyncStreams.Orders => orders, SyncStreams.Listings => listings, _ => 0 };
            streams.Add(new StreamState(stream, trigger?.NextFireTimeUtc, cursors.TryGetValue(stream.Stream, out var readTo) ? readTo : null, waiting));
        }

        var backfill = await db.Backfills.AsNoTracking().FirstOrDefaultAsync(b => b.StoreId == store.Id, cancel);
        return new SyncState(
            streams,
            backfill is null ? null : BackfillProgress.Of(backfill, orders),
            StoreConnections.AppOf(store) is { } app ? budgets.UseOf(store.Id, app.AppKey, app.IsRemote) : null);
    }

    /// <summary>Holds the first reading of a store's orders; new orders are read all the same. Nothing happens when it is held or done.</summary>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public Task PauseBackfillAsync(Caller caller, int storeId, CancellationToken cancel) => SetPauseAsync(caller, storeId, clock.GetUtcNow(), cancel);

    /// <summary>Goes on with it.</summary>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task ResumeBackfillAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await SetPauseAsync(caller, storeId, null, cancel);
        await StartAsync(storeId, cancel);
    }

    private Task SetPauseAsync(Caller caller, int storeId, DateTimeOffset? pausedAt, CancellationToken cancel) => guard.WriteAsync(
        caller,
        Right.StartSync,
        storeId,
        session =>
        {
            if (session.Db.Backfills.FirstOrDefault(b => b.StoreId == storeId && b.FinishedAt == null) is { } backfill && backfill.PausedAt.HasValue != pausedAt.HasValue)
            {
                backfill.PausedAt = pausedAt;
                session.Audit(caller, clock, pausedAt is null ? AuditActions.BackfillResumed : AuditActions.BackfillPaused, storeId);
                session.MarkRead(storeId);
            }
        },
        cancel);

    /// <summary>Edits the sandbox store's templates as the right template would be assigned in Seller Center, and starts the sync that reads it.</summary>
    /// <exception cref="AccessRefusedException">The caller may not, or it is no sandbox store.</exception>
    public async Task AssignRightTemplateAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.WriteAsync(
            caller,
            Right.EditSandbox,
            storeId,
            session =>
            {
                if (session.Db.Stores.Any(s => s.Id == storeId && s.Kind != StoreKind.Sandbox))
                {
                    throw new ProblemException("This is a real store: its templates are edited in Seller Center.");
                }

                session.Audit(caller, clock, AuditActions.SandboxEdited, storeId, after: "the right template assigned to the newer listings");
                session.AfterCommit(connections.Sandbox.AssignRightTemplateToBatch);
            },
            cancel);
        await StartAsync(storeId, cancel);
    }

    private async Task StartAsync(int storeId, CancellationToken cancel)
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
