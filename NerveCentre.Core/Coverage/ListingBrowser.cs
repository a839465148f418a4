using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Active listings that miss markets, as one list: filtered, sorted and paged in the database, each with what it misses and why.</summary>
public sealed class ListingBrowser(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, BoardFeed feed, TimeProvider clock)
{
    /// <summary>Largest page.</summary>
    public const int MaxPageSize = 500;

    /// <summary>Most templates, and most categories, that a filter offers.</summary>
    public const int MostFacets = 300;

    /// <summary>How many listings match, exactly. Without a search or dates the cost does not grow with the number of listings.</summary>
    public async Task<int> CountAsync(Caller caller, int storeId, ListingFilter filter, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var cells = await CellsAsync(db, caller, storeId, filter, cancel);
        return filter.AsksRows ? await ListingSql.CountAsync(db, storeId, cells, filter, cancel) : cells.Count;
    }

    /// <summary>One page after a place, which costs the same however far down it is.</summary>
    /// <param name="after"><c>null</c> for the first page.</param>
    /// <param name="take">1 to <see cref="MaxPageSize"/>.</param>
    public Task<IReadOnlyList<ListingRow>> PageAsync(Caller caller, int storeId, ListingFilter filter, ListingSort sort, ListingPlace? after, int take, CancellationToken cancel) =>
        ReadAsync(caller, storeId, filter, new ListingWindow(sort, after, 0, Math.Clamp(take, 1, MaxPageSize)), cancel);

    /// <summary>One page by the number of listings before it, for a list that is scrolled at will.</summary>
    /// <param name="skip">0 or more.</param>
    /// <param name="take">1 to <see cref="MaxPageSize"/>.</param>
    public Task<IReadOnlyList<ListingRow>> SpanAsync(Caller caller, int storeId, ListingFilter filter, ListingSort sort, int skip, int take, CancellationToken cancel) =>
        ReadAsync(caller, storeId, filter, new ListingWindow(sort, null, Math.Max(skip, 0), Math.Clamp(take, 1, MaxPageSize)), cancel);

    /// <summary>What the filter can be narrowed by.</summary>
    public async Task<ListingFacets> FacetsAsync(Caller caller, int storeId, ListingFilter filter, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var cells = await CellsAsync(db, caller, storeId, filter.Whole, cancel);
        var templates = await db.Templates.AsNoTracking().Where(t => t.StoreId == storeId).Select(t => new { t.TemplateId, t.Name }).ToDictionaryAsync(t => t.TemplateId, t => t.Name, cancel);
        var categories = await NamesAsync(db, storeId, cancel);
        return new ListingFacets(Facets(cells.ByTemplate, templates), Facets(await ListingSql.ByCategoryAsync(db, storeId, cells, cancel), categories));

        static List<ListingFacet> Facets(IEnumerable<(long Id, int Listings)> groups, Dictionary<long, string> names) =>
            [.. groups.Select(g => new ListingFacet(g.Id, names.GetValueOrDefault(g.Id), g.Listings)).OrderByDescending(f => f.Listings).ThenBy(f => f.Id).Take(MostFacets)];
    }

    /// <summary>All that match, in batches that each are of one moment. That it was asked for is recorded.</summary>
    public async Task<IAsyncEnumerable<ListingRow>> ExportAsync(Caller caller, int storeId, ListingFilter filter, ListingSort sort, CancellationToken cancel)
    {
        await guard.WriteAsync(caller, Right.ReadStore, storeId, session => session.Audit(caller, clock, AuditActions.Exported, storeId, "uncovered listings"), cancel);
        return AllAsync(caller, storeId, filter, sort, cancel);
    }

    private async IAsyncEnumerable<ListingRow> AllAsync(Caller caller, int storeId, ListingFilter filter, ListingSort sort, [EnumeratorCancellation] CancellationToken cancel)
    {
        ListingPlace? after = null;
        while (await PageAsync(caller, storeId, filter, sort, after, MaxPageSize, cancel) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                yield return row;
            }

            after = page[^1].Place;
        }
    }

    private async Task<IReadOnlyList<ListingRow>> ReadAsync(Caller caller, int storeId, ListingFilter filter, ListingWindow window, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var cells = await CellsAsync(db, caller, storeId, filter, cancel);
        var rows = await ListingSql.PageAsync(db, storeId, cells, filter, window, cancel);
        if (rows.Count is 0)
        {
            return [];
        }

        var categories = await NamesAsync(db, storeId, cancel);
        var (templates, told) = (StoredTemplates.Read(db, storeId, [.. rows.Select(r => r.TemplateId ?? 0).Distinct()]), TemplateJudge.Told(db, storeId));
        var evidence = rows.Select(r => r.TemplateId ?? 0).Distinct().ToDictionary(t => t, t => cells.MissedBy(t).Select(m => templates.Explain(t, m, told) with { Verdict = cells.VerdictOn(t, m) }).ToList());
        return
        [
            .. rows.Select(r => new ListingRow(
                r.ListingId,
                r.Title,
                r.CategoryId is { } id ? categories.GetValueOrDefault(id) ?? id.ToString(CultureInfo.InvariantCulture) : null,
                r.TemplateId,
                templates.Find(r.TemplateId)?.Name,
                r.PublishedAt,
                [.. evidence[r.TemplateId ?? 0].Select(m => new MissedMarket(m, cells.RestrictedFor(r.CategoryId).Contains(m.Country)))])),
        ];
    }

    private async Task<ListingCells> CellsAsync(NerveCentreDb db, Caller caller, int storeId, ListingFilter filter, CancellationToken cancel)
    {
        DemandReading? demand = filter.MinOrders > 0 ? (await feed.GetAsync(caller, storeId, cancel)).Demand : null;
        return await ListingCells.ReadAsync(db, storeId, await CoverageReader.BasisAsync(db, storeId, cancel), filter, demand, cancel);
    }

    private static async Task<Dictionary<long, string>> NamesAsync(NerveCentreDb db, int storeId, CancellationToken cancel)
    {
        var names = await db.Categories.AsNoTracking().Where(c => c.StoreId == storeId).ToDictionaryAsync(c => c.CategoryId, c => c.Name, cancel);
        // What the owner wrote beside a restriction goes before what a file told.
        foreach (var restriction in await db.Restrictions.AsNoTracking().Where(r => r.StoreId == storeId).Select(r => new { r.CategoryId, r.Category }).Distinct().ToListAsync(cancel))
        {
            names[restriction.CategoryId] = restriction.Category;
        }

        return names;
    }
}
