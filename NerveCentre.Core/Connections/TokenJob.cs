using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.Store;
using Quartz;

namespace NerveCentre.Core.Connections;

/// <summary>Renews tokens ahead of their end, of paused stores too: reading may rest, the authorisation must not lapse. Forgets connections that nobody finished.</summary>
internal sealed partial class TokenRound(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, TokenKeeper tokens, TimeProvider clock, ILogger<TokenRound> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        List<ConnectionRecord> rows;
        var now = clock.GetUtcNow();
        using (var db = contexts.CreateDbContext())
        {
            rows = await db.Connections.AsNoTracking().Where(c => c.RefusedAt == null).ToListAsync(cancel);
            if (await db.PendingConnections.AnyAsync(p => p.ExpiresAt <= now, cancel))
            {
                await writer.WriteAsync(session => { session.Db.PendingConnections.Where(p => p.ExpiresAt <= now).ExecuteDelete(); }, cancel);
            }
        }

        foreach (var row in rows.Where(r => TokenKeeper.RenewalDue(r) <= now))
        {
            try
            {
                await tokens.RenewAsync(row.StoreId, null, cancel);
            }
            catch (ProblemException e)
            {
                // One store's trouble is not the others'.
                LogNotRenewed(row.StoreId, e.Message);
            }
        }
    }

    [LoggerMessage(8003, LogLevel.Warning, "The access token of store {Store} was not renewed: {Reason}")]
    private partial void LogNotRenewed(int store, string reason);
}

/// <summary>A round every half hour. One that fails is told in the log; the next makes up for it.</summary>
[DisallowConcurrentExecution]
internal sealed partial class TokenJob(TokenRound round, IHostApplicationLifetime lifetime, ILogger<TokenJob> log) : IJob
{
    public static readonly JobKey Key = new("renew", "tokens");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await round.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops: the next start makes up for it.
        }
        catch (ProblemException e)
        {
            LogNotRun(e.Message);
        }
        catch (Exception e)
        {
            LogDefect(e);
        }
    }

    [LoggerMessage(8004, LogLevel.Warning, "Tokens were not looked through: {Reason} The next turn tries again")]
    private partial void LogNotRun(string reason);

    [LoggerMessage(8005, LogLevel.Error, "Renewing tokens met a defect; the next turn tries again")]
    private partial void LogDefect(Exception exception);
}

/// <summary>Starts with the server: a token may have run low while it was off.</summary>
internal sealed class TokenSchedule(ISchedulerFactory schedulers, TimeProvider clock) : IHostedService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<TokenJob>().WithIdentity(TokenJob.Key).StoreDurably().Build();
        var trigger = TriggerBuilder.Create().WithIdentity(TokenJob.Key.Name, TokenJob.Key.Group).ForJob(job).StartAt(clock.GetUtcNow())
            .WithSimpleSchedule(s => s.WithInterval(Interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithRemainingCount)).Build();
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
