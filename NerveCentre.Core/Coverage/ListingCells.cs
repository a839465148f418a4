using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>
/// The templates, and where it matters the categories, whose listings a filter asks for. What decides whether a listing is covered is its template and
/// its category alone, so that counts come from the counts kept with the listings, and the listings' own table is asked for pages only.
/// </summary>
internal sealed class ListingCells
{
    private readonly CoverageBasis _basis;
    private readonly CountrySet _wanted;
    private readonly long? _category;
    private readonly List<ListingGroup> _cells;
    private readonly List<ListingGroup> _matching;

    /// <param name="cells">One per template and restricted category, and one per template for all its other categories, which has none; or all of one category.</param>
    private ListingCells(CoverageBasis basis, IEnumerable<ListingGroup> cells, ListingFilter filter, DemandReading? demand)
    {
        (_basis, _cells, _category) = (basis, [.. cells], filter.Category);
        Markets = filter.Country is { } one ? [one] : basis.Priority;
        _wanted = CountrySet.Of(Markets);
        var priority = CountrySet.Of(basis.Priority);
        _matching = [.. _cells.Where(c => IsInScope(c) && IsNarrowed(c))];

        bool IsInScope(ListingGroup cell) => filter switch
        {
            { Country: null, Class: { } shown } => basis.Priority.Count > 0 && CoverageCalculator.Classify(ReachOf(cell.TemplateId), RestrictedFor(cell.CategoryId), priority) == shown,
            { Country: null, Every: true } => true,
            _ => !ReachOf(cell.TemplateId).Ships.IsSupersetOf(_wanted),
        };

        bool IsNarrowed(ListingGroup cell)
        {
            var missed = _wanted - ReachOf(cell.TemplateId).Ships;
            return (filter.Template is not { } template || (cell.TemplateId ?? 0) == template)
                && (filter.Restricted is not { } restricted || missed.Overlaps(RestrictedFor(cell.CategoryId)) == restricted)
                && (demand is null || missed.Sum(demand.OrdersFrom) >= filter.MinOrders);
        }
    }

    /// <summary>The country asked for, or the priority markets in the owner's order.</summary>
    public IReadOnlyList<CountryCode> Markets { get; }

    /// <summary>Active listings that match, as far as template and category decide.</summary>
    public int Count => _matching.Sum(c => c.Listings);

    /// <summary>Active listings that match, by template; 0 for those that name none.</summary>
    public IEnumerable<(long Template, int Listings)> ByTemplate => _matching.GroupBy(c => c.TemplateId ?? 0).Select(g => (g.Key, g.Sum(c => c.Listings)));

    public static async Task<ListingCells> ReadAsync(NerveCentreDb db, int storeId, CoverageBasis basis, ListingFilter filter, DemandReading? demand, CancellationToken cancel)
    {
        if (filter.Category is not { } category)
        {
            return new ListingCells(basis, basis.Groups, filter, demand);
        }

        var counts = await db.ListingCounts.AsNoTracking().Where(c => c.StoreId == storeId && c.CategoryId == category && c.Listings > 0).ToListAsync(cancel);
        return new ListingCells(basis, counts.Select(c => new ListingGroup(c.TemplateId is 0 ? null : c.TemplateId, category is 0 ? null : category, c.Listings)), filter, demand);
    }

    /// <summary>The markets that a template cannot be said to ship to.</summary>
    public IEnumerable<CountryCode> MissedBy(long? template) => Markets.Where(m => !ReachOf(template).Ships.Contains(m));

    /// <summary>What the gauge makes of a template and a market.</summary>
    public DestinationVerdict VerdictOn(long? template, CountryCode market) => ReachOf(template).VerdictOn(market);

    public CountrySet RestrictedFor(long? category) => category is { } id ? _basis.Restrictions.GetValueOrDefault(id) : default;

    /// <summary>A condition on rows that holds for the matching ones; <c>null</c> when none can match. Numbers only, nothing that anybody wrote.</summary>
    /// <param name="none">What a row has that names no template or no category: NULL in Listings, 0 in ListingCounts.</param>
    public string? Condition(string none = "NULL")
    {
        var (whole, parts) = (new List<long>(), new List<string>());
        var all = _cells.ToLookup(c => c.TemplateId);
        foreach (var template in _matching.GroupBy(c => c.TemplateId))
        {
            var categories = template.Select(c => c.CategoryId).ToHashSet();
            var others = all[template.Key].Select(c => c.CategoryId).Where(c => !categories.Contains(c)).ToList();
            // Of one category alone, that is said once for all.
            var where = _category is not null || others.Count is 0 ? ""
                : categories.Contains(null) ? $" AND (CategoryId IS NULL OR CategoryId NOT IN ({Numbers(others.OfType<long>())}))"
                : $" AND CategoryId IN ({Numbers(categories.OfType<long>())})";
            if (template.Key is { } id && where is "")
            {
                whole.Add(id);
            }
            else
            {
                parts.Add(template.Key is { } named ? string.Create(CultureInfo.InvariantCulture, $"(TemplateId = {named}{where})") : $"(TemplateId IS {none}{where})");
            }
        }

        if (whole.Count > 0)
        {
            parts.Insert(0, $"TemplateId IN ({Numbers(whole)})");
        }

        var category = _category switch { null => "", 0 => $" AND CategoryId IS {none}", { } id => string.Create(CultureInfo.InvariantCulture, $" AND CategoryId = {id}") };
        return parts.Count is 0 ? null : $"({string.Join(" OR ", parts)}){category}";
    }

    private TemplateReach ReachOf(long? template) => CoverageCalculator.ReachOf(template is 0 ? null : template, _basis.Reaches);

    private static string Numbers(IEnumerable<long> numbers) => string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
}
