using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>
/// The pairs of template and category whose listings a filter asks for. What decides whether a listing is covered is its template and its category
/// alone, so that counts come from the counts kept with the listings, and the listings' own table is asked for pages only.
/// </summary>
internal sealed class ListingCells
{
    private readonly Dictionary<long, CountrySet> _restrictions;
    private readonly Dictionary<long, TemplateReach> _reaches;
    private readonly List<ListingCountRecord> _all;
    private readonly List<ListingCountRecord> _matching;

    private ListingCells(CoverageBasis basis, List<ListingCountRecord> cells, ListingFilter filter, DemandReading? demand)
    {
        (_reaches, _restrictions, _all) = (basis.Reaches.ToDictionary(), basis.Restrictions.ToDictionary(), cells);
        Markets = filter.Country is { } one ? [one] : basis.Priority;
        var priority = CountrySet.Of(basis.Priority);
        var wanted = CountrySet.Of(Markets);
        InScope = [.. cells.Where(c => filter switch
        {
            { Country: not null } => !ReachOf(c.TemplateId).Ships.IsSupersetOf(wanted),
            { Class: { } shown } => basis.Priority.Count > 0 && CoverageCalculator.Classify(ReachOf(c.TemplateId), RestrictedFor(c.CategoryId), priority) == shown,
            _ => !ReachOf(c.TemplateId).Ships.IsSupersetOf(priority),
        })];
        _matching = [.. InScope.Where(c =>
            (filter.Template is not { } template || c.TemplateId == template)
            && (filter.Category is not { } category || c.CategoryId == category)
            && (filter.Restricted is not { } restricted || (wanted - ReachOf(c.TemplateId).Ships).Overlaps(RestrictedFor(c.CategoryId)) == restricted)
            && (demand is null || (wanted - ReachOf(c.TemplateId).Ships).Sum(demand.OrdersFrom) >= filter.MinOrders))];
    }

    /// <summary>The country asked for, or the priority markets in the owner's order.</summary>
    public IReadOnlyList<CountryCode> Markets { get; }

    /// <summary>Those of the filter's country or class, before it is narrowed.</summary>
    public IReadOnlyList<ListingCountRecord> InScope { get; }

    /// <summary>Active listings that match, as far as template and category decide.</summary>
    public int Count => _matching.Sum(c => c.Listings);

    public static async Task<ListingCells> ReadAsync(NerveCentreDb db, int storeId, CoverageBasis basis, ListingFilter filter, DemandReading? demand, CancellationToken cancel) =>
        new(basis, await db.ListingCounts.AsNoTracking().Where(c => c.StoreId == storeId && c.Listings > 0).ToListAsync(cancel), filter, demand);

    /// <summary>The markets that a template cannot be said to ship to.</summary>
    public IEnumerable<CountryCode> MissedBy(long template) => Markets.Where(m => !ReachOf(template).Ships.Contains(m));

    /// <summary>What the gauge makes of a template and a market.</summary>
    public DestinationVerdict VerdictOn(long template, CountryCode market) => ReachOf(template).VerdictOn(market);

    public CountrySet RestrictedFor(long category) => category is 0 ? default : _restrictions.GetValueOrDefault(category);

    /// <summary>A condition on rows of Listings that holds for the matching ones; <c>null</c> when none can match. Numbers only, nothing that anybody wrote.</summary>
    public string? Condition()
    {
        var all = _all.GroupBy(c => c.TemplateId).ToDictionary(g => g.Key, g => g.Select(c => c.CategoryId).ToHashSet());
        var (whole, parts) = (new List<long>(), new List<string>());
        foreach (var template in _matching.GroupBy(c => c.TemplateId))
        {
            var categories = template.Select(c => c.CategoryId).ToHashSet();
            var others = all[template.Key].Where(c => !categories.Contains(c)).ToHashSet();
            if (others.Count is 0 && template.Key is not 0)
            {
                whole.Add(template.Key);
                continue;
            }

            // The shorter of the two lists says the same.
            var where = others.Count is 0 ? "" : others.Count < categories.Count ? $" AND {In("CategoryId", others, not: true)}" : $" AND {In("CategoryId", categories, not: false)}";
            parts.Add(template.Key is 0 ? $"(TemplateId IS NULL{where})" : string.Create(CultureInfo.InvariantCulture, $"(TemplateId = {template.Key}{where})"));
        }

        if (whole.Count > 0)
        {
            parts.Insert(0, $"TemplateId IN ({Numbers(whole)})");
        }

        return parts.Count is 0 ? null : $"({string.Join(" OR ", parts)})";
    }

    private TemplateReach ReachOf(long template) => CoverageCalculator.ReachOf(template, _reaches);

    /// <summary>0 stands for a category that is not known, which the listing's row has as NULL.</summary>
    private static string In(string column, HashSet<long> numbers, bool not)
    {
        var (known, hasNull) = (numbers.Where(n => n is not 0).ToList(), numbers.Contains(0));
        return (not, hasNull) switch
        {
            (false, true) => $"({column} IS NULL OR {column} IN ({Numbers(known)}))",
            (false, false) => $"{column} IN ({Numbers(known)})",
            (true, true) => $"({column} IS NOT NULL AND {column} NOT IN ({Numbers(known)}))",
            (true, false) => $"({column} IS NULL OR {column} NOT IN ({Numbers(known)}))",
        };
    }

    private static string Numbers(IEnumerable<long> numbers) => string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));
}
