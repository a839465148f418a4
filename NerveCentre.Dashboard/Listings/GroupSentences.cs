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
        group.TemplateId, Template(group), Heading(group, country), Action(group, country), Restricted(group), group.Listings, group.Restricted > 0, group.TemplateReadAt);

    public static GroupView View(ClassGroup group, CoverageClass shown)
    {
        var (template, listings) = (Template(group.TemplateId, group.TemplateName), Figures.Of(group.Listings, "listing"));
        var missing = Names(group.Missing);
        var (heading, action) = shown switch
        {
            CoverageClass.Covered => ($"{template}: {listings}", ""),
            CoverageClass.Gap => ($"{template}: {listings} {(group.Listings is 1 ? "lacks" : "lack")} {missing}", $"Add {missing} to {template} in Seller Center, then sync."),
            CoverageClass.RestrictedOnly => ($"{template}: {listings} {(group.Listings is 1 ? "lacks" : "lack")} {missing}", $"Nothing to fix: their categories are restricted for {missing}."),
            _ when group.TemplateId is null => ($"{template}: {listings}", "Give these listings a shipping template in Seller Center, then sync."),
            _ => ($"{template}: {listings}", "This template could not be judged. Check in Seller Center that it still exists, then sync."),
        };
        return new(group.TemplateId, template, heading, action, "", group.Listings, false, group.TemplateReadAt);
    }

    private static string Template(UncoveredGroup group) => Template(group.TemplateId, group.TemplateName);

    /// <summary>"Brazil, Mexico and Poland".</summary>
    private static string Names(IReadOnlyList<CountryCode> countries)
    {
        var names = countries.Select(c => CountryCatalogue.NameOf(c)).ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

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
        { TemplateGoneAt: not null } => "AliExpress no longer lists this template. Give its listings another one in Seller Center, then sync.",
        { Reason: UncoveredReason.TemplateUnknown } => "This template could not be read. Check in Seller Center that it still exists, then sync.",
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
