using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>
/// The first reading of a store's orders, by time of placing and newest first, so that the last thirty days are there long before the rest.
/// What has been read is committed with its rows: it can be stopped anywhere and goes on from there.
/// </summary>
internal sealed class OrderBackfill(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, TimeProvider clock)
{
    /// <summary>A window that stays incomplete when it is this short is passed over: AliExpress itself does not know better.</summary>
    private static readonly TimeSpan GivesUpAt = TimeSpan.FromHours(1);

    /// <summary>Begins it, with the cursor of the ordinary reading: whatever changes from now on comes with that.</summary>
    /// <param name="cursors">The cursors that say so.</param>
    public Task FoundAsync(int storeId, DateTimeOffset now, TimeSpan back, IEnumerable<string> cursors, CancellationToken cancel) => writer.WriteAsync(
        session =>
        {
            session.Db.Backfills.Where(b => b.StoreId == storeId).ExecuteDelete();
            session.Db.Backfills.Add(new BackfillRecord { StoreId = storeId, From = now - back, Until = now, ReadDownTo = now, StartedAt = now });
            foreach (var stream in cursors)
            {
                Cursors.Move(session, storeId, stream, now);
            }
        },
        cancel);

    /// <returns><c>null</c> when there is none, or it is done.</returns>
    public async Task<BackfillRecord?> OpenAsync(int storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await db.Backfills.AsNoTracking().FirstOrDefaultAsync(b => b.StoreId == storeId && b.FinishedAt == null, cancel);
    }

    /// <summary>Notes the work since <paramref name="mark"/> on a back-fill that is under way.</summary>
    public Task SpendAsync(int storeId, DateTimeOffset mark, CancellationToken cancel)
    {
        var spent = Since(mark);
        return spent is 0 ? Task.CompletedTask : writer.WriteAsync(
            session => session.Db.Backfills.Where(b => b.StoreId == storeId && b.FinishedAt == null && b.PausedAt == null).ExecuteUpdate(set => set.SetProperty(b => b.Spent, b => b.Spent + spent)),
            cancel);
    }

    private long Since(DateTimeOffset mark) => Math.Max(0, (long)(clock.GetUtcNow() - mark).TotalMilliseconds);

    /// <summary>Reads the next window.</summary>
    /// <param name="length">How long it shall be at most.</param>
    /// <param name="mark">When this back-fill last noted how long it has worked.</param>
    /// <returns>How long the next one may be.</returns>
    public async Task<TimeSpan> StepAsync(int storeId, AliExpressClient client, OrderWindows windows, BackfillRecord backfill, TimeSpan length, DateTimeOffset mark, RunCounts counts, CancellationToken cancel)
    {
        var expected = backfill.Expected ?? await windows.CountAsync(client, OrderTimes.Created, backfill.From, backfill.Until, cancel);
        var to = backfill.ReadDownTo;
        var from = to - backfill.From > length ? to - length : backfill.From;
        var readBefore = counts.Read;
        var window = await windows.ReadAsync(storeId, client, OrderTimes.Created, from, to, counts, Close, cancel);
        if (window is { IsRead: true, IsComplete: false })
        {
            if (to - from > GivesUpAt)
            {
                return (to - from) / 4;
            }

            counts.Say($"AliExpress announced {window.Announced} orders placed between {from:yyyy-MM-dd HH:mm}Z and {to:yyyy-MM-dd HH:mm}Z and did not tell them all, again and again.");
            await writer.WriteAsync(Close, cancel);
        }

        return OrderWindows.Fit(to - from, window.Announced);

        void Close(WriteSession session)
        {
            var row = session.Db.Backfills.Find(storeId)!;
            var now = clock.GetUtcNow();
            row.Expected = expected;
            row.Read += counts.Read - readBefore;
            row.ReadDownTo = from;
            row.Spent += Since(mark);
            row.FinishedAt = from <= row.From ? now : null;
            // A turn lasts long; the figures need not wait for its end. A window without orders too may be what they were not compared for.
            session.MarkChanged(storeId);
        }
    }
}
