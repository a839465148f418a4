using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using Quartz;

namespace NerveCentre.Core.Sync;

/// <summary>At start: founds the sandbox store, fills it once before the first page is served, and schedules the jobs of every connected store.</summary>
internal sealed class SyncSchedule(
    ISchedulerFactory schedulers,
    StoreDirectory stores,
    StoreConnections connections,
    StoreWriter writer,
    SyncRunner runner,
    SyncDesk desk,
    IOptions<SyncOptions> options,
    TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await FoundSandboxAsync(cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var store in (await stores.ListAsync(cancellationToken)).Where(StoreConnections.IsConnected))
        {
            var fresh = await desk.FreshnessAsync(store, cancellationToken);
            foreach (var stream in SyncStreams.All)
            {
                if (store.Kind is StoreKind.Sandbox && fresh.Single(f => f.Stream == stream).LastSuccess is null)
                {
                    // In memory, so a matter of seconds: the first page then shows figures and no excuse.
                    await runner.RunAsync(store, stream, cancellationToken);
                }

                await ScheduleAsync(scheduler, store, stream, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal async Task FoundSandboxAsync(CancellationToken cancel)
    {
        if (await stores.FindAsync(SandboxStore.Name, cancel) is not null)
        {
            return;
        }

        var sandbox = connections.Sandbox;
        // In one transaction: a store without its markets would read "not configured" for ever after an unlucky stop.
        await writer.WriteAsync(
            session =>
            {
                var store = new StoreRecord
                {
                    Name = SandboxStore.Name,
                    Kind = StoreKind.Sandbox,
                    TimeZone = "America/Los_Angeles",
                    CreatedAt = clock.GetUtcNow(),
                    PriorityMarkets = string.Join(' ', sandbox.PriorityMarkets),
                };
                session.Db.Stores.Add(store);
                session.Db.SaveChanges();
                session.Db.MarketChanges.Add(new MarketChangeRecord { StoreId = store.Id, At = clock.GetUtcNow(), By = "Sandbox", Added = CountrySet.Of(sandbox.PriorityMarkets).ToString(), Removed = "" });
                session.Db.Restrictions.AddRange(sandbox.RestrictedDestinations.Select(r => new RestrictionRecord
                {
                    StoreId = store.Id,
                    CategoryId = r.CategoryId,
                    Category = r.Category,
                    Country = r.Country.Alpha2,
                    AddedAt = clock.GetUtcNow(),
                }));
            },
            cancel);
    }

    private async Task ScheduleAsync(IScheduler scheduler, StoreSummary store, string stream, CancellationToken cancel)
    {
        var interval = options.Value.IntervalOf(stream);
        var job = JobBuilder.Create<SyncJob>().WithIdentity(SyncJob.KeyOf(store.Id, stream)).StoreDurably().Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(job.Key.Name, job.Key.Group)
            .ForJob(job)
            .StartAt(clock.GetUtcNow() + (store.Kind is StoreKind.Sandbox ? interval : TimeSpan.Zero))
            // Missed while the machine slept: wait for the next turn of the rhythm, never a burst of all that was missed.
            .WithSimpleSchedule(s => s.WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
            .Build();
        await scheduler.ScheduleJob(job, trigger, cancellationToken: cancel);
    }
}
