using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>What is written about a run, by a sync or by an import.</summary>
internal static class RunRecords
{
    /// <summary>Why a run was abandoned.</summary>
    public const string Stopped = "NerveCentre was stopped before this run ended. What it had read is kept; the next run reads on.";

    /// <summary>Longest text kept of one run, in characters.</summary>
    private const int MaxText = 4_000;

    public static void Close(RunRecord run, RunCounts counts, string? error, DateTimeOffset now)
    {
        run.FinishedAt = now;
        run.Outcome = error is null ? SyncOutcome.Succeeded : SyncOutcome.Failed;
        run.Read = counts.Read;
        run.Added = counts.Added;
        run.Updated = counts.Updated;
        run.Unchanged = counts.Unchanged;
        run.Gone = counts.Gone;
        // Both quote others: AliExpress's messages, names of templates.
        run.Error = error is null ? null : OneLine.Of(error, MaxText);
        run.Note = counts.Note is { } note ? OneLine.Of(note, MaxText) : null;
    }

    /// <summary>Keeps the newest runs of a stream, and always its last success.</summary>
    public static void Trim(WriteSession session, int storeId, string stream, int keep)
    {
        var runs = session.Db.Runs.Where(r => r.StoreId == storeId && r.Stream == stream);
        var oldest = runs.OrderByDescending(r => r.Id).Skip(keep).Select(r => (long?)r.Id).FirstOrDefault();
        if (oldest is { } bound)
        {
            var lastSuccess = runs.Where(r => r.Outcome == SyncOutcome.Succeeded).Max(r => (long?)r.Id);
            runs.Where(r => r.Id <= bound && r.Id != lastSuccess).ExecuteDelete();
        }
    }
}
