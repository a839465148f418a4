using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Sync;

/// <summary>A sync run in words.</summary>
internal static class RunWords
{
    /// <summary>A sentence and what AliExpress said.</summary>
    private const int MaxWords = 1_000;

    /// <summary>"Orders".</summary>
    public static string Stream(string stream) => stream switch
    {
        SyncStreams.Orders => T("Orders"),
        SyncStreams.Listings => T("Listings"),
        SyncStreams.Templates => T("Templates"),
        SyncStreams.Import => T("Import"),
        _ => OneLine.Of(char.ToUpperInvariant(stream[0]) + stream[1..], 40),
    };

    public static string Outcome(SyncRunSummary run) => run.Outcome switch
    {
        SyncOutcome.Running => T("Running"),
        SyncOutcome.Succeeded => run.Note is { } note ? T("Succeeded. {0}", OneLine.Of(note, MaxWords)) : T("Succeeded"),
        SyncOutcome.Abandoned => T("Abandoned: the server stopped before the run ended"),
        _ => run.Error is { } error ? T("Failed: {0}", OneLine.Of(error, MaxWords)) : T("Failed"),
    };

    /// <summary>"0.4 s", "2 min 05 s"; a dash while it runs.</summary>
    public static string Took(SyncRunSummary run) => (run.FinishedAt - run.StartedAt) switch
    {
        null => "–",
        { TotalSeconds: < 60 } span => $"{Figures.Decimal(span.TotalSeconds)}\u00A0s",
        { } span => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}\u00A0min {span.Seconds:00}\u00A0s"),
    };
}
