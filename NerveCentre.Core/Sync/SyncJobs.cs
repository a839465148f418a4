using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using Quartz;

namespace NerveCentre.Core.Sync;

/// <summary>The jobs of the stores that are read: those and no others, however stores come, rest and go while the server runs.</summary>
[InnerWorks]
public sealed class SyncJobs(ISchedulerFactory schedulers, StoreDirectory stores, SyncFreshness freshness, IOptions<SyncOptions> options, TimeProvider clock)
{
    /// <summary>Makes the jobs fit the stores as they are now.</summary>
    public async Task FitAsync(CancellationToken cancel)
    {
        foreach (var store in await stores.ListAsync(cancel))
        {
            if (store.IsRead)
            {
                await AddAsync(store, cancel);
            }
            else
            {
                await RemoveAsync(store.Id, cancel);
            }
        }
    }

    /// <summary>Takes the jobs of a store away, and tells those that run to stop at the next page.</summary>
    public async Task RemoveAsync(int storeId, CancellationToken cancel)
    {
        var scheduler = await schedulers.GetScheduler(cancel);
        foreach (var key in SyncStreams.All.Select(s => SyncJob.KeyOf(storeId, s)))
        {
            await scheduler.Interrupt(key, cancel);
            await scheduler.DeleteJob(key, cancel);
        }
    }

    private async Task AddAsync(StoreSummary store, CancellationToken cancel)
    {
        var scheduler = await schedulers.GetScheduler(cancel);
        var fresh = await freshness.ReadAsync(store, cancel);
        foreach (var stream in SyncStreams.All)
        {
            if (!await scheduler.Exists(SyncJob.KeyOf(store.Id, stream), cancel))
            {
                await ScheduleAsync(scheduler, store, stream, fresh.Single(f => f.Stream == stream).LastSuccess, cancel);
            }
        }
    }

    private async Task ScheduleAsync(IScheduler scheduler, StoreSummary store, string stream, DateTimeOffset? last, CancellationToken cancel)
    {
        var interval = options.Value.IntervalOf(stream);
        var now = clock.GetUtcNow();
        var due = last + interval is { } next && next > now && next <= now + interval ? next : now;
        var job = JobBuilder.Create<SyncJob>().WithIdentity(SyncJob.KeyOf(store.Id, stream)).StoreDurably().Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(SyncJob.TriggerOf(store.Id, stream))
            .ForJob(job)
            .StartAt(due)
            // Missed while the machine slept: wait for the next turn of the rhythm, never a burst of all that was missed.
            .WithSimpleSchedule(s => s.WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            .Build();
        await scheduler.ScheduleJob(job, trigger, cancellationToken: cancel);
    }
}
