namespace NerveCentre.Core.Sync;

/// <summary>Starts syncs by hand and tells what past ones did.</summary>
public sealed class SyncDesk
{
    /// <summary>Starts all streams of a store now, unless they are running. Returns when they are queued, not when they are done.</summary>
    public Task SyncNowAsync(int storeId, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>The newest runs of a store, newest first.</summary>
    public Task<IReadOnlyList<SyncRunSummary>> RunsAsync(int storeId, int take, CancellationToken cancel) => throw new NotImplementedException();
}

public enum SyncOutcome
{
    Running = 0,
    Succeeded = 1,
    Failed = 2,

    /// <summary>The process ended before the run did.</summary>
    Abandoned = 3,
}

/// <param name="Stream">templates, listings, orders or import.</param>
/// <param name="Read">Rows read from the source.</param>
/// <param name="Gone">Listings that left the catalogue, templates that no longer exist, or rows of a file that were rejected.</param>
public sealed record SyncRunSummary(long Id, string Stream, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, SyncOutcome Outcome, int Read, int Added, int Updated, int Unchanged, int Gone, string? Error);
