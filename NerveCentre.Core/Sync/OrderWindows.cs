using System.Globalization;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>By which of an order's times a window is asked for.</summary>
internal enum OrderTimes
{
    Created,
    Modified,
}

/// <param name="IsRead">False when the window holds too many orders: ask for a shorter one. Nothing was written.</param>
/// <param name="IsComplete">Whether as many orders were told as announced.</param>
/// <param name="Announced">Orders in the window, as AliExpress counts them.</param>
internal readonly record struct WindowOutcome(bool IsRead, bool IsComplete, int Announced);

/// <summary>Reads all orders of a span of time, page by page, each page in a transaction of its own.</summary>
internal sealed class OrderWindows(StoreWriter writer)
{
    /// <summary>FINISH may be asked for 30 days at most; one less leaves room for the overlap of clocks.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(29);

    /// <summary>A window of this length is read whatever it holds.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private const int PageSize = 50;

    /// <summary>A run that dies reads its window again, so a window has ten pages at most.</summary>
    private const int MostOrders = 10 * PageSize;

    /// <summary>FINISH is left out of an answer unless asked for.</summary>
    private static readonly string?[] Passes = [null, "FINISH"];

    /// <param name="close">Done in the transaction of the last page, if the window turns out complete.</param>
    public async Task<WindowOutcome> ReadAsync(
        int storeId, AliExpressClient client, OrderTimes times, DateTimeOffset from, DateTimeOffset to, RunCounts counts, Action<WriteSession>? close, CancellationToken cancel)
    {
        var first = new Dictionary<string, OrderPage>();
        foreach (var status in Passes)
        {
            first[status ?? ""] = await AskAsync(client, times, from, to, status, 1, PageSize, cancel);
        }

        var announced = first.Values.Sum(p => p.TotalCount);
        if (announced > MostOrders && to - from > Shortest)
        {
            return new WindowOutcome(false, false, announced);
        }

        var complete = true;
        foreach (var status in Passes)
        {
            complete &= await Pages.ReadAsync(
                async page =>
                {
                    var answer = first.Remove(status ?? "", out var asked) ? asked : await AskAsync(client, times, from, to, status, page, PageSize, cancel);
                    return new Page<OrderRow>(answer.Rows, answer.TotalPages, answer.TotalCount);
                },
                row => row.OrderId,
                async (rows, isComplete) =>
                {
                    counts.Read += rows.Count;
                    var isLast = isComplete && complete && status == Passes[^1];
                    await writer.WriteAsync(session => Write(session, storeId, rows, counts, isLast ? close : null), cancel);
                });
        }

        return new WindowOutcome(true, complete, announced);
    }

    /// <summary>How many orders AliExpress counts in a span of any length.</summary>
    public async Task<int> CountAsync(AliExpressClient client, OrderTimes times, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var total = 0;
        for (var start = from; start < to; start += Longest)
        {
            var end = to - start > Longest ? start + Longest : to;
            foreach (var status in Passes)
            {
                total += (await AskAsync(client, times, start, end, status, 1, 1, cancel)).TotalCount;
            }
        }

        return total;
    }

    /// <summary>A length for the next window, so that it holds nearly as many orders as it may.</summary>
    public static TimeSpan Fit(TimeSpan length, int announced)
    {
        var fitting = announced is 0 ? Longest : length * Math.Min(4, 0.8 * MostOrders / announced);
        return fitting > Longest ? Longest : fitting < Shortest ? Shortest : fitting;
    }

    private static async Task<OrderPage> AskAsync(
        AliExpressClient client, OrderTimes times, DateTimeOffset from, DateTimeOffset to, string? status, int page, int pageSize, CancellationToken cancel)
    {
        var query = times is OrderTimes.Created
            ? new OrderQuery(page, pageSize, CreatedFrom: from, CreatedTo: to, Status: status)
            : new OrderQuery(page, pageSize, ModifiedFrom: from, ModifiedTo: to, Status: status);
        return (await client.GetOrdersAsync(query, cancel)).Required();
    }

    private static void Write(WriteSession session, int storeId, IReadOnlyList<OrderRow> rows, RunCounts counts, Action<WriteSession>? close)
    {
        foreach (var row in rows)
        {
            counts.Count(session.Orders(storeId).Upsert(new OrderInput(
                row.OrderId.ToString(CultureInfo.InvariantCulture),
                row.Created,
                null,
                row.Amount,
                row.Currency,
                OrderStatusMapping.ToStatus(row),
                row.Status,
                PacificTime.Comparable(row.Modified))));
        }

        close?.Invoke(session);
    }
}
