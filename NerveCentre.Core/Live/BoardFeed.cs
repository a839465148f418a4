using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;

namespace NerveCentre.Core.Live;

/// <summary>One producer of board snapshots for all viewers. <see cref="BoardProducer"/> keeps it moving.</summary>
public sealed class BoardFeed(SnapshotReader reader, CountryOrdersReader countries, AccessGuard guard) : IDisposable
{
    /// <summary>Other definitions of the map, and countries, kept per snapshot; past that they are computed for whoever asks.</summary>
    private const int MaxVariants = 64;

    private readonly SemaphoreSlim _turn = new(1, 1);

    // Bounds: one entry per store; one per open page.
    private readonly ConcurrentDictionary<int, Board> _boards = [];
    private readonly ConcurrentDictionary<Channel<BoardSnapshot>, int> _viewers = [];
    private int _recomputations;

    /// <summary>How many snapshots have been computed from the rows.</summary>
    public int Recomputations => _recomputations;

    /// <summary>How many open pages watch a board.</summary>
    public int Viewers => _viewers.Count;

    /// <summary>The newest snapshot of a store; computed when there is none yet.</summary>
    /// <exception cref="AccessRefusedException">The caller may not see it.</exception>
    public async Task<BoardSnapshot> GetAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        return _boards.TryGetValue(storeId, out var board) ? board.Snapshot : await RefreshAsync(storeId, TimeSpan.MaxValue, cancel);
    }

    /// <summary>Every new snapshot of a store from now on. A slow viewer misses the ones in between and gets the newest. Ends when the caller may no longer see it.</summary>
    public async IAsyncEnumerable<BoardSnapshot> WatchAsync(Caller caller, int storeId, [EnumeratorCancellation] CancellationToken cancel)
    {
        var mailbox = Channel.CreateBounded<BoardSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _viewers[mailbox] = storeId;
        try
        {
            await foreach (var snapshot in mailbox.Reader.ReadAllAsync(cancel))
            {
                // Asked each time and not recorded: it is the feed that calls here, not the person.
                if (!guard.Allows(caller, Right.ReadStore, storeId))
                {
                    yield break;
                }

                yield return snapshot;
            }
        }
        finally
        {
            _viewers.TryRemove(mailbox, out _);
        }
    }

    /// <summary>The map under another definition, computed once per snapshot for all who ask the same.</summary>
    /// <exception cref="AccessRefusedException">The caller may not see it.</exception>
    public async Task<DemandReading> DemandAsync(Caller caller, BoardSnapshot snapshot, DemandQuery query, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, snapshot.Store.Id, cancel);
        if (query == snapshot.Demand.Query)
        {
            return snapshot.Demand;
        }

        return await OnceAsync(BoardOf(snapshot)?.Variants, query, c => reader.DemandAsync(snapshot.Store.Id, query, c), cancel);
    }

    /// <summary>One country's orders day by day, computed once per snapshot for all who ask the same.</summary>
    /// <param name="query">As the snapshot's, or another way of counting.</param>
    /// <exception cref="AccessRefusedException">The caller may not see it.</exception>
    public async Task<CountryOrders> CountryAsync(Caller caller, BoardSnapshot snapshot, DemandQuery query, CountryCode country, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, snapshot.Store.Id, cancel);
        return await OnceAsync(BoardOf(snapshot)?.Countries, (query, country), c => countries.ReadAsync(snapshot.Store.Id, country, query, snapshot.OrdersUntil, c), cancel);
    }

    /// <summary>What is kept beside a snapshot, while it is the newest.</summary>
    private Board? BoardOf(BoardSnapshot snapshot) => _boards.TryGetValue(snapshot.Store.Id, out var board) && ReferenceEquals(board.Snapshot, snapshot) ? board : null;

    private static async Task<T> OnceAsync<TKey, T>(ConcurrentDictionary<TKey, Lazy<Task<T>>>? made, TKey key, Func<CancellationToken, Task<T>> make, CancellationToken cancel)
        where TKey : notnull
    {
        if (made is null || (made.Count >= MaxVariants && !made.ContainsKey(key)))
        {
            return await make(cancel);
        }

        // Not under the first caller's cancellation: others wait for the same answer.
        var once = made.GetOrAdd(key, _ => new Lazy<Task<T>>(() => make(CancellationToken.None)));
        try
        {
            return await once.Value.WaitAsync(cancel);
        }
        catch when (once.Value.IsFaulted)
        {
            // All who waited are told; whoever asks next tries again.
            made.TryRemove(KeyValuePair.Create(key, once));
            throw;
        }
    }

    /// <summary>Stores that somebody has looked at.</summary>
    internal IReadOnlyCollection<int> Known => [.. _boards.Keys];

    /// <summary>Lets go of a store that was erased.</summary>
    internal async Task<bool> ForgetGoneAsync(int storeId, CancellationToken cancel)
    {
        var gone = !await reader.ExistsAsync(storeId, cancel);
        if (gone)
        {
            _boards.TryRemove(storeId, out _);
        }

        return gone;
    }

    /// <summary>Brings a store's snapshot up to date and hands it to its viewers. Rows that did not change are not read again before <paramref name="maxAge"/>.</summary>
    internal async Task<BoardSnapshot> RefreshAsync(int storeId, TimeSpan maxAge, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var before = _boards.TryGetValue(storeId, out var board) ? board.Snapshot : null;
            var snapshot = await reader.RenewAsync(storeId, before, maxAge, cancel);
            if (ReferenceEquals(snapshot, before))
            {
                return snapshot;
            }

            if (before is null || !ReferenceEquals(snapshot.Coverage, before.Coverage))
            {
                Interlocked.Increment(ref _recomputations);
                _boards[storeId] = new Board(snapshot, [], []);
            }
            else
            {
                _boards[storeId] = board! with { Snapshot = snapshot };
            }

            foreach (var (mailbox, store) in _viewers)
            {
                if (store == storeId)
                {
                    mailbox.Writer.TryWrite(snapshot);
                }
            }

            return snapshot;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed record Board(
        BoardSnapshot Snapshot,
        ConcurrentDictionary<DemandQuery, Lazy<Task<DemandReading>>> Variants,
        ConcurrentDictionary<(DemandQuery Query, CountryCode Country), Lazy<Task<CountryOrders>>> Countries);
}
