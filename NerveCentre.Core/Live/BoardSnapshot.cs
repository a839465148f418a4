using NerveCentre.Core.Connections;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;

namespace NerveCentre.Core.Live;

/// <summary>Everything the board shows of one store at one moment. Computed once, shown by every viewer.</summary>
/// <param name="Revision">Counts the store's changes; two snapshots of one revision rest on the same rows.</param>
/// <param name="Coverage">The gauge.</param>
/// <param name="History">Stored readings of the gauge, newest first, at most <see cref="HistoryLength"/>.</param>
/// <param name="Demand">The map with its default definition: rolling 30 days up to now, buyer country, every order placed.</param>
/// <param name="PreviousDemand">The same for the equally long window before.</param>
/// <param name="Streams">How fresh the rows are.</param>
public sealed record BoardSnapshot(
    StoreSummary Store,
    long Revision,
    DateTimeOffset At,
    CoverageReading Coverage,
    IReadOnlyList<CoverageHistoryPoint> History,
    DemandReading Demand,
    DemandReading PreviousDemand,
    IReadOnlyList<StreamFreshness> Streams)
{
    /// <summary>Bound of <see cref="History"/>.</summary>
    public const int HistoryLength = 90;

    /// <summary>How the gauge moved in the last 30 days.</summary>
    public CoverageTrend Trend { get; init; } = CoverageTrend.None;

    /// <summary>What stands behind the numbers; <c>null</c> in what was made without a database.</summary>
    public BoardBackground? Background { get; init; }

    /// <summary>Whether all orders of <see cref="Demand"/>'s window that have been placed are here. While the first reading goes on they are not: figures count what has been read.</summary>
    public bool KnowsAll => Store.OrdersSince is { } since && since <= Demand.Query.Window.From;

    /// <summary>Up to when orders are here: this snapshot, or the end of what a file held.</summary>
    public DateTimeOffset OrdersUntil => Store.OrdersUntil(At);

    /// <summary>
    /// Whether all orders of <see cref="PreviousDemand"/>'s window are here, and <see cref="Demand"/>'s has begun before they end.
    /// What was not read is not zero, and nothing is measured against it.
    /// </summary>
    public bool KnowsBefore => Store.OrdersSince is { } since && since <= PreviousDemand.Query.Window.From && Demand.Query.Window.From < OrdersUntil;

    /// <summary>Whether <see cref="Demand"/> can be set against <see cref="PreviousDemand"/>: all of its orders are here, and there are some.</summary>
    public bool CanCompare => KnowsBefore && PreviousDemand.Total > 0;

    /// <summary>Whether <see cref="Demand"/>'s window has begun and goes on after the orders that are here. Then the one before is cut as short; see <see cref="DemandWindows.Before"/>.</summary>
    public bool IsWindowOpen => Demand.Query.Window.From < OrdersUntil && OrdersUntil < Demand.Query.Window.To;

    /// <summary>What would lift the gauge, weighted by <see cref="Demand"/>'s default definition whatever a viewer counts.</summary>
    public FixPlan Plan { get; init; } = FixPlan.Empty;
}

public enum StoreKind
{
    /// <summary>The generated store that the first start shows.</summary>
    Sandbox = 0,

    /// <summary>Filled from files.</summary>
    File = 1,

    /// <summary>Synced from AliExpress.</summary>
    AliExpress = 2,
}

/// <param name="TimeZone">IANA name of the zone in which the store's days begin.</param>
/// <param name="NewestOrder">When the newest stored order was placed; <c>null</c> without orders.</param>
/// <param name="Connection">How it stands with AliExpress; <c>null</c> for a store that is not connected there.</param>
/// <param name="OldestOrder">When the oldest stored order was placed; <c>null</c> without orders.</param>
/// <param name="ReadDownTo">Everything placed after this moment has been read from AliExpress; <c>null</c> for a store that never was synced.</param>
public sealed record StoreSummary(
    int Id, string Name, StoreKind Kind, string TimeZone, DateTimeOffset? NewestOrder, ConnectionState? Connection = null, DateTimeOffset? OldestOrder = null, DateTimeOffset? ReadDownTo = null)
{
    /// <summary>
    /// From when on all orders are here; <c>null</c> when that is not known of any moment.
    /// For a store that is or was synced, how far its back-fill has come: single older orders come in whenever they change.
    /// A file does not say when it begins, so it is taken to begin with the day of the oldest order.
    /// </summary>
    public DateTimeOffset? OrdersSince => ReadDownTo ?? (OldestOrder is { } oldest ? DemandWindows.StartOfDay(oldest, TimeZone) : null);

    /// <summary>Up to when all orders are here. A file does not say when it ends, so it is taken to end with the day of the newest order.</summary>
    /// <param name="at">When somebody looks: never later than that.</param>
    public DateTimeOffset OrdersUntil(DateTimeOffset at) =>
        Kind is StoreKind.File && NewestOrder is { } newest && DemandWindows.EndOfDay(newest, TimeZone) is var end && end < at ? end : at;

    /// <summary>Whether it is read from a gateway now; others are fed by files, paused, or waiting for their seller.</summary>
    public bool IsRead => Kind is StoreKind.Sandbox || (Kind is StoreKind.AliExpress && Connection is { IsRead: true });
}

/// <summary>The state of one stream of rows (templates, listings, orders).</summary>
/// <param name="Interval">How often it is read; <c>null</c> for a store that is fed by files.</param>
/// <param name="LastSuccess">When the last successful run ended; <c>null</c> if none has.</param>
/// <param name="LastError">In words, when the newest run failed; otherwise <c>null</c>.</param>
public sealed record StreamFreshness(string Stream, TimeSpan? Interval, DateTimeOffset? LastSuccess, DateTimeOffset? LastFailure, string? LastError, bool Running)
{
    /// <summary>Older than 1.5 × the interval.</summary>
    public bool IsStale(DateTimeOffset now) => Interval is { } interval && (LastSuccess is not { } last || now - last > 1.5 * interval);
}
