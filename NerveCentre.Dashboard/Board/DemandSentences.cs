using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>The map in words.</summary>
internal static class DemandSentences
{
    /// <summary>"1,240 orders from 47 countries; Brazil 31 %, five countries 68 % (as concentrated as 6.4 equal markets)."</summary>
    public static string Concentration(DemandReading reading)
    {
        if (reading.Total is 0)
        {
            return "No orders.";
        }

        var orders = Figures.Of(reading.Total, "order");
        if (reading.Countries is not [var largest, ..])
        {
            return $"{orders}, none with a known country.";
        }

        var name = CountryCatalogue.NameOf(largest.Country);
        if (reading.Countries.Count is 1)
        {
            return reading.Unknown is 0 ? $"{orders}, all from {name}." : $"{orders}; {name} {Figures.RoughPercent(largest.Share)}, the rest from unknown countries.";
        }

        var first = $"{orders} from {Figures.Of(reading.Countries.Count, "country", "countries")}; {name} {Figures.RoughPercent(largest.Share)}";
        var five = reading.Countries.Count > 5 ? $", five countries {Figures.RoughPercent(reading.Top5Share!.Value)}" : "";
        return $"{first}{five} (as concentrated as {Figures.Decimal(reading.EffectiveCountries!.Value)} equal markets).";
    }

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
