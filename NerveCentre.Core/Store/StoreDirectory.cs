using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;

namespace NerveCentre.Core.Store;

/// <summary>The stores of this installation.</summary>
[InnerWorks]
public sealed class StoreDirectory(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, TimeProvider clock)
{
    /// <summary>Longest name of a store, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>All stores: the sandbox first, then by name.</summary>
    public async Task<IReadOnlyList<StoreSummary>> ListAsync(CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await Summaries(db, db.Stores).ToListAsync(cancel);
    }

    /// <summary>The store of that name, compared without regard to case; <c>null</c> if there is none.</summary>
    public async Task<StoreSummary?> FindAsync(string name, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await Summaries(db, db.Stores.Where(s => s.Name == name)).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The store of that id; <c>null</c> when it is gone.</summary>
    public async Task<StoreSummary?> FindAsync(int storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await Summaries(db, db.Stores.Where(s => s.Id == storeId)).SingleOrDefaultAsync(cancel);
    }

    public async Task<StoreSummary> GetAsync(int storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await Summaries(db, db.Stores.Where(s => s.Id == storeId)).FirstAsync(cancel);
    }

    /// <summary>Finds a store or says which ones there are.</summary>
    /// <exception cref="ProblemException">There is none of that name.</exception>
    public async Task<StoreSummary> RequireAsync(string name, CancellationToken cancel)
    {
        if (await FindAsync(name.Trim(), cancel) is { } found)
        {
            return found;
        }

        var names = (await ListAsync(cancel)).Select(s => $"'{OneLine.Of(s.Name)}'").ToList();
        throw new ProblemException($"There is no store named '{OneLine.Of(name, MaxNameLength)}'. " + (names.Count is 0
            ? "There is no store at all yet: start the server once for the sandbox store, or import orders with: import orders FILE --store NAME"
            : $"The stores are: {string.Join(", ", names)}."));
    }

    /// <summary>Makes a store.</summary>
    /// <exception cref="ProblemException">The name is empty, too long, or holds characters that cannot be seen.</exception>
    public async Task<StoreSummary> CreateAsync(string name, StoreKind kind, string timeZone, CancellationToken cancel)
    {
        await writer.WriteAsync(session => session.Db.Stores.Add(NewStore(name, kind, timeZone, clock.GetUtcNow())), cancel);
        return (await FindAsync(name.Trim(), cancel))!;
    }

    /// <exception cref="ProblemException">The name is empty, too long, or holds characters that cannot be seen.</exception>
    internal static StoreRecord NewStore(string name, StoreKind kind, string timeZone, DateTimeOffset now)
    {
        name = name.Trim();
        return name.Length is 0 or > MaxNameLength || name != OneLine.Of(name)
            ? throw new ProblemException($"A store's name has 1 to {MaxNameLength} characters and none that cannot be seen, such as control characters; this one has {name.Length}. Choose another name.")
            : new StoreRecord { Name = name, Kind = kind, TimeZone = timeZone, CreatedAt = now };
    }

    /// <summary>Names of all stores by id, for what only refers to them.</summary>
    internal static IReadOnlyDictionary<int, string> Names(NerveCentreDb db) => db.Stores.AsNoTracking().ToDictionary(s => s.Id, s => s.Name);

    internal static IQueryable<StoreSummary> Summaries(NerveCentreDb db, IQueryable<StoreRecord> stores) =>
        from s in stores
        join c in db.Connections on s.Id equals c.StoreId into connections
        from c in connections.DefaultIfEmpty()
        orderby s.Kind == StoreKind.Sandbox ? 0 : 1, s.Name
        select new StoreSummary(
            s.Id,
            s.Name,
            s.Kind,
            s.TimeZone,
            db.Orders.Where(o => o.StoreId == s.Id).Max(o => (DateTimeOffset?)o.PlacedAt),
            c == null ? null : new ConnectionState(c.AppKey, c.PausedAt, c.RefusedAt, c.RefusedWhy, c.RefreshToken == null ? c.AccessExpiresAt : c.RefreshExpiresAt, c.Methods),
            db.Orders.Where(o => o.StoreId == s.Id).Min(o => (DateTimeOffset?)o.PlacedAt),
            db.Backfills.Where(b => b.StoreId == s.Id).Select(b => (DateTimeOffset?)b.ReadDownTo).FirstOrDefault());
}
