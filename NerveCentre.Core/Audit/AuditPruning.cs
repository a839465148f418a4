using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;
using Quartz;

namespace NerveCentre.Core.Audit;

/// <summary>Removes the rows whose time is over, and records that.</summary>
internal sealed class AuditPruner(StoreWriter writer, IOptions<AuditOptions> options, TimeProvider clock)
{
    /// <returns>How many rows went.</returns>
    public Task<int> PruneAsync(CancellationToken cancel)
    {
        // Whole days: at 30 days to the second the database, whose clock knows seconds only, would refuse the last second's rows.
        var before = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero) - TimeSpan.FromDays(options.Value.KeepDays);
        return writer.WriteAsync(
            session =>
            {
                var removed = session.Db.Audit.Where(a => a.At < before).ExecuteDelete();
                if (removed > 0)
                {
                    session.Audit(Caller.Server, clock, AuditActions.AuditPruned, subject: $"rows from before {before.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", after: removed.ToString(CultureInfo.InvariantCulture));
                }

                return removed;
            },
            cancel);
    }
}

/// <summary>Once a day. A day that fails is told in the log; the next one makes up for it.</summary>
[DisallowConcurrentExecution]
internal sealed partial class AuditPruneJob(AuditPruner pruner, IHostApplicationLifetime lifetime, ILogger<AuditPruneJob> log) : IJob
{
    public static readonly JobKey Key = new("prune", "audit");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            LogPruned(await pruner.PruneAsync(stop.Token));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops: the next start makes up for it.
        }
        catch (ProblemException e)
        {
            LogNotPruned(e.Message);
        }
        catch (Exception e)
        {
            LogDefect(e);
        }
    }

    [LoggerMessage(7101, LogLevel.Debug, "{Rows} rows of the audit were removed: their time was over")]
    private partial void LogPruned(int rows);

    [LoggerMessage(7102, LogLevel.Warning, "Old rows of the audit were not removed: {Reason} The next day tries again")]
    private partial void LogNotPruned(string reason);

    [LoggerMessage(7103, LogLevel.Error, "Removing old rows of the audit met a defect")]
    private partial void LogDefect(Exception exception);
}

/// <summary>Soon after the start and every day from then on: not every machine runs at night.</summary>
internal sealed class AuditSchedule(ISchedulerFactory schedulers, TimeProvider clock) : IHostedService
{
    /// <summary>After a start there is more urgent work.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<AuditPruneJob>().WithIdentity(AuditPruneJob.Key).StoreDurably().Build();
        var trigger = TriggerBuilder.Create().WithIdentity(AuditPruneJob.Key.Name, AuditPruneJob.Key.Group).ForJob(job).StartAt(clock.GetUtcNow() + Soon)
            .WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromDays(1)).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount)).Build();
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
