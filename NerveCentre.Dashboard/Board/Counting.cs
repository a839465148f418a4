using NerveCentre.Core.Access;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Parts;

namespace NerveCentre.Dashboard.Board;

/// <summary>The board under another way of counting orders.</summary>
internal static class Counting
{
    private static readonly PerSnapshot<DemandQuery, BoardSnapshot> Made = new();

    /// <summary>
    /// The snapshot with its orders, and those of the window before, counted as asked; the snapshot itself when it counts so already.
    /// All who ask alike are given the same one, so that what is made of it is made once.
    /// </summary>
    public static async Task<BoardSnapshot> CountedAsync(this BoardFeed feed, Caller caller, BoardSnapshot snapshot, DemandQuery asked, CancellationToken cancel)
    {
        if (asked == snapshot.Demand.Query)
        {
            return snapshot;
        }

        var (demand, before) = (await feed.DemandAsync(caller, snapshot, asked, cancel), await feed.DemandAsync(caller, snapshot, asked with { Window = DemandWindows.Before(asked.Window, snapshot.OrdersUntil) }, cancel));
        return Made.GetOrAdd(snapshot, asked, _ => snapshot with { Demand = demand, PreviousDemand = before });
    }
}
