using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>When tokens were last used. In memory between two notes in the database, so that a read never waits for a write.</summary>
[InnerWorks]
public sealed class TokenUses(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Bound: tokens that were right, of which ApiTokens.MostLive live at once; emptied by each note.
    private readonly ConcurrentDictionary<int, DateTimeOffset> _used = [];

    public void Note(int tokenId) => _used[tokenId] = clock.GetUtcNow();

    public DateTimeOffset? UsedAt(ApiTokenRecord token) =>
        _used.TryGetValue(token.Id, out var used) && !(used < token.UsedAt) ? used : token.UsedAt;

    /// <summary>Writes down what is new by a minute; nothing when nothing is.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var used = _used.ToArray();
        List<ApiTokenRecord> known;
        using (var db = contexts.CreateDbContext())
        {
            var ids = used.Select(u => u.Key).ToList();
            known = await db.ApiTokens.AsNoTracking().Where(t => ids.Contains(t.Id)).ToListAsync(cancel);
        }

        var moved = used.Where(u => known.Any(t => t.Id == u.Key && (t.UsedAt is not { } noted || u.Value - noted >= Minute))).ToDictionary();
        if (moved.Count > 0)
        {
            await writer.WriteAsync(
                session =>
                {
                    foreach (var row in session.Db.ApiTokens.Where(t => moved.Keys.Contains(t.Id)))
                    {
                        row.UsedAt = moved[row.Id];
                    }
                },
                cancel);
        }

        foreach (var note in moved)
        {
            // Only if it was not used again meanwhile.
            _used.TryRemove(note);
        }
    }
}

/// <summary>Notes the uses of tokens every now and then.</summary>
internal sealed partial class TokenUseNotes(TokenUses uses, TimeProvider clock, ILogger<TokenUseNotes> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await uses.WriteAsync(stoppingToken);
            }
            catch (ProblemException e)
            {
                LogNotNoted(e.Message);
            }
        }
    }

    [LoggerMessage(7001, LogLevel.Warning, "When tokens were used was not noted: {Reason}")]
    private partial void LogNotNoted(string reason);
}
