using System.Diagnostics.Metrics;
using NerveCentre.Core.Live;

namespace NerveCentre.Core.Telemetry;

/// <summary>How much the board computes, and for how many.</summary>
internal sealed class BoardTelemetry : IDisposable
{
    private readonly Meter _meter = new(SyncTelemetry.Name);

    public BoardTelemetry(BoardFeed feed)
    {
        _meter.CreateObservableCounter("nervecentre.board.recomputations", () => (long)feed.Recomputations, "{snapshot}", "Snapshots computed from the rows.");
        _meter.CreateObservableGauge("nervecentre.board.viewers", () => feed.Viewers, "{page}", "Open pages that watch a board.");
    }

    public void Dispose() => _meter.Dispose();
}
