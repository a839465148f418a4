using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Pages of active listings on one template, by listing id: each page begins where the last one ended, so its cost does not grow.</summary>
internal static class ListingPages
{
    public static async Task<IReadOnlyList<UncoveredListing>> ReadAsync(
        NerveCentreDb db,
        int storeId,
        long? templateId,
        Func<IQueryable<ListingRecord>, IQueryable<ListingRecord>> narrow,
        Func<long?, bool> isRestricted,
        long after,
        int size,
        CancellationToken cancel)
    {
        var names = await db.Restrictions.AsNoTracking().Where(r => r.StoreId == storeId)
            .Select(r => new { r.CategoryId, r.Category }).Distinct().ToDictionaryAsync(r => r.CategoryId, r => r.Category, cancel);
        var rows = await narrow(db.Listings.AsNoTracking()
                .Where(l => l.StoreId == storeId && l.Status == ListingStatus.Active && l.TemplateId == templateId && l.ListingId > after))
            .OrderBy(l => l.ListingId)
            .Take(Math.Clamp(size, 1, UncoveredListings.MaxPageSize))
            .Select(l => new { l.ListingId, l.Title, l.CategoryId, l.PublishedAt })
            .ToListAsync(cancel);
        var ids = rows.Select(l => l.CategoryId).ToHashSet();
        foreach (var category in await db.Categories.AsNoTracking().Where(c => c.StoreId == storeId && ids.Contains(c.CategoryId)).ToListAsync(cancel))
        {
            names.TryAdd(category.CategoryId, category.Name);
        }

        return [.. rows.Select(l => new UncoveredListing(
            l.ListingId,
            l.Title,
            l.CategoryId is { } id ? names.GetValueOrDefault(id) ?? id.ToString(CultureInfo.InvariantCulture) : null,
            l.PublishedAt,
            isRestricted(l.CategoryId)))];
    }
}
