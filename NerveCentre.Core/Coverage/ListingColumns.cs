using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Which columns of a list of listings a person wants to see. Whoever has no account says it in the address only.</summary>
public sealed class ListingColumns(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard)
{
    /// <summary>Longest text that is kept.</summary>
    public const int Longest = 200;

    /// <summary>What was saved; <c>null</c> when nothing was, or the caller has no account.</summary>
    public async Task<string?> GetAsync(Caller caller, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return !guard.Allows(db, caller, Right.OwnAccount, null) ? null : await db.ListingColumns.AsNoTracking().Where(c => c.AccountId == caller.AccountId).Select(c => c.Columns).FirstOrDefaultAsync(cancel);
    }

    /// <param name="columns">Names separated by commas.</param>
    /// <exception cref="ProblemException">The text is too long to be names of columns.</exception>
    public Task SaveAsync(Caller caller, string columns, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.OwnAccount,
            null,
            session =>
            {
                if (columns.Length > Longest)
                {
                    throw new ProblemException($"The choice of columns has at most {Longest} characters; this one has {columns.Length}.");
                }

                if (session.Db.ListingColumns.SingleOrDefault(c => c.AccountId == caller.AccountId) is { } stored)
                {
                    stored.Columns = columns;
                }
                else
                {
                    session.Db.ListingColumns.Add(new ListingColumnsRecord { AccountId = caller.AccountId, Columns = columns });
                }
            },
            cancel);
}
