using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;

namespace NerveCentre.Core.Cards;

/// <summary>A reading as one JSON object, for scripts. Times are UTC; shares are 0 to 1; percentages 0 to 100, not rounded.</summary>
public static class CardJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        NumberHandling = JsonNumberHandling.Strict,
    };

    public static string Write(CoverageReading reading) => JsonSerializer.Serialize(
        new CoverageCard(
            CardRegistry.Coverage.Key,
            reading.Store,
            reading.AsOf.UtcDateTime,
            [.. reading.PriorityMarkets.Select(c => c.Alpha2)],
            reading.Active,
            reading.Covered,
            reading.RestrictedOnly,
            reading.Gap,
            reading.Unknown,
            reading.Percent,
            [.. reading.ByCountry.Select(c => new CoverageCard.OfCountry(c.Country.Alpha2, c.Ships, c.Assumed, c.Percent))]),
        Options);

    public static string Write(DemandReading reading) => JsonSerializer.Serialize(
        new OrdersCard(
            CardRegistry.Orders.Key,
            reading.Store,
            reading.AsOf.UtcDateTime,
            new OrdersCard.Span(reading.Query.Window.Kind.ToString().ToLowerInvariant(), reading.Query.Window.From.UtcDateTime, reading.Query.Window.To.UtcDateTime, reading.Query.Window.Zone),
            reading.Query.Attribution.ToString().ToLowerInvariant(),
            [.. Excluded(reading.Query)],
            reading.Total,
            reading.Unknown,
            reading.UnknownRaw,
            [.. reading.Countries.Select(c => new OrdersCard.OfCountry(c.Country.Alpha2, c.Orders, c.Share))],
            reading.Top5Share,
            reading.EffectiveCountries),
        Options);

    public static string Write(CardCatalogue catalogue) => JsonSerializer.Serialize(catalogue, Options);

    internal static IEnumerable<string> Excluded(DemandQuery query)
    {
        if (query.ExcludeCancelled)
        {
            yield return "cancelled";
        }

        if (query.ExcludeUnpaid)
        {
            yield return "unpaid";
        }
    }
}
