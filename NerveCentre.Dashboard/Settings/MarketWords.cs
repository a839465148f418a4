using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Settings;

/// <summary>Changes of the priority list in words.</summary>
internal static class MarketWords
{
    /// <summary>"Added Brazil, Chile. Removed Spain."</summary>
    public static string Told(CountrySet before, CountrySet after) =>
        string.Join(' ', new[] { Sentence("Added", [.. after - before]), Sentence("Removed", [.. before - after]) }.Where(s => s is not ""));

    public static string Change(MarketChange change) =>
        string.Join(' ', new[] { Sentence("added", change.Added), Sentence("removed", change.Removed) }.Where(s => s is not ""));

    public static string Effect(CoverageReading reading) => reading.State switch
    {
        CoverageState.NotConfigured => "Not configured: set at least one market.",
        CoverageState.NoListings => "No listing is active.",
        _ => $"{Figures.Percent(reading.Percent!.Value)}: {Figures.Count(reading.Covered)} of {Figures.Of(reading.Active, "active listing")} ship to all {Figures.Of(reading.PriorityMarkets.Count, "market")}.",
    };

    private static string Sentence(string verb, IReadOnlyList<CountryCode> countries) =>
        countries.Count is 0 ? "" : $"{verb} {string.Join(", ", countries.Select(c => CountryCatalogue.NameOf(c)))}.";
}
