using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>What orders are compared with, and why they are not.</summary>
internal static class ComparisonWords
{
    /// <summary>Why nothing is compared, when part of the window before was never read; otherwise <c>null</c>.</summary>
    public static string? NotCompared(BoardSnapshot board) => Since(board) is { } since ? T("Not compared: orders are here from {0} on.", since) : null;

    /// <summary>The day from which on all orders are here, when that is too late to compare; otherwise <c>null</c>.</summary>
    public static string? Since(BoardSnapshot board) => !board.KnowsBefore && board.Store.OrdersSince is { } since ? new StoreTime(board.Store.TimeZone).Day(since) : null;

    /// <summary>That part of the window was never read, so that its figures are too small; otherwise <c>null</c>.</summary>
    public static string? Partial(BoardSnapshot board) => !board.KnowsAll && board.Store.OrdersSince is { } since
        ? board.Store.Kind is StoreKind.File
            ? T("Orders are here from {0} on: none of earlier days of this window are stored.", new StoreTime(board.Store.TimeZone).Day(since))
            : T("Orders are here from {0} on: earlier days of this window have not been read. An order whose country is still to be read counts as unknown.", new StoreTime(board.Store.TimeZone).Day(since))
        : null;

    /// <summary>That the window goes on, and how the one before is counted; empty for a window that is over.</summary>
    public static IEnumerable<string> Open(BoardSnapshot board)
    {
        var window = board.Demand.Query.Window;
        if (!board.IsWindowOpen)
        {
            yield break;
        }

        var time = new StoreTime(board.Store.TimeZone);
        yield return window.Kind is WindowKind.Calendar && DemandWindows.LastDay(window) == DateOnly.FromDateTime(time.Local(board.At).DateTime)
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
