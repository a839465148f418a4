using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Dashboard.Listings;

/// <summary>A group of uncovered listings in words: what is wrong, and what to do about it.</summary>
internal static class GroupSentences
{
    /// <summary>It stands in the middle of sentences.</summary>
    private const int MaxName = 100;

    public static string Template(long? id, string? name) => id is null ? T("No template") : name is null ? T("Template {0}", id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)) : OneLine.Of(name, MaxName);

    public static GroupView View(UncoveredGroup group, CountryCode country) => new(
        group.TemplateId, Template(group), Heading(group, country), Action(group, country), Restricted(group), group.Listings, group.Restricted > 0, group.TemplateReadAt,
        EvidenceWords.Of([new MarketEvidence(country, group.Reason is UncoveredReason.NotInTemplate ? DestinationVerdict.DoesNotShip : DestinationVerdict.Unknown, group.Evidence ?? [])]));

    public static GroupView View(ClassGroup group, CoverageClass shown)
    {
        var template = Template(group.TemplateId, group.TemplateName);
        var missing = EvidenceWords.Names(group.Missing);
        var (heading, action) = shown switch
        {
            CoverageClass.Covered => (T("{0}: {1:# listing|# listings}", template, group.Listings), ""),
            CoverageClass.Gap => (T("{0}: {1:# listing lacks|# listings lack} {2}", template, group.Listings, missing), T("Add {0} to {1} in Seller Center, then sync.", missing, template)),
            CoverageClass.RestrictedOnly => (T("{0}: {1:# listing lacks|# listings lack} {2}", template, group.Listings, missing), T("Nothing to fix: their categories are restricted for {0}.", missing)),
            _ when group.TemplateId is null => (T("{0}: {1:# listing|# listings}", template, group.Listings), T("Give these listings a shipping template in Seller Center, then sync.")),
            _ => (T("{0}: {1:# listing|# listings}", template, group.Listings), Unjudged(group.TemplateId, group.TemplateReadAt, group.TemplateGoneAt, [.. (group.Evidence ?? []).SelectMany(e => e.Evidence)])),
        };
        return new(group.TemplateId, template, heading, action, Assumed(group, shown), group.Listings, false, group.TemplateReadAt, EvidenceWords.Of(group.Evidence ?? []));
    }

    /// <summary>Covered by what is only assumed: said where it is, since nothing else on the page tells it.</summary>
    private static string Assumed(ClassGroup group, CoverageClass shown) =>
        shown is CoverageClass.Covered && (group.Evidence ?? []).Where(e => e.Verdict is DestinationVerdict.Assumed).Select(e => e.Country).ToList() is { Count: > 0 } assumed
            ? T("Assumed for {0}: nobody has told which countries {1} serves.", EvidenceWords.Names(assumed), EvidenceWords.Untold(group.Evidence!.SelectMany(e => e.Evidence)))
            : "";

    /// <summary>What to do about a template that cannot be judged, by what stands in the way.</summary>
    private static string Unjudged(long? id, DateTimeOffset? readAt, DateTimeOffset? goneAt, IReadOnlyList<DestinationEvidence> evidence) =>
        goneAt is not null ? T("AliExpress no longer lists this template: template {0} no longer exists. Give its listings another one in Seller Center, then sync.", Id(id))
        : readAt is null ? T("AliExpress does not list this template: template {0} no longer exists, or is newer than what was read last. Give its listings another one in Seller Center, then sync.", Id(id))
        : evidence.Any(EvidenceWords.IsUntold) ? T("Nobody has told which countries {0} serves. Tell it on the page Shipping services, or verify single listings.", EvidenceWords.Untold(evidence))
        : evidence.Any(e => e.List is DestinationList.None) ? T("AliExpress told no destinations of this template. If it is at your own rates, their lists are not told: verify single listings.")
        : evidence.Count > 0 ? T("What AliExpress told of this template cannot be read as a yes or a no. Verify single listings, or look at it in Seller Center.")
        : T("This template could not be read. Check in Seller Center that it still exists, then sync.");

    private static string Id(long? id) => id?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static string Template(UncoveredGroup group) => Template(group.TemplateId, group.TemplateName);

    /// <summary>"Template B: 131 listings lack Brazil".</summary>
    public static string Heading(UncoveredGroup group, CountryCode country) => group.Reason is UncoveredReason.NotInTemplate
        ? T("{0}: {1:# listing lacks|# listings lack} {2}", Template(group), group.Listings, CountryCatalogue.NameOf(country))
        : T("{0}: {1:# listing|# listings} cannot be judged for {2}", Template(group), group.Listings, CountryCatalogue.NameOf(country));

    /// <summary>What to do; that nothing can be done is said as well.</summary>
    public static string Action(UncoveredGroup group, CountryCode country) => group switch
    {
        { TemplateId: null } => T("Give these listings a shipping template in Seller Center, then sync."),
        { TemplateGoneAt: not null } or { Reason: UncoveredReason.TemplateUnknown } => Unjudged(group.TemplateId, group.TemplateReadAt, group.TemplateGoneAt, group.Evidence ?? []),
        { Restricted: var restricted, Listings: var all } when restricted == all => T("Nothing to fix: every one of these listings is in a category that is restricted there."),
        _ => T("Add {0} to {1} in Seller Center, then sync.", CountryCatalogue.NameOf(country), Template(group)),
    };

    public static string Restricted(UncoveredGroup group) => group.Restricted is 0 || group.Restricted == group.Listings
        ? ""
        : T("{0:# of them is in a category restricted there: no template can mend it.|# of them are in a category restricted there: no template can mend those.}", group.Restricted);

    public static string Total(IReadOnlyList<UncoveredGroup> groups, CountryCoverage coverage)
    {
        var listings = groups.Sum(g => g.Listings);
        return coverage.Active is 0 ? T("No listing is active.")
            : listings is 0
            ? T("Every active listing ships there.")
            : T("{0} of {1:# active listing|# active listings}, on {2:# shipping template|# shipping templates}. One edit of a template moves all of its listings.", listings, coverage.Active, groups.Count);
    }
}
