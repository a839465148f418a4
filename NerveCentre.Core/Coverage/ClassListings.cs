using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>The active listings of one class of the gauge, grouped by template, paged in the database.</summary>
public sealed class ClassListings(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard)
{
    /// <summary>Every template with listings of the class, most listings first. They add up to the class's number on the gauge.</summary>
    public async Task<IReadOnlyList<ClassGroup>> GroupsAsync(Caller caller, int storeId, CoverageClass wanted, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancel);
        var markets = PriorityMarkets.Stored(store);
        var parts = await PartsAsync(db, storeId, CountrySet.Of(markets), null, cancel);
        var names = await db.Templates.AsNoTracking().Where(t => t.StoreId == storeId)
            .Select(t => new { t.TemplateId, t.Name, t.ReadAt, t.GoneAt }).ToDictionaryAsync(t => t.TemplateId, cancel);
        var shown = parts.Where(p => p.Class == wanted).GroupBy(p => (p.Template, p.Reach)).ToList();
        var (templates, told) = (StoredTemplates.Read(db, storeId, [.. shown.Select(g => g.Key.Template)]), TemplateJudge.Told(db, storeId));
        return
        [
            .. shown
                .Select(g => new ClassGroup(
                    g.Key.Template is 0 ? null : g.Key.Template,
                    names.GetValueOrDefault(g.Key.Template)?.Name,
                    g.Sum(p => p.Listings),
                    [.. markets.Where(m => !g.Key.Reach.Ships.Contains(m))],
                    names.GetValueOrDefault(g.Key.Template)?.ReadAt,
                    names.GetValueOrDefault(g.Key.Template)?.GoneAt,
                    [.. markets.Where(m => !g.Key.Reach.Named.Contains(m)).Select(m => templates.Explain(g.Key.Template, m, told))]))
                .OrderByDescending(g => g.Listings).ThenBy(g => g.TemplateId),
        ];
    }

    /// <summary>One page of the class's listings on one template (<c>null</c>: listings that name none), by listing id.</summary>
    /// <param name="after">Id of the last listing of the page before; 0 for the first page.</param>
    /// <param name="size">1 to <see cref="UncoveredListings.MaxPageSize"/>.</param>
    public async Task<IReadOnlyList<UncoveredListing>> PageAsync(Caller caller, int storeId, CoverageClass wanted, long? templateId, long after, int size, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancel);
        var parts = await PartsAsync(db, storeId, CountrySet.Of(PriorityMarkets.Stored(store)), templateId ?? 0, cancel);
        // A template's listings fall into classes by category; 0 stands for a category that is not known.
        var categories = parts.Where(p => p.Class == wanted).Select(p => p.Category).ToList();
        return await ListingPages.ReadAsync(
            db, storeId, templateId, listings => listings.Where(l => categories.Contains(l.CategoryId ?? 0)), _ => wanted is CoverageClass.RestrictedOnly, after, size, cancel);
    }

    private static async Task<IReadOnlyList<Part>> PartsAsync(NerveCentreDb db, int storeId, CountrySet markets, long? template, CancellationToken cancel)
    {
        var counts = await db.ListingCounts.AsNoTracking().Where(c => c.StoreId == storeId && (template == null || c.TemplateId == template)).ToListAsync(cancel);
        var reaches = await CoverageReader.ReachesAsync(db, storeId, cancel);
        var restrictions = await CoverageReader.RestrictionsAsync(db, storeId, cancel);
        return [.. counts.Select(c =>
        {
            var reach = CoverageCalculator.ReachOf(c.TemplateId, reaches);
            return new Part(c.TemplateId, c.CategoryId, c.Listings, reach, CoverageCalculator.Classify(reach, restrictions.GetValueOrDefault(c.CategoryId), markets));
        })];
    }

    private sealed record Part(long Template, long Category, int Listings, TemplateReach Reach, CoverageClass Class);
}

/// <param name="TemplateId"><c>null</c> for listings that name no template.</param>
/// <param name="TemplateName"><c>null</c> when the template was never read.</param>
/// <param name="Missing">Priority markets that the template is not known to ship to.</param>
/// <param name="TemplateGoneAt">When the template was found missing from AliExpress's list.</param>
/// <param name="Evidence">Of the priority markets that are missing or that rest on an assumption: what each service says about them.</param>
public sealed record ClassGroup(
    long? TemplateId,
    string? TemplateName,
    int Listings,
    IReadOnlyList<CountryCode> Missing,
    DateTimeOffset? TemplateReadAt,
    DateTimeOffset? TemplateGoneAt = null,
    IReadOnlyList<MarketEvidence>? Evidence = null);
