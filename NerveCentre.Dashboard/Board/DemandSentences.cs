using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Opportunity;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>The map in words.</summary>
internal static class DemandSentences
{
    /// <summary>Percent of the active listings; a country with fewer is told of.</summary>
    private const int WellReached = 90;

    /// <summary>Shows a country's change as "too few" or "new" where a percentage would mislead.</summary>
    public static string Change(DemandChange change, bool canCompare) => change switch
    {
        { IsAny: false } => "–",
        _ when !canCompare => "–",
        { IsTooFew: true } => T("too few"),
        { IsNew: true } => T("new"),
        { Ratio: { } ratio } => Figures.RoughChange(ratio),
        _ => "–",
    };

    /// <summary>Orders per window that met a gap, to one decimal; a dash for none.</summary>
    public static string Opportunity(CountryOpportunity of) => of.Opportunity is 0 ? "–" : of.Opportunity < 0.05 ? "<" + Figures.Decimal(0.1) : Figures.Decimal(of.Opportunity);

    /// <summary>"orders from 47 countries; Brazil 31 %, five countries 68 % (as concentrated as 6.4 equal markets)." after their number, which the card sets larger.</summary>
    public static string Rest(DemandReading reading)
    {
        if (reading.Countries is not [var largest, ..])
        {
            return reading.Total switch
            {
                0 => T("orders."),
                1 => T("order, of unknown country."),
                _ => T("orders, none with a known country."),
            };
        }

        var name = CountryCatalogue.NameOf(largest.Country);
        var share = Figures.RoughPercent(largest.Share);
        if (reading.Countries.Count is 1)
        {
            return (reading.Total, reading.Unknown) switch
            {
                (1, _) => T("order, from {0}.", name),
                (_, 0) => T("orders, all from {0}.", name),
                _ => T("orders; {0} {1}, the rest from unknown countries.", name, share),
            };
        }

        var five = reading.Countries.Count > 5 ? Figures.RoughPercent(reading.Top5Share!.Value) : null;
        var countries = reading.Countries.Count;
        // Concentration means nothing while many orders wait for their country.
        if (reading.Unknown > reading.Total / 10)
        {
            return five is null
                ? T("orders from {0:# country|# countries}; {1} {2}; {3} of unknown country.", countries, name, share, reading.Unknown)
                : T("orders from {0:# country|# countries}; {1} {2}, five countries {3}; {4} of unknown country.", countries, name, share, five, reading.Unknown);
        }

        var equal = Figures.Decimal(reading.EffectiveCountries!.Value);
        return five is null
            ? T("orders from {0:# country|# countries}; {1} {2} (as concentrated as {3} equal markets).", countries, name, share, equal)
            : T("orders from {0:# country|# countries}; {1} {2}, five countries {3} (as concentrated as {4} equal markets).", countries, name, share, five, equal);
    }

    /// <summary>"Eastern Europe newly active: 43 orders from 6 countries, 9 in the 30 days before."</summary>
    /// <param name="days">Length of the window.</param>
    public static string Emerging(EmergingArea area, int days = DemandWindows.Days) => (area.IsNew, area.Before) switch
    {
        (true, 0) => T("{0} newly active: {1:# order|# orders} from {2:# country|# countries}, none in the {3:# day|# days} before.", AreaWords.NameOf(area.Area), area.Orders, area.Countries, days),
        (true, _) => T("{0} newly active: {1:# order|# orders} from {2:# country|# countries}, {3} in the {4:# day|# days} before.", AreaWords.NameOf(area.Area), area.Orders, area.Countries, area.Before, days),
        _ => T("{0} growing: {1:# order|# orders} from {2:# country|# countries}, {3} in the {4:# day|# days} before.", AreaWords.NameOf(area.Area), area.Orders, area.Countries, area.Before, days),
    };

    /// <summary>What the map shows beyond the orders, in a sentence; <c>null</c> where the headline says it already.</summary>
    public static string? Of(MapFigures figures, MapView view, MapKey key) => view.Measure switch
    {
        Measure.Change when figures.CanCompare => T(
            "Against the {0:# day|# days} before: {1:# country|# countries} up, {2} down, {3} steady; {4:# has|# have} too few orders to compare.",
            DemandWindows.DaysOf(figures.Demand.Query.Window), Countries(key, "m-up1", "m-up2"), Countries(key, "m-down1", "m-down2"), Countries(key, "m-even"), Countries(key, "m-few")),
        Measure.Change when ComparisonWords.NotCompared(figures.Board) is { } why => why,
        Measure.Change => T("Nothing to compare with: there are no orders in the {0:# day|# days} before.", DemandWindows.DaysOf(figures.Demand.Query.Window)),
        Measure.Coverage when figures.Coverage.Active > 0 && figures.OnTheMap > 0 => Reach(figures),
        Measure.Opportunity when figures.Coverage.Active > 0 => Opportunities(figures),
        _ => null,
    };

    private static string Reach(MapFigures figures)
    {
        var poor = figures.Rows.Where(r => r.Orders > 0 && r.Coverage.Percent < WellReached).ToList();
        return poor.Count is 0
            ? T("At least {0} % of the active listings ship to every country with orders.", WellReached)
            : T("{0:# order|# orders} of {1} came from {2:# country|# countries} to which fewer than {3} % of the active listings ship.", poor.Sum(r => r.Orders), figures.Demand.Total, poor.Count, WellReached);
    }

    private static string Opportunities(MapFigures figures)
    {
        var all = figures.Rows.Select(r => r.Opportunity).Where(o => o.Opportunity > 0).OrderByDescending(o => o.Opportunity).ToList();
        return all is not [var first, ..]
            ? T("No demand meets a gap: nothing that a template could mend is missing where orders come from.")
            : T(
                "{0} first: {1:# order|# orders} met listings of which {2} do not ship there though a template could, an opportunity of {3} orders; all countries together {4}.",
                CountryCatalogue.NameOf(first.Country), first.Orders, Figures.Percent(first.Fixable, figures.Coverage.Active), Opportunity(first), Figures.Decimal(all.Sum(o => o.Opportunity)));
    }

    private static int Countries(MapKey key, params string[] fills) => key.Classes.Where(c => fills.Contains(c.Fill, StringComparer.Ordinal)).Sum(c => c.Countries);

    /// <summary>"1,228 on the map + 12 unknown = 1,240": every order is somewhere.</summary>
    public static string AddUp(MapFigures figures) => T("{0} on the map + {1} unknown = {2}", figures.OnTheMap, figures.Demand.Unknown, figures.Demand.Total);

    /// <summary>What is counted: "Every order placed", or what is left out.</summary>
    public static string Statuses(DemandQuery query) => query switch
    {
        { ExcludeCancelled: true, ExcludeUnpaid: true } => T("Without cancelled and unpaid orders"),
        { ExcludeCancelled: true } => T("Without cancelled orders"),
        { ExcludeUnpaid: true } => T("Without unpaid orders"),
        _ => T("Every order placed"),
    };

    public static string Attributed(DemandQuery query) => query.Attribution is Attribution.Buyer ? T("by buyer country") : T("by ship-to country");

    /// <summary>The window to the second: what lies inside, and what lies outside.</summary>
    public static (string From, string To) Bounds(DemandWindow window, StoreTime time) => window.Kind is WindowKind.Rolling
        ? (T("after {0}", time.Exact(window.From)), T("up to {0}", time.Exact(window.To)))
        : (T("from {0}", time.Exact(window.From)), T("before {0}", time.Exact(window.To)));
}
