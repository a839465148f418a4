using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Settings;

/// <summary>Services, restricted destinations and what they make of the gauge, in words.</summary>
internal static class DestinationWords
{
    private const int MostNamed = 6;

    /// <summary>"82.0 % → 80.5 %: 64 listings fewer are covered."</summary>
    public static string Effect(GaugePreview preview)
    {
        if (preview.Now.Percent is not { } now || preview.Then.Percent is not { } then)
        {
            return MarketWords.Effect(preview.Now);
        }

        var change = preview.Then.Covered - preview.Now.Covered;
        var moved = Classes(preview).Any(c => c.Now != c.Then);
        return change switch
        {
            0 when !moved => $"Coverage stays at {Figures.Percent(now)}: no listing changes its class.",
            0 => $"Coverage stays at {Figures.Percent(now)}; listings that are not covered change their class.",
            < 0 => $"{Figures.Percent(now)} → {Figures.Percent(then)}: {Figures.Of(-change, "listing")} fewer {(change is -1 ? "is" : "are")} covered.",
            _ => $"{Figures.Percent(now)} → {Figures.Percent(then)}: {Figures.Of(change, "listing")} more {(change is 1 ? "is" : "are")} covered.",
        };
    }

    public static IReadOnlyList<(string Name, int Now, int Then)> Classes(GaugePreview preview) =>
    [
        ("Covered", preview.Now.Covered, preview.Then.Covered),
        ("With a gap", preview.Now.Gap, preview.Then.Gap),
        ("Restricted only", preview.Now.RestrictedOnly, preview.Then.RestrictedOnly),
        ("Cannot be judged", preview.Now.Unknown, preview.Then.Unknown),
    ];

    public static string Change(int listings) => listings switch
    {
        0 => "–",
        < 0 => "−" + Figures.Count(-listings),
        _ => "+" + Figures.Count(listings),
    };

    /// <summary>"82.0 % → 75.9 %: 266 listings rest on 5 services whose countries nobody has told."</summary>
    public static string Untold(ShippingOverview overview)
    {
        var services = overview.Services.Count(s => s is { Listings: > 0, Countries: null });
        return overview.Resting is 0
            ? "No listing's coverage rests on a service whose countries nobody has told."
            : $"{Figures.Of(overview.Resting, "active listing")} {(overview.Resting is 1 ? "rests" : "rest")} on {Figures.Of(services, "service")} whose countries nobody has told.";
    }

    /// <summary>"all 250 countries", "all but Mexico and Cuba", "12 countries: …".</summary>
    public static string Served(CountrySet countries)
    {
        var missing = CountrySet.All - countries;
        return countries.IsEmpty ? "no country"
            : missing.IsEmpty ? $"all {Figures.Count(CountrySet.All.Count)} countries"
            : missing.Count <= MostNamed ? $"all but {Names(missing)}"
            : countries.Count <= MostNamed ? Names(countries)
            : $"{Figures.Of(countries.Count, "country", "countries")}";
    }

    /// <summary>"told that CAINIAO_STANDARD serves all but Mexico."</summary>
    public static string Changed(ServiceChange change)
    {
        var service = OneLine.Of(change.Service, ShippingServices.LongestName);
        return change switch
        {
            { After: null } => $"forgot what was told of {service}.",
            { Before: { } before, After: { } after } when (before - after).Count + (after - before).Count <= MostNamed =>
                $"{service}: {string.Join("; ", new[] { Moved("no longer", before - after), Moved("now also", after - before) }.Where(m => m is not ""))}.",
            { After: { } after } => $"told that {service} serves {Served(after)}.",
        };
    }

    /// <summary>What was done, after a form was sent.</summary>
    public static string? Done(string? done, string? what) => done switch
    {
        "told" => $"Told which countries {OneLine.Of(what ?? "the service", ShippingServices.LongestName)} serves. Every template is judged by it.",
        "forgotten" => $"What was told of {OneLine.Of(what ?? "the service", ShippingServices.LongestName)} is forgotten.",
        "undone" => $"The change of {OneLine.Of(what ?? "the service", ShippingServices.LongestName)} is taken back.",
        "imported" => $"Imported: {OneLine.Of(what ?? "0", 10)} changed.",
        "untold" => "Saved. Every template is judged by it.",
        "gone" => "All templates are taken for gone. Their listings cannot be judged until they name a template that AliExpress tells.",
        "added" => $"Added: {OneLine.Of(what ?? "0", 10)} new.",
        "removed" => "Removed.",
        _ => null,
    };

    private static string Moved(string verb, CountrySet countries) => countries.IsEmpty ? "" : $"{verb} {Names(countries)}";

    private static string Names(CountrySet countries) => Listings.EvidenceWords.Names([.. countries]);
}
