using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Demand;

/// <summary>The orders behind a number, newest first, a page at a time: each begins where the last one ended, so its cost does not grow.</summary>
public sealed class OrderPages(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TimeProvider clock)
{
    public const int MaxPageSize = 200;

    /// <summary>Rows of a file read at once, and between two looks at whether the caller still may.</summary>
    private const int Step = 2_000;

    /// <param name="after">The last order of the page before; <c>null</c> for the first page.</param>
    /// <param name="size">1 to <see cref="MaxPageSize"/>.</param>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task<OrderPage> ReadAsync(Caller caller, int storeId, OrderFilter filter, OrderCursor? after, int size, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        size = Math.Clamp(size, 1, MaxPageSize);
        var count = await Matching(db, storeId, filter).CountAsync(cancel);
        var rows = await PageAsync(db, storeId, filter, after, size + 1, cancel);
        return new OrderPage(count, [.. rows.Take(size)], rows.Count > size ? new OrderCursor(rows[size - 1].PlacedAt, rows[size - 1].OrderId) : null);
    }

    /// <summary>All of them, for a file. That it was asked for is recorded before the first row.</summary>
    /// <exception cref="AccessRefusedException">The caller may not. Also while reading on, when they no longer may.</exception>
    public async Task<IAsyncEnumerable<OrderRow>> ExportAsync(Caller caller, int storeId, OrderFilter filter, CancellationToken cancel)
    {
        await guard.WriteAsync(caller, Right.ReadStore, storeId, session => session.Audit(caller, clock, AuditActions.Exported, storeId, "the orders behind a number"), cancel);
        return AllAsync(caller, storeId, filter, cancel);
    }

    private async IAsyncEnumerable<OrderRow> AllAsync(Caller caller, int storeId, OrderFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        OrderCursor? after = null;
        IReadOnlyList<OrderRow> page;
        do
        {
            await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
            using (var db = contexts.CreateDbContext())
            {
                page = await PageAsync(db, storeId, filter, after, Step, cancel);
            }

            foreach (var row in page)
            {
                yield return row;
            }

            after = page.Count is 0 ? null : new OrderCursor(page[^1].PlacedAt, page[^1].OrderId);
        }
        while (page.Count is Step);
    }

    private static async Task<IReadOnlyList<OrderRow>> PageAsync(NerveCentreDb db, int storeId, OrderFilter filter, OrderCursor? after, int size, CancellationToken cancel)
    {
        var orders = Matching(db, storeId, filter);
        if (after is { } last)
        {
            var (at, id) = (last.PlacedAt, last.OrderId);
            orders = orders.Where(o => o.PlacedAt <= at && (o.PlacedAt < at || string.Compare(o.OrderId, id) > 0));
        }

        var rows = await orders.OrderByDescending(o => o.PlacedAt).ThenBy(o => o.OrderId).Take(size).ToListAsync(cancel);
        return [.. rows.Select(o => new OrderRow(o.OrderId, o.PlacedAt, Code(o.BuyerCountry), o.BuyerCountryRaw, Code(o.ShipCountry), o.ShipCountryRaw, o.Status, o.RawStatus, o.Amount, o.Currency))];
    }

    private static IQueryable<OrderRecord> Matching(NerveCentreDb db, int storeId, OrderFilter filter)
    {
        var orders = Counted(db.Orders.AsNoTracking().Where(o => o.StoreId == storeId), filter.Query);
        if (!filter.Place.IsEverywhere)
        {
            orders = At(orders, filter.Query.Attribution, filter.Place.Country?.Alpha2, filter.Raw);
        }

        return filter is { Other: { } other, Reason: { } reason } ? Differing(orders, other, reason, filter) : orders;
    }

    private static IQueryable<OrderRecord> Counted(IQueryable<OrderRecord> orders, DemandQuery query)
    {
        var (from, to) = Bounds(query);
        orders = orders.Where(o => o.PlacedAt >= from && o.PlacedAt < to);
        orders = query.ExcludeCancelled ? orders.Where(o => o.Status != OrderStatus.Cancelled) : orders;
        return query.ExcludeUnpaid ? orders.Where(o => o.Status != OrderStatus.Unpaid) : orders;
    }

    private static IQueryable<OrderRecord> At(IQueryable<OrderRecord> orders, Attribution side, string? code, string? raw)
    {
        orders = side is Attribution.Buyer ? orders.Where(o => o.BuyerCountry == code) : orders.Where(o => o.ShipCountry == code);
        return raw is null ? orders
            : side is Attribution.Buyer ? orders.Where(o => o.BuyerCountryRaw == raw)
            : orders.Where(o => o.ShipCountryRaw == raw);
    }

    private static IQueryable<OrderRecord> Differing(IQueryable<OrderRecord> orders, DemandQuery other, DifferenceReason reason, OrderFilter filter)
    {
        var (from, to) = Bounds(other);
        var within = orders.Where(o => o.PlacedAt >= from && o.PlacedAt < to);
        var place = filter.Place;
        return reason switch
        {
            DifferenceReason.Beginning => orders.Where(o => o.PlacedAt < from),
            DifferenceReason.End => orders.Where(o => o.PlacedAt >= to),
            DifferenceReason.Cancelled => other.ExcludeCancelled ? within.Where(o => o.Status == OrderStatus.Cancelled) : orders.Where(_ => false),
            DifferenceReason.Unpaid => other.ExcludeUnpaid ? within.Where(o => o.Status == OrderStatus.Unpaid) : orders.Where(_ => false),
            _ when place.IsEverywhere => orders.Where(_ => false),
            DifferenceReason.CountryUnknown => Known(Counted(orders, other), other.Attribution, place.IsUnknown),
            _ => place.IsUnknown ? orders.Where(_ => false) : Elsewhere(Counted(orders, other), other.Attribution, place.Country!.Value.Alpha2),
        };
    }

    private static IQueryable<OrderRecord> Known(IQueryable<OrderRecord> orders, Attribution side, bool known) =>
        side is Attribution.Buyer ? orders.Where(o => (o.BuyerCountry != null) == known) : orders.Where(o => (o.ShipCountry != null) == known);

    private static IQueryable<OrderRecord> Elsewhere(IQueryable<OrderRecord> orders, Attribution side, string code) =>
        side is Attribution.Buyer ? orders.Where(o => o.BuyerCountry != null && o.BuyerCountry != code) : orders.Where(o => o.ShipCountry != null && o.ShipCountry != code);

    private static (DateTimeOffset From, DateTimeOffset To) Bounds(DemandQuery query)
    {
        var (from, to) = DemandReader.Bounds(query.Window);
        return (DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to));
    }

    private static CountryCode? Code(string? alpha2) => alpha2 is null ? null : CountryCode.Parse(alpha2);
}

/// <param name="Count">All orders that match, of which these are a page.</param>
/// <param name="Next">Where the next page begins; <c>null</c> when this is the last.</param>
public sealed record OrderPage(int Count, IReadOnlyList<OrderRow> Rows, OrderCursor? Next);

/// <summary>The last order of a page.</summary>
public sealed record OrderCursor(DateTimeOffset PlacedAt, string OrderId);

/// <summary>An order as it is stored. Holds nothing about a person.</summary>
/// <param name="BuyerRaw">The country as it arrived. Text of others.</param>
/// <param name="RawStatus">As AliExpress, or the file, names it. Text of others.</param>
/// <param name="Amount"><c>null</c> when the source did not tell.</param>
/// <param name="Currency">ISO 4217, as received.</param>
public sealed record OrderRow(
    string OrderId,
    DateTimeOffset PlacedAt,
    CountryCode? Buyer,
    string BuyerRaw,
    CountryCode? Ship,
    string ShipRaw,
    OrderStatus Status,
    string RawStatus,
    decimal? Amount,
    string? Currency);
