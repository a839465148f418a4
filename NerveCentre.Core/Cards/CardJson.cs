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
        new
        {
            Card = CardRegistry.Coverage.Key,
            reading.Store,
            AsOf = reading.AsOf.UtcDateTime,
            PriorityMarkets = reading.PriorityMarkets.Select(c => c.Alpha2),
            reading.Active,
            reading.Covered,
            reading.RestrictedOnly,
            reading.Gap,
            reading.Unknown,
            reading.Percent,
            ByCountry = reading.ByCountry.Select(c => new { Country = c.Country.Alpha2, c.Ships, c.Assumed, c.Percent }),
        },
        Options);

    public static string Write(DemandReading reading) => JsonSerializer.Serialize(
        new
        {
            Card = CardRegistry.Orders.Key,
            reading.Store,
            AsOf = reading.AsOf.UtcDateTime,
            Window = new
            {
                Kind = reading.Query.Window.Kind.ToString().ToLowerInvariant(),
                From = reading.Query.Window.From.UtcDateTime,
                To = reading.Query.Window.To.UtcDateTime,
                reading.Query.Window.Zone,
            },
            Attribution = reading.Query.Attribution.ToString().ToLowerInvariant(),
            Excluded = Excluded(reading.Query),
            reading.Total,
            reading.Unknown,
            reading.UnknownRaw,
            Countries = reading.Countries.Select(c => new { Country = c.Country.Alpha2, c.Orders, c.Share }),
            reading.Top5Share,
            reading.EffectiveCountries,
        },
        Options);

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
