using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>Ends sessions when their time is over, so that open windows end too, and notes when people were last seen.</summary>
internal sealed partial class SessionSweeper(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, Sessions sessions, SessionActivity activity, TimeProvider clock, ILogger<SessionSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    /// <summary>Ended sessions are kept this long for the audit's sake, then go.</summary>
    private static readonly TimeSpan KeepEnded = TimeSpan.FromDays(30);

    /// <summary>One round: writes only when there is something to write.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var seen = activity.Seen;
        List<SessionRecord> open;
        using (var db = contexts.CreateDbContext())
        {
            open = await db.Sessions.AsNoTracking().Where(s => s.EndedAt == null).ToListAsync(cancel);
        }

        var over = open.Where(s => !activity.IsLive(s)).Select(s => s.Id).ToHashSet();
        var minute = TimeSpan.FromMinutes(1);
        var moved = seen.Where(s => open.Any(o => o.Id == s.Key && s.Value - o.SeenAt >= minute)).ToDictionary();
        // Ended by another process, such as a command that reset the account: its windows must hear of it here.
        var gone = seen.Select(s => s.Key).Where(id => !open.Any(o => o.Id == id)).ToList();
        if (over.Count > 0 || moved.Count > 0)
        {
            await writer.WriteAsync(
                session =>
                {
                    sessions.End(session, s => over.Contains(s.Id));
                    foreach (var row in session.Db.Sessions.Where(s => moved.Keys.Contains(s.Id)))
                    {
                        row.SeenAt = moved[row.Id];
                    }

                    var old = clock.GetUtcNow() - KeepEnded;
                    session.Db.Sessions.Where(s => s.EndedAt < old).ExecuteDelete();
                },
                cancel);
        }

        activity.Forget(gone);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (ProblemException e)
            {
                // The guard looks at the clock itself: nobody gets in through a session that this could not end.
                LogNotSwept(e.Message);
            }
        }
    }

    [LoggerMessage(6002, LogLevel.Warning, "Sessions were not looked through: {Reason}")]
    private partial void LogNotSwept(string reason);
}
