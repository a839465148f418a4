using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Pairs of category and country that no template can enable. Kept by hand: AliExpress announces them as notices and has no API for it.</summary>
public sealed class RestrictedDestinations(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TimeProvider clock)
{
    /// <summary>Longest name of a category, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>Most pairs of a store.</summary>
    public const int Most = 5_000;

    public async Task<RestrictionsOverview> ReadAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var rows = await db.Restrictions.AsNoTracking().Where(r => r.StoreId == storeId).OrderBy(r => r.Category).ThenBy(r => r.CategoryId).ThenBy(r => r.Country).ToListAsync(cancel);
        var listings = await db.ListingCounts.AsNoTracking().Where(c => c.StoreId == storeId).GroupBy(c => c.CategoryId)
            .Select(g => new { g.Key, Listings = g.Sum(c => c.Listings) }).ToDictionaryAsync(g => g.Key, g => g.Listings, cancel);
        var names = rows.GroupBy(r => r.CategoryId).ToDictionary(g => g.Key, g => g.First().Category);
        return new RestrictionsOverview(
            [.. rows.Select(r => new Restriction(r.CategoryId, r.Category, CountryCode.Parse(r.Country), r.AddedAt, r.By, listings.GetValueOrDefault(r.CategoryId)))],
            [.. listings.Where(l => l.Key is not 0).OrderByDescending(l => l.Value).ThenBy(l => l.Key).Select(l => new KnownCategory(l.Key, names.GetValueOrDefault(l.Key), l.Value))],
            listings.GetValueOrDefault(0),
            listings.Values.Sum(),
            (await GaugeAsync(db, storeId, cancel))([]));
    }

    /// <summary>The gauge as it is, and as it would be with these pairs besides. Nothing is written.</summary>
    public async Task<GaugePreview> PreviewAsync(Caller caller, int storeId, IReadOnlyCollection<NewRestriction> added, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        Check(added);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var gauge = await GaugeAsync(db, storeId, cancel);
        return new GaugePreview(gauge([]), gauge(added));
    }

    /// <summary>Adds pairs; those that are there already stay as they are, but for the category's name.</summary>
    /// <returns>How many are new.</returns>
    /// <exception cref="ProblemException">A pair is not sound, or there would be too many.</exception>
    public Task<int> AddAsync(Caller caller, int storeId, IReadOnlyCollection<NewRestriction> added, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ChangeDestinations,
            storeId,
            session =>
            {
                Check(added);
                var stored = session.Db.Restrictions.Where(r => r.StoreId == storeId).ToDictionary(r => (r.CategoryId, r.Country));
                var by = session.Db.NameOf(caller);
                var fresh = new List<NewRestriction>();
                foreach (var pair in added.DistinctBy(a => (a.CategoryId, a.Country)))
                {
                    if (stored.TryGetValue((pair.CategoryId, pair.Country.Alpha2), out var row))
                    {
                        row.Category = pair.Category.Trim();
                        continue;
                    }

                    fresh.Add(pair);
                    session.Db.Restrictions.Add(new RestrictionRecord { StoreId = storeId, CategoryId = pair.CategoryId, Country = pair.Country.Alpha2, Category = pair.Category.Trim(), AddedAt = clock.GetUtcNow(), By = by });
                }

                if (stored.Count + fresh.Count > Most)
                {
                    throw new ProblemException($"A store can have {Most} restricted destinations at most; these would make {stored.Count + fresh.Count}. Nothing was added.");
                }

                if (fresh.Count > 0)
                {
                    session.Audit(caller, clock, AuditActions.RestrictionAdded, storeId, after: Told(fresh));
                }

                session.MarkChanged(storeId);
                return fresh.Count;
            },
            cancel);

    /// <returns>False when there is no such pair.</returns>
    public Task<bool> RemoveAsync(Caller caller, int storeId, long categoryId, CountryCode country, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ChangeDestinations,
            storeId,
            session =>
            {
                if (session.Db.Restrictions.Find(storeId, categoryId, country.Alpha2) is not { } row)
                {
                    return false;
                }

                session.Db.Restrictions.Remove(row);
                session.Audit(caller, clock, AuditActions.RestrictionRemoved, storeId, before: Told([new NewRestriction(categoryId, row.Category, country)]));
                session.MarkChanged(storeId);
                return true;
            },
            cancel);

    /// <summary>All pairs, by category. That it was asked for is recorded.</summary>
    public Task<IReadOnlyList<NewRestriction>> ExportAsync(Caller caller, int storeId, CancellationToken cancel) =>
        guard.WriteAsync<IReadOnlyList<NewRestriction>>(
            caller,
            Right.ReadStore,
            storeId,
            session =>
            {
                session.Audit(caller, clock, AuditActions.Exported, storeId, "the restricted destinations");
                return [.. session.Db.Restrictions.AsNoTracking().Where(r => r.StoreId == storeId).OrderBy(r => r.CategoryId).ThenBy(r => r.Country).ToList().Select(r => new NewRestriction(r.CategoryId, r.Category, CountryCode.Parse(r.Country)))];
            },
            cancel);

    /// <summary>Reads once what the gauge rests on, for whatever pairs are added.</summary>
    private static async Task<Func<IReadOnlyCollection<NewRestriction>, CoverageReading>> GaugeAsync(NerveCentreDb db, int storeId, CancellationToken cancel)
    {
        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancel);
        var stored = await CoverageReader.RestrictionsAsync(db, storeId, cancel);
        // By category throughout: a category that is restricted nowhere yet may be among those to be added.
        var groups = await db.ListingCounts.AsNoTracking().Where(c => c.StoreId == storeId)
            .Select(c => new ListingGroup(c.TemplateId == 0 ? null : c.TemplateId, c.CategoryId, c.Listings)).ToListAsync(cancel);
        var reaches = await CoverageReader.ReachesAsync(db, storeId, cancel);
        return added =>
        {
            var restrictions = new Dictionary<long, CountrySet>(stored);
            foreach (var pair in added)
            {
                restrictions[pair.CategoryId] = restrictions.GetValueOrDefault(pair.CategoryId).Add(pair.Country);
            }

            return CoverageCalculator.Compute(store.Name, default, groups, reaches, restrictions, PriorityMarkets.Stored(store));
        };
    }

    private static string Told(IReadOnlyCollection<NewRestriction> pairs) =>
        string.Join(", ", pairs.Take(5).Select(p => $"{OneLine.Of(p.Category.Trim(), 60)} to {CountryCatalogue.Get(p.Country).EnglishName}")) + (pairs.Count > 5 ? $" and {pairs.Count - 5} more" : "");

    private static void Check(IReadOnlyCollection<NewRestriction> added)
    {
        foreach (var pair in added)
        {
            if (pair.CategoryId <= 0)
            {
                throw new ProblemException($"{pair.CategoryId} is no category's id. AliExpress's are whole numbers above 0, such as 200004720.");
            }

            if (pair.Category.Trim() is var name && (name.Length is 0 or > LongestName || name != OneLine.Of(name)))
            {
                throw new ProblemException($"The category {pair.CategoryId} needs a name of 1 to {LongestName} characters, none of which cannot be seen.");
            }
        }
    }
}

/// <param name="ToRead">Active listings whose category has not been read yet.</param>
/// <param name="Now">The gauge as it is.</param>
public sealed record RestrictionsOverview(IReadOnlyList<Restriction> Restrictions, IReadOnlyList<KnownCategory> Categories, int ToRead, int Active, CoverageReading Now);

/// <param name="By">Who added it, as they were called then; empty when it was there from the start.</param>
/// <param name="Listings">Active listings in the category.</param>
public sealed record Restriction(long CategoryId, string Category, CountryCode Country, DateTimeOffset AddedAt, string By, int Listings);

/// <param name="Name"><c>null</c> when nobody has named it: AliExpress tells listings' categories by id.</param>
public sealed record KnownCategory(long CategoryId, string? Name, int Listings);

public sealed record NewRestriction(long CategoryId, string Category, CountryCode Country);
