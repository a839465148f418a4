using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Core.Opportunity;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Country;

/// <summary>One country out of a snapshot: its demand, its coverage, and where the two meet.</summary>
public sealed class CountryFigures(CountryCode country, BoardSnapshot board)
{
    public CountryCode Country { get; } = country;

    public CountryCoverage Coverage { get; } = board.Coverage.For(country);

    public int Orders { get; } = board.Demand.OrdersFrom(country);

    public int OrdersBefore { get; } = board.PreviousDemand.OrdersFrom(country);

    public bool IsPriority => board.Coverage.PriorityMarkets.Contains(Country);

    /// <summary>Active listings that cannot be said to ship here: those that do not, and those that cannot be judged.</summary>
    public int Uncovered => Coverage.Missing + Coverage.Unknown;

    /// <summary>Place among the countries by orders, countries with as many orders sharing the better one; <c>null</c> without orders.</summary>
    public int? Rank => Orders is 0 ? null : 1 + board.Demand.Countries.Count(c => c.Orders > Orders);

    /// <summary>What is there to win, in a sentence; <c>null</c> when nothing is.</summary>
    public string? Opportunity => Opportunities.For(Country, Orders, board.Coverage) is { Opportunity: > 0 } found
        ? T(
            "{0:# listing|# listings} could ship here and {0:does|do} not: {1} of the catalogue. {2:# order came|# orders came} from here.",
            found.Fixable, Figures.Percent(found.Fixable, Coverage.Active), Orders)
        : null;

    public string OrdersSentence => (Rank, board.KnowsBefore, OrdersBefore) switch
    {
        (null, false, _) => T("No orders in this window."),
        (null, _, 0) => T("No orders in this window, nor in the one before."),
        (null, _, var before) => T("No orders in this window; {0:# order|# orders} in the one before.", before),
        ({ } rank, _, _) => T("{0} of {1:# order|# orders} in this window, rank {2} of {3}.", Figures.Percent(Orders, board.Demand.Total), board.Demand.Total, rank, board.Demand.Countries.Count),
    };

    /// <summary>That the window goes on, and how the one before is counted; empty for a window that is over.</summary>
    public string WindowSentence => string.Join(' ', ComparisonWords.Open(board));

    /// <summary>Before this day not all orders are here; <c>null</c> when that is not known of any day.</summary>
    public DateOnly? Since => board.Store.OrdersSince is { } since ? DateOnly.FromDateTime(new StoreTime(board.Store.TimeZone).Local(since).DateTime) : null;

    /// <summary>Against the window before; counts too small to compare are only told.</summary>
    public string? ChangeSentence => (Orders, OrdersBefore) switch
    {
        _ when !board.KnowsBefore => ComparisonWords.NotCompared(board),
        (0, _) => null,
        (_, 0) => T("None in the window before."),
        ({ } now, { } before) when now + before < CountryFigures.LeastToCompare => T("{0} in the window before: too few to compare.", before),
        ({ } now, { } before) => T("{0} against {1} in the window before.", $"{Figures.Change(100.0 * (now - before) / before)}\u00A0%", before),
    };

    /// <summary>With fewer orders in both windows together, a percentage says more than there is.</summary>
    private const int LeastToCompare = 10;

    public string CoverageSentence => Coverage.Active is 0
        ? T("No listing is active.")
        : T("{0} of {1:# active listing|# active listings} ship here.", Coverage.Ships, Coverage.Active);

    public IEnumerable<(string Label, int Listings, string Note)> Parts =>
    [
        (T("Ships here"), Coverage.Ships - Coverage.Assumed, T("named in the shipping template")),
        (T("Ships here, assumed"), Coverage.Assumed, T("through “all countries of this service” or “other”")),
        (T("Does not ship here"), Coverage.Missing - Coverage.Restricted, T("the template lacks it")),
        (T("Restricted here"), Coverage.Restricted, T("no template can mend it for the category")),
        (T("Unknown"), Coverage.Unknown, T("the template cannot be judged")),
    ];
}
