using NerveCentre.Core.Live;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Sync;

/// <summary>The state of a stream and of a back-fill in words.</summary>
internal static class StreamWords
{
    public static string State(StreamFreshness stream, DateTimeOffset now) => stream switch
    {
        { Running: true } => "Reading now",
        { LastError: not null } => "Failed",
        { LastSuccess: null } => "Not read yet",
        _ when stream.IsStale(now) => "Stale",
        _ => "Fresh",
    };

    /// <summary>The class that gives it its mark.</summary>
    public static string? Look(StreamFreshness stream, DateTimeOffset now) => State(stream, now) switch
    {
        "Reading now" => "running",
        "Not read yet" => "never",
        "Fresh" => null,
        _ => "late",
    };

    public static string Waiting(StreamState stream) => stream switch
    {
        { Waiting: 0 } => "–",
        { Freshness.Stream: SyncStreams.Orders } => $"{Figures.Of(stream.Waiting, "order")} without country",
        _ => $"{Figures.Of(stream.Waiting, "listing")} without category",
    };

    public static string Backfill(BackfillProgress backfill, StoreTime time) => (backfill, backfill.Expected) switch
    {
        ({ FinishedAt: not null }, _) => $"The orders back to {time.Day(backfill.From)} have been read: {Figures.Count(backfill.Read)}.",
        (_, null) => $"Orders back to {time.Day(backfill.From)} are about to be read.",
        (_, { } expected) => $"{Figures.Count(backfill.Read)} of about {Figures.Of(expected, "order")} read, the newest first, down to {time.Day(backfill.ReadDownTo)}; "
            + $"{Figures.Count(backfill.Done)} with their country.",
    };

    /// <summary>"about 2 h 10 min", "about 4 min", "less than a minute".</summary>
    public static string Left(TimeSpan left) => left switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalHours: < 1 } => $"about {Math.Ceiling(left.TotalMinutes):0} min",
        { TotalHours: < 48 } => $"about {(int)left.TotalHours} h {left.Minutes} min",
        _ => $"about {left.TotalDays:0} days",
    };
}
