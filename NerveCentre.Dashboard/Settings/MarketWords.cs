using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Settings;

/// <summary>Changes of the priority list in words.</summary>
internal static class MarketWords
{
    /// <summary>"Added Brazil, Chile. Removed Spain."</summary>
    public static string Told(CountrySet before, CountrySet after) =>
        string.Join(' ', Moved([.. after - before], [.. before - after]).Select(Sentence.Begin));

    public static string Change(MarketChange change) =>
        string.Join(' ', Moved(change.Added, change.Removed));

    public static string Effect(CoverageReading reading) => reading.State switch
    {
        CoverageState.NotConfigured => T("Not configured: set at least one market."),
        CoverageState.NoListings => T("No listing is active."),
        _ => T("{0}: {1} of {2:# active listing|# active listings} ship to all {3:# market|# markets}.", Figures.Percent(reading.Percent!.Value), reading.Covered, reading.Active, reading.PriorityMarkets.Count),
    };

    /// <summary>"Coverage would go from 82.0 % to 75.0 %: 302 listings that are covered now do not ship to Poland."</summary>
    public static string WhatIf(CountryCode country, CoverageWhatIf whatIf) => whatIf switch
    {
        { Active: 0 } => T("No listing is active, so coverage would not change."),
        { Covered: null } => T("Coverage would be {0}: {1} of {2:# active listing|# active listings} ship to {3}.", Figures.Percent(whatIf.CoveredThen, whatIf.Active), whatIf.CoveredThen, whatIf.Active, CountryCatalogue.NameOf(country)),
        { Covered: { } now } when now == whatIf.CoveredThen => T("Coverage would stay at {0}: every listing that is covered now ships to {1} too.", Figures.Percent(now, whatIf.Active), CountryCatalogue.NameOf(country)),
        { Covered: { } now } => T("Coverage would go from {0} to {1}: {2:# listing that is|# listings that are} covered now {2:is|are} not known to ship to {3}.", Figures.Percent(now, whatIf.Active), Figures.Percent(whatIf.CoveredThen, whatIf.Active), now - whatIf.CoveredThen, CountryCatalogue.NameOf(country)),
    };

    /// <summary>"declined Poland, proposed by Mia."</summary>
    public static string Decision(DecidedProposal proposal) =>
        proposal.Accepted ? T("accepted {0}, proposed by {1}.", CountryCatalogue.NameOf(proposal.Country), OneLine.Of(proposal.By, 100))
        : T("declined {0}, proposed by {1}.", CountryCatalogue.NameOf(proposal.Country), OneLine.Of(proposal.By, 100));

    public static string Preset(MarketPreset preset) => preset.Key switch
    {
        "eu" => T("European Union"),
        "eurozone" => T("Eurozone"),
        "north-america" => T("North America"),
        "latin-america" => T("Latin America"),
        "gulf" => T("Gulf (GCC)"),
        var code => AreaWords.Find(code) is { } area ? AreaWords.NameOf(area) : preset.EnglishName,
    };

    public static string Proposed(CountryCode country, ProposalMade made) => made.Joined
        ? T("{0} was proposed before, by {1}, and waits for an owner.", CountryCatalogue.NameOf(country), OneLine.Of(made.By, 100))
        : T("You proposed {0}. An owner sees it on this page.", CountryCatalogue.NameOf(country));

    /// <summary>A percentage as people write it, with or without its sign; <c>null</c> for nothing.</summary>
    /// <exception cref="ProblemException">It is no number.</exception>
    public static decimal? ReadTarget(string text)
    {
        var figure = text.Replace("%", "", StringComparison.Ordinal).Replace(',', '.').Trim();
        return figure is "" ? null
            : decimal.TryParse(figure, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var percent) ? percent
            : throw new ProblemException(T("“{0}” is not a percentage such as 95 or 97.5. The target is as it was.", OneLine.Of(text, 40)));
    }

    public static string TargetSet(bool changed, string text) => !changed ? T("Nothing to change: the target is already so.")
        : string.IsNullOrWhiteSpace(text) ? T("The target is taken away.")
        : T("The target is set.");

    private static IEnumerable<string> Moved(IReadOnlyList<CountryCode> added, IReadOnlyList<CountryCode> removed)
    {
        if (added.Count > 0)
        {
            yield return T("added {0}", Names(added)) + ".";
        }

        if (removed.Count > 0)
        {
            yield return T("removed {0}", Names(removed)) + ".";
        }
    }

    private static string Names(IReadOnlyList<CountryCode> countries) => string.Join(", ", countries.Select(c => CountryCatalogue.NameOf(c)));
}
