using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>The map in words.</summary>
internal static class DemandSentences
{
    /// <summary>"orders from 47 countries; Brazil 31 %, five countries 68 % (as concentrated as 6.4 equal markets)." after their number, which the card sets larger.</summary>
    public static string Rest(DemandReading reading)
    {
        var orders = reading.Total is 1 ? "order" : "orders";
        if (reading.Countries is not [var largest, ..])
        {
            return reading.Total is 0 ? "orders." : $"{orders}, none with a known country.";
        }

        var name = CountryCatalogue.NameOf(largest.Country);
        var share = Figures.RoughPercent(largest.Share);
        if (reading.Countries.Count is 1)
        {
            return reading.Unknown is 0 ? $"{orders}, all from {name}." : $"{orders}; {name} {share}, the rest from unknown countries.";
        }

        var five = reading.Countries.Count > 5 ? $", five countries {Figures.RoughPercent(reading.Top5Share!.Value)}" : "";
        // Concentration means nothing while many orders wait for their country.
        var rest = reading.Unknown > reading.Total / 10
            ? $"; {Figures.Count(reading.Unknown)} of unknown country."
            : $" (as concentrated as {Figures.Decimal(reading.EffectiveCountries!.Value)} equal markets).";
        return $"{orders} from {Figures.Of(reading.Countries.Count, "country", "countries")}; {name} {share}{five}{rest}";
    }

    /// <summary>"Eastern Europe newly active: 43 orders from 6 countries, 9 in the 30 days before."</summary>
    public static string Emerging(EmergingArea area) =>
        $"{area.Area.Name} {(area.IsNew ? "newly active" : "growing")}: {Figures.Of(area.Orders, "order")} from {Figures.Of(area.Countries, "country", "countries")}, "
        + $"{(area.Before is 0 ? "none" : Figures.Count(area.Before))} in the 30 days before.";

    /// <summary>What is counted: "Every order placed", or what is left out.</summary>
    public static string Statuses(DemandQuery query) => query switch
    {
        { ExcludeCancelled: true, ExcludeUnpaid: true } => "Without cancelled and unpaid orders",
        { ExcludeCancelled: true } => "Without cancelled orders",
        { ExcludeUnpaid: true } => "Without unpaid orders",
        _ => "Every order placed",
    };

    public static string Attributed(DemandQuery query) => query.Attribution is Attribution.Buyer ? "by buyer country" : "by ship-to country";

    /// <summary>The window to the second: what lies inside, and what lies outside.</summary>
    public static (string From, string To) Bounds(DemandWindow window, StoreTime time) => window.Kind is WindowKind.Rolling
        ? ($"after {time.Exact(window.From)}", $"up to {time.Exact(window.To)}")
        : ($"from {time.Exact(window.From)}", $"before {time.Exact(window.To)}");
}
