using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.Live;

namespace NerveCentre.Core.Sync;

/// <summary>Where the reading of a store stands.</summary>
/// <param name="Backfill">The first reading of its orders; <c>null</c> when there never was one.</param>
/// <param name="Calls"><c>null</c> for a store that is fed by files.</param>
public sealed record SyncState(IReadOnlyList<StreamState> Streams, BackfillProgress? Backfill, CallUse? Calls);

/// <param name="NextRun">When it is read next; <c>null</c> when nothing is planned.</param>
/// <param name="ReadTo">Everything that changed up to this moment has been read.</param>
/// <param name="Waiting">Rows that are known and wait for a call of their own: orders without their countries, listings without their category.</param>
public sealed record StreamState(StreamFreshness Freshness, DateTimeOffset? NextRun, DateTimeOffset? ReadTo, int Waiting);

/// <param name="From">Orders placed from this moment on are read.</param>
/// <param name="ReadDownTo">Everything placed after this moment has been read.</param>
/// <param name="Read">Orders read so far.</param>
/// <param name="Expected">As AliExpress counted them at the start; <c>null</c> before it was asked.</param>
/// <param name="WithoutCountry">Of those read, how many still wait for their country.</param>
/// <param name="Left">How long it still takes at the pace so far; <c>null</c> when that cannot be told yet, or it is paused or done.</param>
public sealed record BackfillProgress(
    DateTimeOffset From, DateTimeOffset ReadDownTo, int Read, int? Expected, int WithoutCountry, TimeSpan? Left, DateTimeOffset? PausedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>Less than this much work tells nothing about the pace.</summary>
    private const int FewestOrders = 50;

    /// <summary>Orders that are complete, countries and all.</summary>
    public int Done => Math.Max(0, Read - WithoutCountry);

    internal static BackfillProgress Of(Store.BackfillRecord row, int withoutCountry)
    {
        var progress = new BackfillProgress(row.From, row.ReadDownTo, row.Read, row.Expected, Math.Min(withoutCountry, row.Read), null, row.PausedAt, row.FinishedAt);
        return row is { FinishedAt: null, PausedAt: null, Expected: { } expected } && progress.Done >= FewestOrders && row.Spent > 0
            ? progress with { Left = TimeSpan.FromMilliseconds((double)row.Spent / progress.Done * Math.Max(0, expected - progress.Done)) }
            : progress;
    }
}
