using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>
/// Reads orders by time of modification in windows that AliExpress allows, and then, once per order, its countries, which the list does not tell.
/// An order whose countries are not read yet counts as "unknown country".
/// </summary>
internal sealed class OrderSync(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, IOptions<SyncOptions> options, TimeProvider clock) : IStreamSync
{
    private const int PageSize = 50;
    private const string LookedBack = "orders-sweep";

    /// <summary>FINISH may be asked for 30 days at most; one less leaves room for the overlap of clocks.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(29);

    /// <summary>FINISH is left out of an answer unless asked for.</summary>
    private static readonly string?[] Passes = [null, "FINISH"];

    public string Stream => SyncStreams.Orders;

    public async Task RunAsync(StoreSummary store, AliExpressClient client, RunCounts counts, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var cursor = await Cursors.ReadAsync(contexts, store.Id, Stream, cancel);
        // A cursor in the future (a clock set back) must not blind the reading.
        var looksBack = await LooksBackAsync(store.Id, now, cancel);
        var from = cursor is { } read
            ? (read < now ? read : now) - (looksBack ? options.Value.LookBack : options.Value.Overlap)
            : now - TimeSpan.FromDays(options.Value.BackfillDays);
        var complete = true;
        while (from < now)
        {
            var to = now - from > LongestWindow ? from + LongestWindow : now;
            complete &= await ReadWindowAsync(store.Id, client, from, to, complete, counts, cancel);
            from = to;
        }

        await ReadCountriesAsync(store.Id, client, counts, cancel);
        if (!complete)
        {
            throw new ProblemException("AliExpress announced more orders than it told, again and again. What it told was kept; the next run reads the same time once more.");
        }

        if (looksBack)
        {
            await writer.WriteAsync(session => Cursors.Move(session, store.Id, LookedBack, now), cancel);
        }
    }

    /// <summary>Whether it is time to read further back than usual: some orders are told late.</summary>
    private async Task<bool> LooksBackAsync(int storeId, DateTimeOffset now, CancellationToken cancel) =>
        await Cursors.ReadAsync(contexts, storeId, LookedBack, cancel) is not { } last || last > now || now - last > options.Value.SweepInterval;

    /// <param name="mayClose">Whether everything before <paramref name="from"/> has been read, so that the cursor may pass this window.</param>
    private async Task<bool> ReadWindowAsync(int storeId, AliExpressClient client, DateTimeOffset from, DateTimeOffset to, bool mayClose, RunCounts counts, CancellationToken cancel)
    {
        foreach (var status in Passes)
        {
            mayClose &= await Pages.ReadAsync(
                async page =>
                {
                    var answer = (await client.GetOrdersAsync(new OrderQuery(page, PageSize, ModifiedFrom: from, ModifiedTo: to, Status: status), cancel)).Required();
                    return new Page<OrderRow>(answer.Rows, answer.TotalPages, answer.TotalCount);
                },
                row => row.OrderId,
                async (rows, isComplete) =>
                {
                    counts.Read += rows.Count;
                    var readTo = isComplete && mayClose && status == Passes[^1] ? to : (DateTimeOffset?)null;
                    await writer.WriteAsync(session => Write(session, storeId, rows, readTo, counts), cancel);
                });
        }

        return mayClose;
    }

    private void Write(WriteSession session, int storeId, IReadOnlyList<OrderRow> rows, DateTimeOffset? readTo, RunCounts counts)
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

        if (readTo is { } moment)
        {
            Cursors.Move(session, storeId, Stream, moment);
        }
    }

    private async Task ReadCountriesAsync(int storeId, AliExpressClient client, RunCounts counts, CancellationToken cancel)
    {
        List<string> backlog;
        using (var db = contexts.CreateDbContext())
        {
            backlog = await db.Orders.Where(o => o.StoreId == storeId && !o.CountriesRead)
                .OrderByDescending(o => o.PlacedAt).Select(o => o.OrderId).Take(options.Value.DetailCallsPerRun)
                .ToListAsync(cancel);
        }

        var refused = await Details.ReadAsync(
            backlog,
            options.Value.ParallelCalls,
            (id, token) => client.GetOrderCountriesAsync(long.Parse(id, CultureInfo.InvariantCulture), token),
            read => writer.WriteAsync(
                session =>
                {
                    foreach (var (id, countries) in read)
                    {
                        counts.Complete(session.Orders(storeId).SetCountries(id, Parse(countries)));
                    }
                },
                cancel),
            cancel);
        if (refused > 0)
        {
            counts.Say($"AliExpress would not tell the country of {refused} orders; they count as unknown country and are asked for again.");
        }
    }

    private static OrderCountriesInput Parse(OrderCountries countries) => new(
        AliExpressCountryCodes.ToCountry(countries.BuyerCountry),
        RawText(countries.BuyerCountry),
        AliExpressCountryCodes.ToCountry(countries.ShipToCountry),
        RawText(countries.ShipToCountry));

    private static string RawText(string? text) => text is null ? "" : text.Length > 100 ? text[..100] : text;
}
