using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>Decides, from the rows as they are now, whether a caller may. A disabled person or an ended session is nobody at once.</summary>
[InnerWorks]
public sealed partial class AccessGuard(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, SessionActivity activity, RefusalRecorder refusals, TimeProvider clock, ILogger<AccessGuard> log)
{
    /// <param name="storeId">The store it is about; <c>null</c> for rights over the whole installation.</param>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task DemandAsync(Caller caller, Right right, int? storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        if (!Allows(db, caller, right, storeId))
        {
            await RecordAsync(caller, right, storeId);
            throw AccessRefusedException.For(Effective(db, caller), right);
        }
    }

    /// <summary>Does something in one transaction with the check that the caller may.</summary>
    /// <exception cref="AccessRefusedException">The caller may not. Nothing was done.</exception>
    public async Task<T> WriteAsync<T>(Caller caller, Right right, int? storeId, Func<WriteSession, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await writer.WriteAsync(
                session => Allows(session.Db, caller, right, storeId) ? work(session) : throw AccessRefusedException.For(Effective(session.Db, caller), right),
                cancel);
        }
        catch (AccessRefusedException)
        {
            await RecordAsync(caller, right, storeId);
            throw;
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Caller, Right, int?, Func{WriteSession, Task{T}}, CancellationToken)"/>
    public Task<T> WriteAsync<T>(Caller caller, Right right, int? storeId, Func<WriteSession, T> work, CancellationToken cancel) =>
        WriteAsync(caller, right, storeId, session => Task.FromResult(work(session)), cancel);

    /// <inheritdoc cref="WriteAsync{T}(Caller, Right, int?, Func{WriteSession, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Caller caller, Right right, int? storeId, Action<WriteSession> work, CancellationToken cancel) =>
        WriteAsync(
            caller,
            right,
            storeId,
            session =>
            {
                work(session);
                return true;
            },
            cancel);

    /// <inheritdoc cref="Allows(NerveCentreDb, Caller, Right, int?)"/>
    public bool Allows(Caller caller, Right right, int? storeId)
    {
        using var db = contexts.CreateDbContext();
        return Allows(db, caller, right, storeId);
    }

    /// <summary>Whether a caller may. A right over one store without a store, or the other way round, is never given.</summary>
    public bool Allows(NerveCentreDb db, Caller caller, Right right, int? storeId)
    {
        if (right is not Right.OwnAccount && Rights.IsPerStore(right) != storeId.HasValue)
        {
            return false;
        }

        return caller.Kind switch
        {
            CallerKind.CommandLine or CallerKind.Server => right is not Right.OwnAccount,
            CallerKind.Explorer => storeId is { } store && !db.Accounts.Any() && db.Stores.Any(s => s.Id == store && s.Kind == StoreKind.Sandbox),
            CallerKind.Account => Account(db, caller) is { } account && (right is Right.OwnAccount || account.OwnsEverything ? storeId is not { } any || db.Stores.Any(s => s.Id == any) : HasRole(db, account, right, storeId)),
            CallerKind.Token => right is Right.ReadCard && storeId is { } read && Token(db, caller) is not null && db.ApiTokenStores.Any(s => s.TokenId == caller.TokenId && s.StoreId == read),
            _ => false,
        };
    }

    /// <summary>The stores that a caller may see at all.</summary>
    public IQueryable<StoreRecord> StoresOf(NerveCentreDb db, Caller caller) => caller.Kind switch
    {
        CallerKind.CommandLine or CallerKind.Server => db.Stores,
        CallerKind.Explorer when !db.Accounts.Any() => db.Stores.Where(s => s.Kind == StoreKind.Sandbox),
        CallerKind.Account when Account(db, caller) is { } account => account.OwnsEverything ? db.Stores : db.Stores.Where(s => db.Memberships.Any(m => m.AccountId == account.Id && m.StoreId == s.Id)),
        CallerKind.Token when Token(db, caller) is { } token => db.Stores.Where(s => db.ApiTokenStores.Any(t => t.TokenId == token.Id && t.StoreId == s.Id)),
        _ => db.Stores.Where(_ => false),
    };

    /// <summary>The account behind a caller; <c>null</c> when it is disabled, or its session is not live.</summary>
    public AccountRecord? Account(NerveCentreDb db, Caller caller)
    {
        if (caller is not { Kind: CallerKind.Account, SessionId: { } id })
        {
            return null;
        }

        var session = db.Sessions.AsNoTracking().FirstOrDefault(s => s.Id == id && s.AccountId == caller.AccountId);
        return session is not null && activity.IsLive(session)
            ? db.Accounts.AsNoTracking().FirstOrDefault(a => a.Id == caller.AccountId && a.DisabledAt == null)
            : null;
    }

    /// <summary>The token behind a caller; <c>null</c> when it was revoked or has expired.</summary>
    public ApiTokenRecord? Token(NerveCentreDb db, Caller caller)
    {
        return db.LiveTokens(clock.GetUtcNow()).AsNoTracking().FirstOrDefault(t => t.Id == caller.TokenId);
    }

    private static bool HasRole(NerveCentreDb db, AccountRecord account, Right right, int? storeId) =>
        db.Memberships.AsNoTracking().FirstOrDefault(m => m.AccountId == account.Id && m.StoreId == storeId) is { } membership && Rights.Has(membership.Role, right);

    /// <summary>Who is no longer what they say is told what nobody is told: to sign in.</summary>
    private CallerKind Effective(NerveCentreDb db, Caller caller) => caller.Kind switch
    {
        CallerKind.Account when Account(db, caller) is null => CallerKind.Nobody,
        CallerKind.Explorer when db.Accounts.Any() => CallerKind.Nobody,
        CallerKind.Token when Token(db, caller) is null => CallerKind.Nobody,
        var kind => kind,
    };

    private async Task RecordAsync(Caller caller, Right right, int? storeId)
    {
        LogRefused(caller.Kind, caller.AccountId, right, storeId);
        await refusals.RecordAsync(caller, right, storeId);
    }

    [LoggerMessage(6001, LogLevel.Warning, "Refused: {Kind} {Account} asked for {Right} in store {Store}")]
    private partial void LogRefused(CallerKind kind, int account, Right right, int? store);
}
