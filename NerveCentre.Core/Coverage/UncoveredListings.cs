using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>The active listings that do not ship to a country, grouped by template, paged in the database.</summary>
public sealed class UncoveredListings(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard)
{
    /// <summary>Largest page.</summary>
    public const int MaxPageSize = 200;

    /// <summary>
    /// Every template with active listings that do not ship there, most listings first, and after them those of which it is unknown.
    /// Listings of the first kind add up to <see cref="CountryCoverage.Missing"/>, of the second to <see cref="CountryCoverage.Unknown"/>.
    /// </summary>
    public async Task<IReadOnlyList<UncoveredGroup>> GroupsAsync(Caller caller, int storeId, CountryCode country, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var counts = await db.ListingCounts.AsNoTracking().Where(c => c.StoreId == storeId).ToListAsync(cancel);
        var reaches = await CoverageReader.ReachesAsync(db, storeId, cancel);
        var restricted = await RestrictedCategoriesAsync(db, storeId, country, cancel);
        var names = await db.Templates.AsNoTracking().Where(t => t.StoreId == storeId)
            .Select(t => new { t.TemplateId, t.Name, t.ReadAt, t.GoneAt })
            .ToDictionaryAsync(t => t.TemplateId, cancel);
        var uncovered = counts.GroupBy(c => c.TemplateId)
            .Select(g => (Template: g.Key, Reach: CoverageCalculator.ReachOf(g.Key, reaches), Counts: g))
            .Where(g => !g.Reach.Ships.Contains(country))
            .ToList();
        var (templates, told) = (StoredTemplates.Read(db, storeId, [.. uncovered.Select(g => g.Template)]), TemplateJudge.Told(db, storeId));

        return
        [
            .. uncovered
                .Select(g => new UncoveredGroup(
                    g.Template is 0 ? null : g.Template,
                    names.GetValueOrDefault(g.Template)?.Name,
                    g.Reach.Unjudged.Contains(country) ? UncoveredReason.TemplateUnknown : UncoveredReason.NotInTemplate,
                    g.Counts.Sum(c => c.Listings),
                    g.Counts.Where(c => restricted.Contains(c.CategoryId)).Sum(c => c.Listings),
                    names.GetValueOrDefault(g.Template)?.ReadAt,
                    names.GetValueOrDefault(g.Template)?.GoneAt,
                    templates.Explain(g.Template, country, told).Evidence))
                .OrderBy(g => g.Reason).ThenByDescending(g => g.Listings).ThenBy(g => g.TemplateId),
        ];
    }

    /// <summary>One page of the listings of one template (<c>null</c>: listings that name none), by listing id.</summary>
    /// <param name="after">Id of the last listing of the page before; 0 for the first page.</param>
    /// <param name="size">1 to <see cref="MaxPageSize"/>.</param>
    public async Task<IReadOnlyList<UncoveredListing>> PageAsync(Caller caller, int storeId, CountryCode country, long? templateId, long after, int size, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        var restricted = await RestrictedCategoriesAsync(db, storeId, country, cancel);
        return await ListingPages.ReadAsync(
            db, storeId, templateId, listings => listings, category => category is { } id && restricted.Contains(id), after, size, cancel);
    }

    private static async Task<HashSet<long>> RestrictedCategoriesAsync(NerveCentreDb db, int storeId, CountryCode country, CancellationToken cancel)
    {
        var code = country.Alpha2;
        return [.. await db.Restrictions.Where(r => r.StoreId == storeId && r.Country == code).Select(r => r.CategoryId).ToListAsync(cancel)];
    }
}

public enum UncoveredReason
{
    /// <summary>The template does not ship there.</summary>
    NotInTemplate,

    /// <summary>The template has never been read, no longer exists, or says nothing from which it could be judged.</summary>
    TemplateUnknown,
}

/// <param name="TemplateId">The template that these listings name; <c>null</c> when they name none.</param>
/// <param name="TemplateName"><c>null</c> when the template was never read.</param>
/// <param name="Listings">Active listings on this template.</param>
/// <param name="Restricted">Of these, listings whose category is restricted for the country: no template can mend them.</param>
/// <param name="TemplateReadAt">When AliExpress last told the template's settings.</param>
/// <param name="TemplateGoneAt">When the template was found missing from AliExpress's list.</param>
/// <param name="Evidence">What each service of the template says about the country; <c>null</c> or empty when there is nothing to go by.</param>
public sealed record UncoveredGroup(
    long? TemplateId,
    string? TemplateName,
    UncoveredReason Reason,
    int Listings,
    int Restricted,
    DateTimeOffset? TemplateReadAt,
    DateTimeOffset? TemplateGoneAt = null,
    IReadOnlyList<DestinationEvidence>? Evidence = null);

/// <param name="Category">The category's name if one is known, otherwise its id; <c>null</c> before it has been read.</param>
public sealed record UncoveredListing(long ListingId, string Title, string? Category, DateTimeOffset? PublishedAt, bool Restricted);
