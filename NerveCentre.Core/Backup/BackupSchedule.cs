using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quartz;

namespace NerveCentre.Core.Backup;

/// <summary>Schedules the nightly backup, and one soon after the start when the last is more than a day old: not every machine runs at night.</summary>
internal sealed class BackupSchedule(ISchedulerFactory schedulers, NightlyBackups backups, IOptions<BackupOptions> options, TimeProvider clock) : IHostedService
{
    /// <summary>After a start there is more urgent work.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        var job = JobBuilder.Create<BackupJob>().WithIdentity(BackupJob.Key).StoreDurably().Build();
        List<ITrigger> triggers = [Nightly(options.Value.Time, clock.LocalTimeZone, clock.GetUtcNow())];
        if (MissedSince(clock.GetUtcNow()))
        {
            triggers.Add(TriggerBuilder.Create().WithIdentity("missed", BackupJob.Key.Group).ForJob(job).StartAt(clock.GetUtcNow() + Soon)
                .WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build());
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.ScheduleJob(job, triggers, cancellationToken: cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>At that local time every night, also in the nights when clocks change. A night that the machine slept through is made up for when it wakes.</summary>
    internal static ITrigger Nightly(TimeOnly at, TimeZoneInfo zone, DateTimeOffset from) =>
        TriggerBuilder.Create().WithIdentity(BackupJob.Key.Name, BackupJob.Key.Group).ForJob(BackupJob.Key).StartAt(from)
            .WithCronSchedule(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"0 {at.Minute} {at.Hour} * * ?"), c => c.InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();

    private bool MissedSince(DateTimeOffset now) => backups.Newest() is not { } newest || now - newest > TimeSpan.FromDays(1) + Soon;
}
