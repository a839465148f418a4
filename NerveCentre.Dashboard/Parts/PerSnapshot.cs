using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NerveCentre.Core.Live;

namespace NerveCentre.Dashboard.Parts;

/// <summary>What was made of a snapshot, by what was asked: kept as long as somebody holds the snapshot.</summary>
internal sealed class PerSnapshot<TKey, TValue>
    where TKey : notnull
{
    /// <summary>Answers of one snapshot that are kept; then it begins anew.</summary>
    private const int Most = 32;

    // Bound: as many as there are snapshots that somebody holds, each with Most.
    private readonly ConditionalWeakTable<BoardSnapshot, ConcurrentDictionary<TKey, TValue>> _made = [];

    public TValue GetOrAdd(BoardSnapshot snapshot, TKey asked, Func<TKey, TValue> make)
    {
        var made = _made.GetOrCreateValue(snapshot);
        if (made.Count >= Most && !made.ContainsKey(asked))
        {
            made.Clear();
        }

        return made.GetOrAdd(asked, make);
    }

    public void Forget(BoardSnapshot snapshot, TKey asked) => _made.GetOrCreateValue(snapshot).TryRemove(asked, out _);
}
