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
        string.Join(' ', new[] { Sentence("Added", [.. after - before]), Sentence("Removed", [.. before - after]) }.Where(s => s is not ""));

    public static string Change(MarketChange change) =>
        string.Join(' ', new[] { Sentence("added", change.Added), Sentence("removed", change.Removed) }.Where(s => s is not ""));

    public static string Effect(CoverageReading reading) => reading.State switch
    {
        CoverageState.NotConfigured => "Not configured: set at least one market.",
        CoverageState.NoListings => "No listing is active.",
        _ => $"{Figures.Percent(reading.Percent!.Value)}: {Figures.Count(reading.Covered)} of {Figures.Of(reading.Active, "active listing")} ship to all {Figures.Of(reading.PriorityMarkets.Count, "market")}.",
    };

    /// <summary>"Coverage would go from 82.0 % to 75.0 %: 302 listings that are covered now do not ship to Poland."</summary>
    public static string WhatIf(CountryCode country, CoverageWhatIf whatIf) => whatIf switch
    {
        { Active: 0 } => "No listing is active, so coverage would not change.",
        { Covered: null } => $"Coverage would be {Figures.Percent(whatIf.CoveredThen, whatIf.Active)}: {Figures.Count(whatIf.CoveredThen)} of {Figures.Of(whatIf.Active, "active listing")} ship to {CountryCatalogue.NameOf(country)}.",
        { Covered: { } now } when now == whatIf.CoveredThen => $"Coverage would stay at {Figures.Percent(now, whatIf.Active)}: every listing that is covered now ships to {CountryCatalogue.NameOf(country)} too.",
        { Covered: { } now } => $"Coverage would go from {Figures.Percent(now, whatIf.Active)} to {Figures.Percent(whatIf.CoveredThen, whatIf.Active)}: {Figures.Of(now - whatIf.CoveredThen, "listing that is", "listings that are")} covered now {(now - whatIf.CoveredThen is 1 ? "is" : "are")} not known to ship to {CountryCatalogue.NameOf(country)}.",
    };

    /// <summary>"declined Poland, proposed by Mia."</summary>
    public static string Decision(DecidedProposal proposal) =>
        $"{(proposal.Accepted ? "accepted" : "declined")} {CountryCatalogue.NameOf(proposal.Country)}, proposed by {OneLine.Of(proposal.By, 100)}.";

    public static string Proposed(CountryCode country, ProposalMade made) => made.Joined
        ? $"{CountryCatalogue.NameOf(country)} was proposed before, by {OneLine.Of(made.By, 100)}, and waits for an owner."
        : $"You proposed {CountryCatalogue.NameOf(country)}. An owner sees it on this page.";

    /// <summary>A percentage as people write it, with or without its sign; <c>null</c> for nothing.</summary>
    /// <exception cref="ProblemException">It is no number.</exception>
    public static decimal? ReadTarget(string text)
    {
        var figure = text.Replace("%", "", StringComparison.Ordinal).Replace(',', '.').Trim();
        return figure is "" ? null
            : decimal.TryParse(figure, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var percent) ? percent
            : throw new ProblemException($"“{OneLine.Of(text, 40)}” is not a percentage such as 95 or 97.5. The target is as it was.");
    }

    public static string TargetSet(bool changed, string text) => !changed ? T("Nothing to change: the target is already so.")
        : string.IsNullOrWhiteSpace(text) ? T("The target is taken away.")
        : T("The target is set.");

    private static string Sentence(string verb, IReadOnlyList<CountryCode> countries) =>
        countries.Count is 0 ? "" : $"{verb} {string.Join(", ", countries.Select(c => CountryCatalogue.NameOf(c)))}.";
}
