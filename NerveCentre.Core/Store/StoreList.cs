using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;

namespace NerveCentre.Core.Store;

/// <summary>The stores that a caller may see. To everybody else they do not exist.</summary>
public sealed class StoreList(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard)
{
    /// <summary>The sandbox first, then by name; empty for nobody.</summary>
    public async Task<IReadOnlyList<StoreSummary>> ListAsync(Caller caller, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return await StoreDirectory.Summaries(db, guard.StoresOf(db, caller)).ToListAsync(cancel);
    }

    /// <summary>Lets a page be reached by those only who have use for it. A refusal is recorded.</summary>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public Task DemandAsync(Caller caller, Right right, CancellationToken cancel) => guard.DemandAsync(caller, right, null, cancel);

    /// <summary>What a caller may do in a store, so that pages offer nothing that would be refused.</summary>
    public Task<bool> MayAsync(Caller caller, Right right, int? storeId, CancellationToken cancel) => Task.FromResult(guard.Allows(caller, right, storeId));
}
