using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Listings;

/// <summary>A group of uncovered listings in words: what is wrong, and what to do about it.</summary>
internal static class GroupSentences
{
    public static string Template(UncoveredGroup group) => group switch
    {
        { TemplateId: null } => "No template",
        { TemplateName: { } name } => name,
        { TemplateId: var id } => $"Template {id}",
    };

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
        return listings is 0
            ? "Every active listing ships there."
            : $"{Figures.Count(listings)} of {Figures.Of(coverage.Active, "active listing")}, on {Figures.Of(groups.Count, "shipping template")}. One edit of a template moves all of its listings.";
    }
}
