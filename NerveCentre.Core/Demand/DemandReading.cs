using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Demand;

public enum WindowKind
{
    /// <summary>30 × 24 h: after <c>From</c>, up to and including <c>To</c>.</summary>
    Rolling,

    /// <summary>Whole local days, 30 unless a range was asked for: from <c>From</c> on, up to and not including <c>To</c>.</summary>
    Calendar,
}

/// <summary>Which of an order's two countries it is counted under.</summary>
public enum Attribution
{
    Buyer,
    Ship,
}

/// <summary>A resolved window of time.</summary>
/// <param name="Zone">IANA zone in which a calendar window's days begin.</param>
public sealed record DemandWindow(WindowKind Kind, DateTimeOffset From, DateTimeOffset To, string Zone);

/// <summary>What is asked of the orders: everything that changes the answer.</summary>
/// <param name="ExcludeCancelled">Leave out cancelled orders.</param>
/// <param name="ExcludeUnpaid">Leave out orders that wait for payment.</param>
public sealed record DemandQuery(DemandWindow Window, Attribution Attribution = Attribution.Buyer, bool ExcludeCancelled = false, bool ExcludeUnpaid = false);

/// <summary>Orders placed in a window, by country. Countries and <see cref="Unknown"/> add up to <see cref="Total"/>.</summary>
/// <param name="AsOf">When it was computed.</param>
/// <param name="Unknown">Orders whose country is not known.</param>
/// <param name="UnknownRaw">The raw country texts of those orders and how often each stands there; "" for none. Values add up to <see cref="Unknown"/>.</param>
/// <param name="Countries">Countries with at least one order: most orders first, then by code.</param>
public sealed record DemandReading(
    string Store,
    DateTimeOffset AsOf,
    DemandQuery Query,
    int Total,
    int Unknown,
    IReadOnlyDictionary<string, int> UnknownRaw,
    IReadOnlyList<CountryDemand> Countries)
{
    /// <summary>Share of the five countries with most orders, 0 to 1 of the total; <c>null</c> without orders.</summary>
    public double? Top5Share => Total is 0 ? null : Countries.Take(5).Sum(c => c.Orders) / (double)Total;

    /// <summary>1 ÷ Σ share²: as many equally large markets would be as concentrated. <c>null</c> when no order has a known country.</summary>
    public double? EffectiveCountries => Countries.Count is 0 ? null : 1 / Countries.Sum(c => c.Share * c.Share);

    public int OrdersFrom(CountryCode country) => Countries.FirstOrDefault(c => c.Country == country)?.Orders ?? 0;
}

/// <param name="Share">Orders ÷ total orders of the window, 0 to 1.</param>
public sealed record CountryDemand(CountryCode Country, int Orders, double Share);
