using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>Active listings that share a template and a category. Null: names no template, or the category is not known or does not matter, because it is restricted nowhere.</summary>
public readonly record struct ListingGroup(long? TemplateId, long? CategoryId, int Listings);

/// <summary>The class of an active listing. Every listing is in exactly one.</summary>
public enum CoverageClass
{
    Covered,
    RestrictedOnly,
    Gap,
    Unknown,
}

/// <summary>Computes the coverage gauge. Pure: the same groups, reaches, restrictions and markets give the same reading.</summary>
public static class CoverageCalculator
{
    /// <summary>The class of a listing, from where its template ships and where its category is restricted.</summary>
    public static CoverageClass Classify(in TemplateReach reach, CountrySet restricted, CountrySet priority)
    {
        if (reach.Ships.IsSupersetOf(priority))
        {
            return CoverageClass.Covered;
        }

        var notShipped = priority - reach.Ships;
        var missing = notShipped - reach.Unjudged;
        // A known gap is a gap, whatever else cannot be judged; an open question is no restriction.
        return !restricted.IsSupersetOf(missing) ? CoverageClass.Gap
            : notShipped.Overlaps(reach.Unjudged) ? CoverageClass.Unknown
            : CoverageClass.RestrictedOnly;
    }

    /// <summary>How many listings would be covered if these were the priority markets: <see cref="Classify"/>'s first question alone, for what-ifs.</summary>
    public static int Covered(IEnumerable<ListingGroup> groups, IReadOnlyDictionary<long, TemplateReach> reaches, CountrySet priority) =>
        groups.Where(g => ReachOf(g.TemplateId, reaches).Ships.IsSupersetOf(priority)).Sum(g => g.Listings);

    /// <param name="reaches">Where each template ships; a template that is not in it is unknown.</param>
    /// <param name="restrictions">Countries restricted per category.</param>
    /// <param name="priority">In the owner's order.</param>
    public static CoverageReading Compute(
        string store,
        DateTimeOffset asOf,
        IReadOnlyCollection<ListingGroup> groups,
        IReadOnlyDictionary<long, TemplateReach> reaches,
        IReadOnlyDictionary<long, CountrySet> restrictions,
        IReadOnlyList<CountryCode> priority)
    {
        var markets = CountrySet.Of(priority);
        Span<int> classes = stackalloc int[4];
        var restricted = new int[CountryCode.Total + 1];
        var perTemplate = new Dictionary<long, int>();
        var orphans = 0;
        foreach (var group in groups)
        {
            var reach = ReachOf(group.TemplateId, reaches);
            var forbidden = group.CategoryId is { } category ? restrictions.GetValueOrDefault(category) : CountrySet.Empty;
            classes[(int)Classify(reach, forbidden, markets)] += group.Listings;
            foreach (var country in forbidden - reach.Ships - reach.Unjudged)
            {
                restricted[country.Ordinal] += group.Listings;
            }

            if (group.TemplateId is { } template && reaches.ContainsKey(template))
            {
                perTemplate[template] = perTemplate.GetValueOrDefault(template) + group.Listings;
            }
            else
            {
                orphans += group.Listings;
            }
        }

        var active = classes[0] + classes[1] + classes[2] + classes[3];
        return new CoverageReading(
            store,
            asOf,
            priority,
            active,
            classes[(int)CoverageClass.Covered],
            classes[(int)CoverageClass.RestrictedOnly],
            classes[(int)CoverageClass.Gap],
            classes[(int)CoverageClass.Unknown],
            ByCountry(active, orphans, perTemplate, reaches, restricted));
    }

    /// <summary>Where a template ships; unknown for one that is not among those read, and for listings that name none.</summary>
    internal static TemplateReach ReachOf(long? templateId, IReadOnlyDictionary<long, TemplateReach> reaches) =>
        templateId is { } id && reaches.TryGetValue(id, out var reach) ? reach : TemplateReach.Unknown;

    private static List<CountryCoverage> ByCountry(
        int active,
        int orphans,
        Dictionary<long, int> perTemplate,
        IReadOnlyDictionary<long, TemplateReach> reaches,
        int[] restricted)
    {
        var ships = new int[CountryCode.Total + 1];
        var assumed = new int[CountryCode.Total + 1];
        var unknown = new int[CountryCode.Total + 1];
        foreach (var (template, listings) in perTemplate)
        {
            var reach = reaches[template];
            Add(ships, reach.Ships, listings);
            Add(assumed, reach.Assumed, listings);
            Add(unknown, reach.Unjudged, listings);
        }

        return [.. CountrySet.All.Select(c => new CountryCoverage(
            c, active, ships[c.Ordinal], assumed[c.Ordinal], unknown[c.Ordinal] + orphans, restricted[c.Ordinal]))];
    }

    private static void Add(int[] sums, CountrySet countries, int listings)
    {
        foreach (var country in countries)
        {
            sums[country.Ordinal] += listings;
        }
    }
}
