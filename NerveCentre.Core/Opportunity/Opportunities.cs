using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;

namespace NerveCentre.Core.Opportunity;

/// <summary>Demand that meets a gap: where listings cannot ship, joined with where orders come from.</summary>
public static class Opportunities
{
    /// <summary>
    /// Orders from a country × the share of the active listings that do not ship there and that a template could mend.
    /// In orders per window: as many orders as would have met a listing that is not to be had, had buyers chosen any listing alike.
    /// Restricted listings count for nothing, since nothing can be done, and unknown ones neither, since nothing is known.
    /// </summary>
    /// <param name="orders">Orders from the country in the window.</param>
    /// <param name="fixable">Active listings that do not ship there though a template could.</param>
    /// <param name="active">All active listings.</param>
    /// <returns>0 to <paramref name="orders"/>; 0 when no listing is active.</returns>
    public static double Of(int orders, int fixable, int active) => active is 0 ? 0 : (double)orders * fixable / active;

    /// <summary>Every country with an opportunity, the largest first, then by code.</summary>
    public static IReadOnlyList<CountryOpportunity> Rank(DemandReading demand, CoverageReading coverage) =>
    [
        .. demand.Countries.Select(c => For(c.Country, c.Orders, coverage)).Where(o => o.Orders * (long)o.Fixable > 0)
            .OrderByDescending(o => o.Opportunity).ThenBy(o => o.Country),
    ];

    public static CountryOpportunity For(CountryCode country, int orders, CoverageReading coverage)
    {
        var there = coverage.For(country);
        var fixable = there.Fixable;
        return new CountryOpportunity(country, orders, fixable, Of(orders, fixable, coverage.Active));
    }
}

/// <param name="Orders">Orders from there in the window.</param>
/// <param name="Fixable">Active listings that do not ship there though a template could.</param>
/// <param name="Opportunity">See <see cref="Opportunities.Of"/>: orders per window.</param>
public sealed record CountryOpportunity(CountryCode Country, int Orders, int Fixable, double Opportunity);
