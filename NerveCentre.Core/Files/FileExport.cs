using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Files;

/// <summary>A store's orders, listings and templates as files that import back to the same.</summary>
public sealed class FileExport(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TimeProvider clock)
{
    /// <summary>Rows read at once, and between two looks at whether the caller still may.</summary>
    private const int Step = 2_000;

    /// <summary>The header and every row. That it was asked for is recorded before the first row.</summary>
    /// <exception cref="AccessRefusedException">The caller may not. Also while reading on, when they no longer may.</exception>
    public async Task<IAsyncEnumerable<IReadOnlyList<string>>> RowsAsync(Caller caller, int storeId, FileKind kind, CancellationToken cancel)
    {
        await guard.WriteAsync(caller, Right.ExportFiles, storeId, session => session.Audit(caller, clock, AuditActions.Exported, storeId, FileImport.Words(kind)), cancel);
        return ReadAsync(caller, storeId, kind, cancel);
    }

    private async IAsyncEnumerable<IReadOnlyList<string>> ReadAsync(Caller caller, int storeId, FileKind kind, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return FileLayout.OwnColumns(kind);
        if (kind is FileKind.Templates)
        {
            foreach (var row in await TemplatesAsync(storeId, cancel))
            {
                yield return row;
            }

            yield break;
        }

        // Each page begins where the last one ended.
        for (string? after = ""; after is not null;)
        {
            await guard.DemandAsync(caller, Right.ExportFiles, storeId, cancel);
            var page = kind is FileKind.Orders ? await OrdersAsync(storeId, after, cancel) : await ListingsAsync(storeId, after, cancel);
            foreach (var row in page)
            {
                yield return row;
            }

            after = page.Count < Step ? null : page[^1][0];
        }
    }

    private async Task<IReadOnlyList<string[]>> OrdersAsync(int storeId, string after, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        var orders = await db.Orders.AsNoTracking().Where(o => o.StoreId == storeId && string.Compare(o.OrderId, after) > 0).OrderBy(o => o.OrderId).Take(Step).ToListAsync(cancel);
        return [.. orders.Select(o => new[]
        {
            o.OrderId,
            Moment(o.PlacedAt),
            o.BuyerCountryRaw,
            o.ShipCountryRaw,
            o.Amount?.ToString(CultureInfo.InvariantCulture) ?? "",
            o.Currency ?? "",
            o.Status.ToString().ToLowerInvariant(),
            o.RawStatus,
        })];
    }

    /// <summary>Those that AliExpress no longer tells are no listings any more.</summary>
    private async Task<IReadOnlyList<string[]>> ListingsAsync(int storeId, string after, CancellationToken cancel)
    {
        var last = after is "" ? 0 : long.Parse(after, CultureInfo.InvariantCulture);
        using var db = contexts.CreateDbContext();
        var listings = await db.Listings.AsNoTracking()
            .Where(l => l.StoreId == storeId && l.ListingId > last && l.Status != ListingStatus.Gone)
            .OrderBy(l => l.ListingId).Take(Step).ToListAsync(cancel);
        var categories = await CategoriesAsync(db, storeId, [.. listings.Select(l => l.CategoryId).OfType<long>().Distinct()], cancel);
        return [.. listings.Select(l => new[]
        {
            Number(l.ListingId),
            l.Title,
            FileFields.NameOf(l.Status),
            Number(l.TemplateId),
            Number(l.CategoryId),
            l.CategoryId is { } category ? categories.GetValueOrDefault(category, "") : "",
            l.PublishedAt is { } published ? Moment(published) : "",
            l.RawStatus,
        })];
    }

    private static async Task<Dictionary<long, string>> CategoriesAsync(NerveCentreDb db, int storeId, List<long> ids, CancellationToken cancel)
    {
        var names = await db.Categories.AsNoTracking().Where(c => c.StoreId == storeId && ids.Contains(c.CategoryId)).ToDictionaryAsync(c => c.CategoryId, c => c.Name, cancel);
        foreach (var restricted in await db.Restrictions.AsNoTracking().Where(r => r.StoreId == storeId && ids.Contains(r.CategoryId)).ToListAsync(cancel))
        {
            names.TryAdd(restricted.CategoryId, restricted.Category);
        }

        return names;
    }

    /// <summary>One row for each logistics service of a template.</summary>
    private async Task<IReadOnlyList<string[]>> TemplatesAsync(int storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        var templates = await db.Templates.AsNoTracking().Where(t => t.StoreId == storeId && t.GoneAt == null).OrderBy(t => t.TemplateId).ToListAsync(cancel);
        return [.. from template in templates
                   from service in Services(template).DefaultIfEmpty()
                   select new[]
                   {
                       Number(template.TemplateId),
                       template.Name,
                       service is null ? "" : TemplateDestinations.Write(
                           [.. service.FreeShippingCountries, .. service.StandardShippingCountries, .. service.SelfStandardCountries, .. service.SelfDefinedCountries],
                           service.AllFreeShipping || service.AllStandardShipping),
                       service?.LogisticsCompany ?? "",
                       template.IsDefault ? "yes" : "no",
                   }];
    }

    private static List<FreightSetting> Services(TemplateRecord template) => JsonSerializer.Deserialize<List<FreightSetting>>(template.Settings) ?? [];

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
