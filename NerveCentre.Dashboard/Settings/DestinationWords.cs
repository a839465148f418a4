using System.Globalization;
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
            0 when !moved => T("Coverage stays at {0}: no listing changes its class.", Figures.Percent(now)),
            0 => T("Coverage stays at {0}; listings that are not covered change their class.", Figures.Percent(now)),
            < 0 => T("{0} → {1}: {2:# listing|# listings} fewer {2:is|are} covered.", Figures.Percent(now), Figures.Percent(then), -change),
            _ => T("{0} → {1}: {2:# listing|# listings} more {2:is|are} covered.", Figures.Percent(now), Figures.Percent(then), change),
        };
    }

    public static IReadOnlyList<(string Name, int Now, int Then)> Classes(GaugePreview preview) =>
    [
        (T("Covered"), preview.Now.Covered, preview.Then.Covered),
        (T("With a gap"), preview.Now.Gap, preview.Then.Gap),
        (T("Restricted only"), preview.Now.RestrictedOnly, preview.Then.RestrictedOnly),
        (T("Cannot be judged"), preview.Now.Unknown, preview.Then.Unknown),
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
            ? T("No listing's coverage rests on a service whose countries nobody has told.")
            : T("{0:# active listing rests|# active listings rest} on {1:# service|# services} whose countries nobody has told.", overview.Resting, services);
    }

    /// <summary>"all 250 countries", "all but Mexico and Cuba", "12 countries: …".</summary>
    public static string Served(CountrySet countries)
    {
        var missing = CountrySet.All - countries;
        return countries.IsEmpty ? T("no country")
            : missing.IsEmpty ? T("each of the {0} countries", CountrySet.All.Count)
            : missing.Count <= MostNamed ? T("all but {0}", Names(missing))
            : countries.Count <= MostNamed ? Names(countries)
            : T("{0:# country|# countries}", countries.Count);
    }

    /// <summary>"told that CAINIAO_STANDARD serves all but Mexico."</summary>
    public static string Changed(ServiceChange change)
    {
        var service = OneLine.Of(change.Service, ShippingServices.LongestName);
        return change switch
        {
            { After: null } => T("forgot what was told of {0}.", service),
            { Before: { } before, After: { } after } when (before - after).Count + (after - before).Count <= MostNamed =>
                $"{service}: {string.Join("; ", new[] { before - after is { IsEmpty: false } lost ? T("no longer {0}", Names(lost)) : "", after - before is { IsEmpty: false } won ? T("now also {0}", Names(won)) : "" }.Where(m => m is not ""))}.",
            { After: { } after } => T("told that {0} serves {1}.", service, Served(after)),
        };
    }

    /// <summary>What was done, after a form was sent.</summary>
    public static string? Done(string? done, string? what) => done switch
    {
        "told" => T("Told which countries {0} serves. Every template is judged by it.", Service(what)),
        "forgotten" => T("What was told of {0} is forgotten.", Service(what)),
        "undone" => T("The change of {0} is taken back.", Service(what)),
        "imported" => T("Imported: {0:# service|# services} changed.", Number(what)),
        "untold" => T("Saved. Every template is judged by it."),
        "gone" => T("All templates are taken for gone. Their listings cannot be judged until they name a template that AliExpress tells."),
        "added" => T("Added: {0:# pair|# pairs} new.", Number(what)),
        "removed" => T("Removed."),
        _ => null,
    };

    /// <summary>A number for <see cref="Done"/>, as it stands in an address.</summary>
    public static string InAddress(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? what) => int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static string Service(string? what) => what is null ? T("the service") : OneLine.Of(what, ShippingServices.LongestName);

    private static string Names(CountrySet countries) => Listings.EvidenceWords.Names([.. countries]);
}
