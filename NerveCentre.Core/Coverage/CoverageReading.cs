using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>Ship-To Country Coverage at a moment. The four classes add up to <see cref="Active"/>.</summary>
/// <param name="AsOf">When it was computed.</param>
/// <param name="PriorityMarkets">The markets it was measured against.</param>
/// <param name="Active">Listings with AliExpress status onSelling.</param>
/// <param name="Covered">Their template ships to every priority market.</param>
/// <param name="RestrictedOnly">Every priority market they miss is restricted for their category: nothing to fix.</param>
/// <param name="Gap">At least one priority market is missing that is not restricted.</param>
/// <param name="Unknown">Their template was never read, no longer exists, or cannot be judged for a market they do not otherwise miss.</param>
/// <param name="ByCountry">All 250 countries, in alphabetical order of their codes.</param>
public sealed record CoverageReading(
    string Store,
    DateTimeOffset AsOf,
    IReadOnlyList<CountryCode> PriorityMarkets,
    int Active,
    int Covered,
    int RestrictedOnly,
    int Gap,
    int Unknown,
    IReadOnlyList<CountryCoverage> ByCountry)
{
    /// <summary>Covered ÷ active, in percent, 0 to 100, not rounded. <c>null</c> when no priority market is set or no listing is active.</summary>
    public double? Percent => State is CoverageState.Measured ? 100.0 * Covered / Active : null;

    /// <summary>The highest percentage that template edits can reach: all but the restricted. <c>null</c> when <see cref="Percent"/> is.</summary>
    public double? Ceiling => State is CoverageState.Measured ? 100.0 * (Active - RestrictedOnly) / Active : null;

    public CoverageState State =>
        PriorityMarkets.Count is 0 ? CoverageState.NotConfigured
        : Active is 0 ? CoverageState.NoListings
        : CoverageState.Measured;

    /// <summary>What the owner aims at, in percent, over 0 to 100, one decimal; <c>null</c> when nothing is set.</summary>
    public double? Target { get; init; }

    /// <summary>Pairs of an active listing and a priority market: as many as both multiplied.</summary>
    public long Pairs => (long)Active * PriorityMarkets.Count;

    /// <summary>Of <see cref="Pairs"/>, those in which the listing ships to the market, assumed ones included.</summary>
    public long PairsShipping => PriorityMarkets.Sum(m => (long)For(m).Ships);

    /// <summary>
    /// The other definition: the average over market and listing, Σ ships(m) ÷ (markets × active), in percent, 0 to 100, not rounded.
    /// Never below <see cref="Percent"/>, since a covered listing ships to every market and the others may ship to some.
    /// <c>null</c> when <see cref="Percent"/> is.
    /// </summary>
    public double? AveragePercent => State is CoverageState.Measured ? 100.0 * PairsShipping / Pairs : null;

    /// <summary>The entry of one country.</summary>
    public CountryCoverage For(CountryCode country) => ByCountry[country.Ordinal - 1];
}

public enum CoverageState
{
    Measured,

    /// <summary>No priority market is set.</summary>
    NotConfigured,

    /// <summary>No listing is active.</summary>
    NoListings,
}

/// <summary>How many of the active listings ship to one country.</summary>
/// <param name="Active">All active listings.</param>
/// <param name="Ships">Of these, those that ship there, assumed ones included.</param>
/// <param name="Assumed">Of those that ship, the ones known only through "all countries of this service" or an OTHER row.</param>
/// <param name="Unknown">Listings whose template cannot be judged for this country.</param>
/// <param name="Restricted">Listings that do not ship there and whose category is restricted for it.</param>
public sealed record CountryCoverage(CountryCode Country, int Active, int Ships, int Assumed, int Unknown, int Restricted)
{
    /// <summary>Ships ÷ active, in percent, not rounded; <c>null</c> without active listings.</summary>
    public double? Percent => Active is 0 ? null : 100.0 * Ships / Active;

    /// <summary>Listings that do not ship there and are known not to, the restricted ones included.</summary>
    public int Missing => Active - Ships - Unknown;

    /// <summary>Of <see cref="Missing"/>, those that are not restricted: a template edit would mend them.</summary>
    public int Fixable => Missing - Restricted;
}

/// <summary>A stored reading of the coverage gauge: written when a value changes.</summary>
public sealed record CoverageHistoryPoint(DateTimeOffset At, int Active, int Covered, int RestrictedOnly, int Gap, int Unknown, string PriorityMarkets)
{
    public double? Percent => Active is 0 || PriorityMarkets is "" ? null : 100.0 * Covered / Active;
}
