using System.Diagnostics;
using System.Diagnostics.Metrics;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Telemetry;

/// <summary>
/// What a sync run measures. Costs nothing while nobody listens. Stores appear by number, never by name: measurements leave this machine.
/// </summary>
internal sealed class SyncTelemetry : IDisposable
{
    /// <summary>Name of the source of spans and of the meter.</summary>
    public const string Name = "NerveCentre";

    private readonly ActivitySource _spans = new(Name);
    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _rows;
    private readonly Histogram<double> _duration;

    public SyncTelemetry()
    {
        _rows = _meter.CreateCounter<long>("nervecentre.sync.rows", "{row}", "Rows that sync runs have read, by what became of them.");
        _duration = _meter.CreateHistogram<double>("nervecentre.sync.duration", "s", "How long sync runs took.");
    }

    public SyncRunMeasure Start(int storeId, string stream)
    {
        var span = _spans.StartActivity($"sync {stream}");
        span?.SetTag("nervecentre.store", storeId).SetTag("nervecentre.stream", stream);
        return new SyncRunMeasure(span, Stopwatch.GetTimestamp(), storeId, stream);
    }

    public void End(in SyncRunMeasure run, SyncOutcome outcome, RunCounts counts)
    {
        var tags = new TagList { { "nervecentre.store", run.StoreId }, { "nervecentre.stream", run.Stream }, { "nervecentre.outcome", outcome.ToString() } };
        _duration.Record(Stopwatch.GetElapsedTime(run.StartedAt).TotalSeconds, tags);
        Count("added", counts.Added, run);
        Count("updated", counts.Updated, run);
        Count("unchanged", counts.Unchanged, run);
        Count("gone", counts.Gone, run);
        if (run.Span is { } span)
        {
            span.SetTag("nervecentre.outcome", outcome.ToString()).SetTag("nervecentre.rows.read", counts.Read);
            span.SetStatus(outcome is SyncOutcome.Succeeded ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            span.Dispose();
        }
    }

    public void Dispose()
    {
        _meter.Dispose();
        _spans.Dispose();
    }

    private void Count(string kind, int rows, in SyncRunMeasure run)
    {
        if (rows > 0)
        {
            _rows.Add(rows, new TagList { { "nervecentre.store", run.StoreId }, { "nervecentre.stream", run.Stream }, { "nervecentre.row", kind } });
        }
    }
}

/// <summary>A run that is being measured.</summary>
internal readonly record struct SyncRunMeasure(Activity? Span, long StartedAt, int StoreId, string Stream);
