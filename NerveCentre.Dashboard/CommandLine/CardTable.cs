using System.Globalization;
using System.Text;
using NerveCentre.Core;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;

namespace NerveCentre.Dashboard.CommandLine;

/// <summary>A reading as a table for people.</summary>
internal static class CardTable
{
    public static string Write(CardReading reading) => reading switch
    {
        CardReading.OfCoverage coverage => Write(coverage.Reading),
        CardReading.OfOrders orders => Write(orders.Reading),
        _ => throw new ArgumentOutOfRangeException(nameof(reading)),
    };

    public static string Write(CoverageReading reading)
    {
        var text = Head(CardRegistry.Coverage, reading.Store, reading.AsOf);
        text.AppendLine(reading.State switch
        {
            CoverageState.NotConfigured => "Not configured: no priority market is set. Set some with: markets --store NAME --set BR,US",
            CoverageState.NoListings => "No listings: nothing is active.",
            _ => Line($"Coverage         {reading.Percent:0.0} %"),
        });
        text.AppendLine(Line($"Priority markets {string.Join(' ', reading.PriorityMarkets)}"));
        text.AppendLine(Line($"Active           {reading.Active,9}"));
        text.AppendLine(Line($"  covered        {reading.Covered,9}"));
        text.AppendLine(Line($"  restricted     {reading.RestrictedOnly,9}"));
        text.AppendLine(Line($"  gap            {reading.Gap,9}"));
        text.AppendLine(Line($"  unknown        {reading.Unknown,9}"));
        text.AppendLine().AppendLine("country                                    ships  assumed  percent");
        var markets = CountrySet.Of(reading.PriorityMarkets);
        foreach (var country in reading.ByCountry.Where(c => c.Active > 0).OrderBy(c => markets.Contains(c.Country) ? 0 : 1).ThenBy(c => c.Ships).ThenBy(c => c.Country))
        {
            text.AppendLine(Line($"{Mark(markets, country.Country)}{country.Country} {Name(country.Country),-36}{country.Ships,9}{country.Assumed,9}{country.Percent,9:0.0}"));
        }

        return text.ToString().TrimEnd();
    }

    public static string Write(DemandReading reading)
    {
        var query = reading.Query;
        var text = Head(CardRegistry.Orders, reading.Store, reading.AsOf);
        text.AppendLine(Line($"Window           {query.Window.Kind.ToString().ToLowerInvariant()}, {Window(query.Window)}"));
        text.AppendLine(Line($"Counted under    {(query.Attribution is Attribution.Buyer ? "buyer country" : "ship-to country")}"));
        text.AppendLine(Line($"Left out         {(CardJson.Excluded(query).Any() ? string.Join(", ", CardJson.Excluded(query)) : "nothing")}"));
        text.AppendLine(Line($"Orders           {reading.Total,9}"));
        text.AppendLine(Line($"Unknown country  {reading.Unknown,9}"));
        foreach (var (raw, orders) in reading.UnknownRaw)
        {
            text.AppendLine(Line($"  {(raw is "" ? "(no country given)" : $"'{OneLine.Of(raw, 60)}'"),-20}{orders,4}"));
        }

        if (reading.Top5Share is { } top5)
        {
            text.AppendLine(Line($"Five largest     {100 * top5,8:0.0} %"));
        }

        if (reading.EffectiveCountries is { } effective)
        {
            text.AppendLine(Line($"As concentrated as {effective:0.0} equally large markets"));
        }

        text.AppendLine().AppendLine("country                                   orders  share %");
        foreach (var country in reading.Countries)
        {
            text.AppendLine(Line($"  {country.Country} {Name(country.Country),-36}{country.Orders,9}{100 * country.Share,9:0.0}"));
        }

        return text.ToString().TrimEnd();
    }

    private static StringBuilder Head(CardDefinition card, string store, DateTimeOffset asOf) => new StringBuilder()
        .AppendLine(Line($"{card.Label} ({card.Key}), {card.Unit}"))
        .AppendLine(Line($"Store            {OneLine.Of(store)}"))
        .AppendLine(Line($"As of            {asOf.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));

    private static string Window(DemandWindow window) => window.Kind is WindowKind.Rolling
        ? Line($"after {window.From.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, up to and including {window.To.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC")
        : Line($"{DemandWindows.LastDay(window).AddDays(1 - DemandWindows.Days):yyyy-MM-dd} to {DemandWindows.LastDay(window):yyyy-MM-dd} in {window.Zone}");

    private static string Mark(CountrySet markets, CountryCode country) => markets.Contains(country) ? "* " : "  ";

    private static string Name(CountryCode country) => CountryCatalogue.Get(country).EnglishName;

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
