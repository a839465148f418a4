using NerveCentre.Core.Access;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;

namespace NerveCentre.Dashboard.Board;

/// <summary>The board under another way of counting orders.</summary>
internal static class Counting
{
    /// <summary>The snapshot with its orders, and those of the window before, counted as asked; the snapshot itself when it counts so already.</summary>
    public static async Task<BoardSnapshot> CountedAsync(this BoardFeed feed, Caller caller, BoardSnapshot snapshot, DemandQuery asked, CancellationToken cancel) =>
        asked == snapshot.Demand.Query ? snapshot : snapshot with
        {
            Demand = await feed.DemandAsync(caller, snapshot, asked, cancel),
            PreviousDemand = await feed.DemandAsync(caller, snapshot, asked with { Window = DemandWindows.Before(asked.Window) }, cancel),
        };
}
