using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Demand;

/// <summary>The orders of one country: day by day over a window and the one before, and what they were worth.</summary>
/// <param name="Days">Every local day that either window touches, in order. <see cref="DayOrders.Now"/> adds up to the country's orders of the window, <see cref="DayOrders.Before"/> to those of the window before.</param>
/// <param name="Currencies">The window's orders by currency, most orders first. With <see cref="WithoutAmount"/> they add up to the country's orders. Money of two currencies is never added up.</param>
/// <param name="WithoutAmount">Orders of the window of which no amount or no currency is known.</param>
public sealed record CountryOrders(CountryCode Country, IReadOnlyList<DayOrders> Days, IReadOnlyList<CurrencyOrders> Currencies, int WithoutAmount)
{
    internal static CountryOrders Compose(CountryCode country, (DemandWindow Before, DemandWindow Now) windows, IEnumerable<DateTimeOffset> before, IReadOnlyCollection<PricedOrder> now)
    {
        var window = windows.Now;
        var zone = DemandWindows.Zone(window.Zone);
        var first = DayOf(windows.Before.From, zone);
        var days = new DayOrders[DayOf(window.To.AddTicks(window.Kind is WindowKind.Rolling ? 0 : -1), zone).DayNumber - first.DayNumber + 1];
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = new DayOrders(first.AddDays(i), 0, 0);
        }

        foreach (var at in before)
        {
            ref var day = ref days[DayOf(at, zone).DayNumber - first.DayNumber];
            day = day with { Before = day.Before + 1 };
        }

        foreach (var order in now)
        {
            ref var day = ref days[DayOf(order.At, zone).DayNumber - first.DayNumber];
            day = day with { Now = day.Now + 1 };
        }

        var priced = now.Where(o => o is { Amount: not null, Currency.Length: > 0 }).ToList();
        return new CountryOrders(
            country,
            days,
            [
                .. priced.GroupBy(o => o.Currency!, StringComparer.OrdinalIgnoreCase).Select(g => new CurrencyOrders(g.Key, g.Count(), g.Sum(o => o.Amount!.Value)))
                    .OrderByDescending(c => c.Orders).ThenBy(c => c.Currency, StringComparer.Ordinal),
            ],
            now.Count - priced.Count);
    }

    private static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}

/// <param name="Day">In the window's zone.</param>
/// <param name="Before">Orders of the day that lie in the window before.</param>
/// <param name="Now">Orders of the day that lie in the window. On the day where the two meet, both may be.</param>
public sealed record DayOrders(DateOnly Day, int Before, int Now);

/// <param name="Currency">ISO 4217, as received.</param>
/// <param name="Orders">At least one.</param>
/// <param name="Total">In the currency.</param>
public sealed record CurrencyOrders(string Currency, int Orders, decimal Total)
{
    /// <summary>Average order value, in the currency, not rounded.</summary>
    public decimal Average => Total / Orders;
}

internal sealed record PricedOrder(DateTimeOffset At, decimal? Amount, string? Currency);

/// <summary>Reads a country's orders. Costs a pass over the index of both windows, and one look-up per order of the country.</summary>
[InnerWorks]
public sealed class CountryOrdersReader(IDbContextFactory<NerveCentreDb> contexts)
{
    /// <param name="query">Its window, attribution and statuses; the window before is counted alike.</param>
    /// <param name="asOf">Up to when orders are counted, which ends the window before; see <see cref="DemandWindows.Before"/>.</param>
    public async Task<CountryOrders> ReadAsync(int storeId, CountryCode country, DemandQuery query, DateTimeOffset asOf, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var windows = (Before: DemandWindows.Before(query.Window, asOf), Now: query.Window);
        var before = await Orders(db, storeId, country, query with { Window = windows.Before }).Select(o => o.PlacedAt).ToListAsync(cancel);
        var now = await Orders(db, storeId, country, query).Select(o => new PricedOrder(o.PlacedAt, o.Amount, o.Currency)).ToListAsync(cancel);
        return CountryOrders.Compose(country, windows, before, now);
    }

    private static IQueryable<OrderRecord> Orders(NerveCentreDb db, int storeId, CountryCode country, DemandQuery query)
    {
        var (first, end) = DemandReader.Bounds(query.Window);
        var (from, to, code) = (DateTimeOffset.FromUnixTimeMilliseconds(first), DateTimeOffset.FromUnixTimeMilliseconds(end), country.Alpha2);
        var orders = db.Orders.AsNoTracking().Where(o => o.StoreId == storeId && o.PlacedAt >= from && o.PlacedAt < to);
        orders = query.Attribution is Attribution.Buyer ? orders.Where(o => o.BuyerCountry == code) : orders.Where(o => o.ShipCountry == code);
        orders = query.ExcludeCancelled ? orders.Where(o => o.Status != OrderStatus.Cancelled) : orders;
        return query.ExcludeUnpaid ? orders.Where(o => o.Status != OrderStatus.Unpaid) : orders;
    }
}
