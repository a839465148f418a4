using NerveCentre.Core.Live;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Sync;

/// <summary>The state of a stream and of a back-fill in words.</summary>
internal static class StreamWords
{
    public static string State(StreamFreshness stream, DateTimeOffset now) => stream switch
    {
        { Running: true } => Sentence.Begin(T("reading now")),
        { LastError: not null } => T("Failed"),
        { LastSuccess: null } => T("Not read yet"),
        _ when stream.IsStale(now) => T("Stale"),
        _ => T("Fresh"),
    };

    /// <summary>The class that gives it its mark.</summary>
    public static string? Look(StreamFreshness stream, DateTimeOffset now) => stream switch
    {
        { Running: true } => "running",
        { LastError: not null } => "late",
        { LastSuccess: null } => "never",
        _ => stream.IsStale(now) ? "late" : null,
    };

    public static string Waiting(StreamState stream) => stream switch
    {
        { Waiting: 0 } => "–",
        { Freshness.Stream: SyncStreams.Orders } => T("{0:# order|# orders} without country", stream.Waiting),
        _ => T("{0:# listing|# listings} without category", stream.Waiting),
    };

    public static string Backfill(BackfillProgress backfill, StoreTime time) => (backfill, backfill.Expected) switch
    {
        ({ FinishedAt: not null }, _) => T("The orders back to {0} have been read: {1}.", time.Day(backfill.From), backfill.Read),
        (_, null) => T("Orders back to {0} are about to be read.", time.Day(backfill.From)),
        (_, { } expected) => T("{0} of about {1:# order|# orders} read, the newest first, down to {2}; {3} with their country.", backfill.Read, expected, time.Day(backfill.ReadDownTo), backfill.Done),
    };

    /// <summary>"about 2 h 10 min", "about 4 min", "less than a minute".</summary>
    public static string Left(TimeSpan left) => left switch
    {
        { TotalMinutes: < 1 } => T("less than a minute"),
        { TotalHours: < 1 } => T("about {0} min", (int)Math.Ceiling(left.TotalMinutes)),
        { TotalHours: < 48 } => T("about {0} h {1} min", (int)left.TotalHours, left.Minutes),
        _ => T("about {0} days", (int)Math.Round(left.TotalDays)),
    };
}
