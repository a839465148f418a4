using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>What orders are compared with, and why they are not.</summary>
internal static class ComparisonWords
{
    /// <summary>Why nothing is compared, when part of the window before, or the window itself, was never read; otherwise <c>null</c>.</summary>
    public static string? NotCompared(BoardSnapshot board) => Gap(board) switch
    {
        ({ } since, _) => T("Not compared: orders are here from {0} on.", since),
        (_, { } until) => T("Not compared: orders are here up to {0}.", until),
        _ => null,
    };

    /// <summary>The same for a legend.</summary>
    public static string? NoData(BoardSnapshot board) => Gap(board) switch
    {
        ({ } since, _) => T("No data: orders are here from {0} on", since),
        (_, { } until) => T("No data: orders are here up to {0}", until),
        _ => null,
    };

    /// <summary>That part of the window was never read, so that its figures are too small; otherwise <c>null</c>.</summary>
    public static string? Partial(BoardSnapshot board) => !board.KnowsAll && board.Store.OrdersSince is { } since
        ? board.Store.Kind is StoreKind.File
            ? T("Orders are here from {0} on: none of earlier days of this window are stored.", new StoreTime(board.Store.TimeZone).Day(since))
            : T("Orders are here from {0} on: earlier days of this window have not been read. An order whose country is still to be read counts as unknown.", new StoreTime(board.Store.TimeZone).Day(since))
        : null;

    /// <summary>The first or the last day on which all orders are here, when that is what stands in the way.</summary>
    private static (string? Since, string? Until) Gap(BoardSnapshot board)
    {
        var time = new StoreTime(board.Store.TimeZone);
        return (board.KnowsBefore, board.Store.OrdersSince) switch
        {
            (false, { } since) when since > board.PreviousDemand.Query.Window.From => (time.Day(since), null),
            (false, { }) => (null, LastDay(board, time)),
            _ => (null, null),
        };
    }

    private static string LastDay(BoardSnapshot board, StoreTime time) => time.Day(board.OrdersUntil.AddTicks(-1));

    /// <summary>That the window goes on, or the file does not, and how the window before is counted; empty for a window that is over.</summary>
    public static IEnumerable<string> Open(BoardSnapshot board)
    {
        var window = board.Demand.Query.Window;
        if (!board.IsWindowOpen)
        {
            yield break;
        }

        var time = new StoreTime(board.Store.TimeZone);
        yield return board.OrdersUntil < board.At ? T("Orders are here up to {0}.", LastDay(board, time))
            : window.Kind is WindowKind.Calendar && DemandWindows.LastDay(window) == DateOnly.FromDateTime(time.Local(board.At).DateTime)
                ? T("The last day is not over: orders up to {0} are counted.", time.Short(board.At, board.At))
                : T("The window is not over: orders up to {0} are counted.", time.Exact(board.At));
        if (board.CanCompare)
        {
            yield return T("The {0:# day before is|# days before are} counted up to the same point.", DemandWindows.DaysOf(window));
        }
    }

    /// <summary>With what orders are compared, to the second, or why they are not; <c>null</c> when there is nothing before.</summary>
    public static string? Compared(BoardSnapshot board, StoreTime time) => board.CanCompare
        ? T("Change is against the orders from {0} to {1}.", time.Exact(board.PreviousDemand.Query.Window.From), time.Exact(board.PreviousDemand.Query.Window.To))
        : NotCompared(board);
}
