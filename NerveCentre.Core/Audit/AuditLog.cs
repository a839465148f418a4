using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Audit;

/// <summary>Who did what, for owners of the installation: page by page, or all of it as a stream.</summary>
public sealed class AuditLog(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TimeProvider clock)
{
    public const int MaxPageSize = 200;

    /// <summary>Rows held at once by an export. Each step reads on its own: a slow download keeps no transaction open.</summary>
    private const int ExportStep = 500;

    /// <summary>One page, the newest first. Costs the same wherever it is.</summary>
    /// <param name="before">Id that the page's rows are older than; <c>null</c> for the newest page.</param>
    /// <param name="after">Or id that they are newer than.</param>
    /// <param name="size">1 to <see cref="MaxPageSize"/>.</param>
    /// <exception cref="ProblemException">The filter can match nothing.</exception>
    public async Task<AuditRows> PageAsync(Caller caller, AuditFilter filter, long? before, long? after, int size, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadAudit, null, cancel);
        size = Math.Clamp(size, 1, MaxPageSize);
        using var db = contexts.CreateDbContext();
        // One transaction: the count is that of the rows beside it.
        using var snapshot = db.BeginSnapshot();
        var matching = filter.Apply(db.Audit.AsNoTracking());
        var total = await matching.CountAsync(cancel);
        var rows = after is { } newer ? await matching.Where(a => a.Id > newer).OrderBy(a => a.Id).Take(size).ToListAsync(cancel) : [];
        rows.Reverse();
        if (rows.Count < size)
        {
            // Nobody turns to a newest page that is cut short.
            var older = after is null && before is { } id ? matching.Where(a => a.Id < id) : matching;
            rows = await older.OrderByDescending(a => a.Id).Take(size).ToListAsync(cancel);
        }

        var (first, last) = rows.Count is 0 ? (long.MaxValue, long.MinValue) : (rows[0].Id, rows[^1].Id);
        return new AuditRows(
            Entries(db, rows),
            total,
            await matching.AnyAsync(a => a.Id > first, cancel) ? first : null,
            await matching.AnyAsync(a => a.Id < last, cancel) ? last : null);
    }

    /// <summary>Every row of a filter as of now, the newest first. That it was asked for is recorded before the first row.</summary>
    /// <exception cref="AccessRefusedException">The caller may not. Also while reading on, when they no longer may.</exception>
    /// <exception cref="ProblemException">The filter can match nothing.</exception>
    public async Task<IAsyncEnumerable<AuditEntry>> ExportAsync(Caller caller, AuditFilter filter, CancellationToken cancel)
    {
        var newest = await guard.WriteAsync(
            caller,
            Right.ReadAudit,
            null,
            session =>
            {
                _ = filter.Apply(session.Db.Audit);
                session.Audit(caller, clock, AuditActions.Exported, subject: "audit", after: filter.Told());
                session.Db.SaveChanges();
                return session.Db.Audit.Max(a => a.Id);
            },
            cancel);
        return ReadAsync(caller, filter, newest + 1, cancel);
    }

    private async IAsyncEnumerable<AuditEntry> ReadAsync(Caller caller, AuditFilter filter, long before, [EnumeratorCancellation] CancellationToken cancel)
    {
        IReadOnlyList<AuditEntry> step;
        do
        {
            await guard.DemandAsync(caller, Right.ReadAudit, null, cancel);
            using (var db = contexts.CreateDbContext())
            {
                step = Entries(db, await filter.Apply(db.Audit.AsNoTracking()).Where(a => a.Id < before).OrderByDescending(a => a.Id).Take(ExportStep).ToListAsync(cancel));
            }

            foreach (var entry in step)
            {
                yield return entry;
            }

            before = step.Count is 0 ? before : step[^1].Id;
        }
        while (step.Count is ExportStep);
    }

    private static IReadOnlyList<AuditEntry> Entries(NerveCentreDb db, List<AuditRecord> rows)
    {
        var names = StoreDirectory.Names(db);
        return [.. rows.Select(a => new AuditEntry(a.Id, a.At, a.Kind, a.By, a.Address, a.StoreId is { } store ? names.GetValueOrDefault(store) ?? "a store that is gone" : null, a.Action, a.Subject, a.Before, a.After))];
    }
}

/// <param name="Total">How many rows the filter has, on all pages.</param>
/// <param name="Newer">Id that the rows of the page before are newer than; <c>null</c> when this is the newest.</param>
/// <param name="Older">Id that the rows of the next page are older than; <c>null</c> when this is the last.</param>
public sealed record AuditRows(IReadOnlyList<AuditEntry> Rows, int Total, long? Newer, long? Older);

/// <param name="By">Who, as they were called at that time.</param>
/// <param name="Address">Where from; <c>null</c> on this machine's command line and for the server's own jobs.</param>
/// <param name="Store">Name of the store it is about; <c>null</c> for the whole installation.</param>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="Subject">What it was done to; may be empty.</param>
public sealed record AuditEntry(long Id, DateTimeOffset At, CallerKind Kind, string By, string? Address, string? Store, string Action, string Subject, string? Before, string? After);
