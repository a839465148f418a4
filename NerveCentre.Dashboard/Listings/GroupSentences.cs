using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Listings;

/// <summary>A group of uncovered listings in words: what is wrong, and what to do about it.</summary>
internal static class GroupSentences
{
    /// <summary>It stands in the middle of sentences.</summary>
    private const int MaxName = 100;

    public static string Template(long? id, string? name) => id is null ? "No template" : name is null ? $"Template {id}" : OneLine.Of(name, MaxName);

    public static GroupView View(UncoveredGroup group, CountryCode country) => new(
        group.TemplateId, Template(group), Heading(group, country), Action(group, country), Restricted(group), group.Listings, group.Restricted > 0, group.TemplateReadAt,
        EvidenceWords.Of([new MarketEvidence(country, group.Reason is UncoveredReason.NotInTemplate ? DestinationVerdict.DoesNotShip : DestinationVerdict.Unknown, group.Evidence ?? [])]));

    public static GroupView View(ClassGroup group, CoverageClass shown)
    {
        var (template, listings) = (Template(group.TemplateId, group.TemplateName), Figures.Of(group.Listings, "listing"));
        var missing = EvidenceWords.Names(group.Missing);
        var (heading, action) = shown switch
        {
            CoverageClass.Covered => ($"{template}: {listings}", ""),
            CoverageClass.Gap => ($"{template}: {listings} {(group.Listings is 1 ? "lacks" : "lack")} {missing}", $"Add {missing} to {template} in Seller Center, then sync."),
            CoverageClass.RestrictedOnly => ($"{template}: {listings} {(group.Listings is 1 ? "lacks" : "lack")} {missing}", $"Nothing to fix: their categories are restricted for {missing}."),
            _ when group.TemplateId is null => ($"{template}: {listings}", "Give these listings a shipping template in Seller Center, then sync."),
            _ => ($"{template}: {listings}", Unjudged(group.TemplateId, group.TemplateReadAt, group.TemplateGoneAt, [.. (group.Evidence ?? []).SelectMany(e => e.Evidence)])),
        };
        return new(group.TemplateId, template, heading, action, Assumed(group, shown), group.Listings, false, group.TemplateReadAt, EvidenceWords.Of(group.Evidence ?? []));
    }

    /// <summary>Covered by what is only assumed: said where it is, since nothing else on the page tells it.</summary>
    private static string Assumed(ClassGroup group, CoverageClass shown) =>
        shown is CoverageClass.Covered && (group.Evidence ?? []).Where(e => e.Verdict is DestinationVerdict.Assumed).Select(e => e.Country).ToList() is { Count: > 0 } assumed
            ? $"Assumed for {EvidenceWords.Names(assumed)}: nobody has told which countries {EvidenceWords.Untold(group.Evidence!.SelectMany(e => e.Evidence))} serves."
            : "";

    /// <summary>What to do about a template that cannot be judged, by what stands in the way.</summary>
    private static string Unjudged(long? id, DateTimeOffset? readAt, DateTimeOffset? goneAt, IReadOnlyList<DestinationEvidence> evidence) =>
        goneAt is not null ? $"AliExpress no longer lists this template: template {id} no longer exists. Give its listings another one in Seller Center, then sync."
        : readAt is null ? $"AliExpress does not list this template: template {id} no longer exists, or is newer than what was read last. Give its listings another one in Seller Center, then sync."
        : evidence.Any(EvidenceWords.IsUntold) ? $"Nobody has told which countries {EvidenceWords.Untold(evidence)} serves. Tell it on the page Shipping services, or verify single listings."
        : evidence.Any(e => e.List is DestinationList.None) ? "AliExpress told no destinations of this template. If it is at your own rates, their lists are not told: verify single listings."
        : evidence.Count > 0 ? "What AliExpress told of this template cannot be read as a yes or a no. Verify single listings, or look at it in Seller Center."
        : "This template could not be read. Check in Seller Center that it still exists, then sync.";

    private static string Template(UncoveredGroup group) => Template(group.TemplateId, group.TemplateName);

    /// <summary>"Template B: 131 listings lack Brazil".</summary>
    public static string Heading(UncoveredGroup group, CountryCode country)
    {
        var what = group.Reason is UncoveredReason.NotInTemplate
            ? group.Listings is 1 ? "lacks" : "lack"
            : "cannot be judged for";
        return $"{Template(group)}: {Figures.Of(group.Listings, "listing")} {what} {CountryCatalogue.NameOf(country)}";
    }

    /// <summary>What to do; that nothing can be done is said as well.</summary>
    public static string Action(UncoveredGroup group, CountryCode country) => group switch
    {
        { TemplateId: null } => "Give these listings a shipping template in Seller Center, then sync.",
        { TemplateGoneAt: not null } or { Reason: UncoveredReason.TemplateUnknown } => Unjudged(group.TemplateId, group.TemplateReadAt, group.TemplateGoneAt, group.Evidence ?? []),
        { Restricted: var restricted, Listings: var all } when restricted == all => "Nothing to fix: every one of these listings is in a category that is restricted there.",
        _ => $"Add {CountryCatalogue.NameOf(country)} to {Template(group)} in Seller Center, then sync.",
    };

    public static string Restricted(UncoveredGroup group) => group.Restricted is 0 || group.Restricted == group.Listings
        ? ""
        : $"{Figures.Count(group.Restricted)} of them {(group.Restricted is 1 ? "is" : "are")} in a category restricted there: no template can mend {(group.Restricted is 1 ? "it" : "those")}.";

    public static string Total(IReadOnlyList<UncoveredGroup> groups, CountryCoverage coverage)
    {
        var listings = groups.Sum(g => g.Listings);
        return coverage.Active is 0 ? "No listing is active."
            : listings is 0
            ? "Every active listing ships there."
            : $"{Figures.Count(listings)} of {Figures.Of(coverage.Active, "active listing")}, on {Figures.Of(groups.Count, "shipping template")}. One edit of a template moves all of its listings.";
    }
}
