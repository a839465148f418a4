using NerveCentre.Core.Demand;

namespace NerveCentre.Core.Live;

/// <summary>One producer of board snapshots for all viewers.</summary>
public sealed class BoardFeed
{
    /// <summary>The newest snapshot of a store; computed when there is none yet.</summary>
    public Task<BoardSnapshot> GetAsync(int storeId, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Every new snapshot of a store from now on. A slow viewer misses the ones in between and gets the newest.</summary>
    public IAsyncEnumerable<BoardSnapshot> WatchAsync(int storeId, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>The map under another definition, computed once per snapshot for all who ask the same.</summary>
    public Task<DemandReading> DemandAsync(BoardSnapshot snapshot, DemandQuery query, CancellationToken cancel) => throw new NotImplementedException();
}
