using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>Which listings are asked about. Pure: the same listings and seed give the same sample.</summary>
internal static class VerificationSample
{
    /// <summary>
    /// For every market so many active listings: first those that rest on an assumption or cannot be judged, where an answer is worth most;
    /// then those that ship by name, then those that do not ship. By chance within each.
    /// </summary>
    public static IReadOnlyList<VerifiedPair> Draw(
        IReadOnlyList<(long ListingId, long TemplateId)> listings, IReadOnlyDictionary<long, TemplateReach> reaches, IReadOnlyList<CountryCode> markets, int perMarket, int seed)
    {
        var chance = new Random(seed);
        return
        [
            .. markets.SelectMany(market => listings
                .Select(l => (l.ListingId, Rank: Rank(CoverageCalculator.ReachOf(l.TemplateId, reaches).VerdictOn(market)), Lot: chance.NextInt64()))
                .OrderBy(l => l.Rank).ThenBy(l => l.Lot).ThenBy(l => l.ListingId)
                .Take(perMarket)
                .Select(l => new VerifiedPair(l.ListingId, market))),
        ];
    }

    private static int Rank(DestinationVerdict verdict) => verdict switch
    {
        DestinationVerdict.Assumed or DestinationVerdict.Unknown => 0,
        DestinationVerdict.Ships => 1,
        _ => 2,
    };
}

/// <summary>A question to the freight calculation.</summary>
public sealed record VerifiedPair(long ListingId, CountryCode Country);
