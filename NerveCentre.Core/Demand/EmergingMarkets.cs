using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Demand;

/// <summary>A UN M49 subregion from which clearly more orders come than in the equally long window before.</summary>
/// <param name="Orders">Orders of the window.</param>
/// <param name="Countries">Countries of the area with orders in the window.</param>
/// <param name="Before">Orders of the window before.</param>
public sealed record EmergingArea(M49Area Area, int Orders, int Countries, int Before)
{
    /// <summary>Four times as many orders as before, or more: newly active rather than growing.</summary>
    public bool IsNew => Orders >= 4 * Before;
}

/// <summary>Finds where demand is new or growing.</summary>
public static class EmergingMarkets
{
    /// <summary>Fewer orders are no headline, whatever they were before.</summary>
    public const int LeastOrders = 10;

    /// <summary>
    /// Subregions that grew by a quarter at least and by more than chance: counts of independent events scatter by their square root,
    /// so the growth must exceed three times √(orders + before), three standard deviations of the difference. Largest growth first.
    /// Empty when the window before has no order at all: then nothing can be compared. Whether all of its orders are here the caller must know.
    /// </summary>
    public static IReadOnlyList<EmergingArea> Areas(DemandReading now, DemandReading before)
    {
        if (before.Total is 0)
        {
            return [];
        }

        var past = before.Countries.Where(c => AreaOf(c) is not null).GroupBy(c => AreaOf(c)!.Code).ToDictionary(g => g.Key, g => g.Sum(c => c.Orders));
        return
        [
            .. now.Countries.Where(c => AreaOf(c) is not null).GroupBy(c => AreaOf(c)!.Code)
                .Select(g => new EmergingArea(AreaOf(g.First())!, g.Sum(c => c.Orders), g.Count(), past.GetValueOrDefault(g.Key)))
                .Where(a => Emerges(a.Orders, a.Before))
                .OrderByDescending(a => a.Orders - a.Before).ThenBy(a => a.Area.Code, StringComparer.Ordinal),
        ];
    }

    internal static bool Emerges(int now, int before) =>
        now >= LeastOrders && 4 * (long)now >= 5 * (long)before && now - before > 3 * Math.Sqrt((double)now + before);

    private static M49Area? AreaOf(CountryDemand demand) => CountryCatalogue.Get(demand.Country).Subregion;
}
