using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using Quartz;

namespace NerveCentre.Core.Sync;

/// <summary>At start: founds the sandbox store, fills it once before the first page is served, and schedules the jobs of every connected store.</summary>
internal sealed class SyncSchedule(
    ISchedulerFactory schedulers,
    StoreDirectory stores,
    SandboxFounding founding,
    SyncRunner runner,
    SyncFreshness freshness,
    IOptions<SyncOptions> options,
    TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await founding.EnsureAsync(cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var store in (await stores.ListAsync(cancellationToken)).Where(StoreConnections.IsConnected))
        {
            var fresh = await freshness.ReadAsync(store, cancellationToken);
            foreach (var stream in SyncStreams.All)
            {
                var last = fresh.Single(f => f.Stream == stream).LastSuccess;
                if (store.Kind is StoreKind.Sandbox && last is null)
                {
                    // In memory, so a matter of seconds: the first page then shows figures and no excuse.
                    await runner.RunAsync(store, stream, cancellationToken);
                    last = clock.GetUtcNow();
                }

                await ScheduleAsync(scheduler, store, stream, last, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
