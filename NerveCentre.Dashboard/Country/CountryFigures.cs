using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Country;

/// <summary>One country out of a snapshot: its demand and its coverage.</summary>
internal sealed class CountryFigures(CountryCode country, BoardSnapshot board)
{
    public CountryCoverage Coverage { get; } = board.Coverage.For(country);

    public int Orders { get; } = board.Demand.OrdersFrom(country);

    public bool IsPriority => board.Coverage.PriorityMarkets.Contains(country);

    /// <summary>Active listings that cannot be said to ship here: those that do not, and those that cannot be judged.</summary>
    public int Uncovered => Coverage.Missing + Coverage.Unknown;

    /// <summary>Place among the countries by orders, countries with as many orders sharing the better one; <c>null</c> without orders.</summary>
    public int? Rank => Orders is 0 ? null : 1 + board.Demand.Countries.Count(c => c.Orders > Orders);

    public string OrdersSentence => (Rank, board.PreviousDemand.OrdersFrom(country)) switch
    {
        (null, 0) => "No orders in these 30 days, nor in the 30 days before.",
        (null, var before) => $"No orders in these 30 days; {Figures.Of(before, "order")} in the 30 days before.",
        ({ } rank, var before) =>
            $"{Figures.Percent(Orders, board.Demand.Total)} of {Figures.Of(board.Demand.Total, "order")} in these 30 days, rank {Figures.Count(rank)} of {Figures.Count(board.Demand.Countries.Count)}. "
            + $"In the 30 days before: {Figures.Count(before)}.",
    };

    public string CoverageSentence => Coverage.Active is 0
        ? "No listing is active."
        : $"{Figures.Count(Coverage.Ships)} of {Figures.Of(Coverage.Active, "active listing")} ship here.";

    public IEnumerable<(string Label, int Listings, string Note)> Parts =>
    [
        ("Ships", Coverage.Ships - Coverage.Assumed, "named in the shipping template"),
        ("Ships, assumed", Coverage.Assumed, "through “all countries of this service” or “other”"),
        ("Does not ship", Coverage.Missing - Coverage.Restricted, "the template lacks it"),
        ("Restricted", Coverage.Restricted, "no template can mend it for the category"),
        ("Unknown", Coverage.Unknown, "the template cannot be judged"),
    ];
}
