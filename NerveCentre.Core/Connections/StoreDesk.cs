using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Connections;

/// <summary>What can be done with a store as a whole.</summary>
public sealed class StoreDesk(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, StoreConnections connections, TokenKeeper tokens, SyncJobs jobs, TimeProvider clock)
{
    /// <summary>The stores that a caller may see, with when each was last read: the sandbox first, then by name.</summary>
    public async Task<IReadOnlyList<StoreLine>> ListAsync(Caller caller, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        var stores = await StoreDirectory.Summaries(db, guard.StoresOf(db, caller)).ToListAsync(cancel);
        var lines = new List<StoreLine>();
        foreach (var store in stores)
        {
            lines.Add(new StoreLine(store, await db.Runs.Where(r => r.StoreId == store.Id && r.Outcome == SyncOutcome.Succeeded).MaxAsync(r => r.FinishedAt, cancel)));
        }

        return lines;
    }

    /// <summary>A store's connection without its secrets, and how much is kept of it.</summary>
    public async Task<StoreDetails> GetAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ManageConnection, storeId, cancel);
        using var db = contexts.CreateDbContext();
        var row = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.StoreId == storeId, cancel);
        return new StoreDetails(
            row is null ? null : new Seller(row.SellerId, row.Seller, row.Account),
            row?.AppKey,
            row?.AuthorisedAt,
            row?.RenewedAt,
            row?.AccessExpiresAt,
            row?.RenewError,
            await db.Orders.CountAsync(o => o.StoreId == storeId, cancel),
            await db.Listings.CountAsync(l => l.StoreId == storeId, cancel),
            await db.Templates.CountAsync(t => t.StoreId == storeId, cancel));
    }

    /// <exception cref="ProblemException">The name is taken or will not do, or it is the sandbox.</exception>
    public Task RenameAsync(Caller caller, int storeId, string name, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManageConnection,
            storeId,
            session =>
            {
                var store = session.Db.Stores.Single(s => s.Id == storeId);
                RefuseSandbox(store);
                var wanted = StoreDirectory.NewStore(name, store.Kind, store.TimeZone, default).Name;
                if (session.Db.Stores.Any(s => s.Name == wanted && s.Id != storeId))
                {
                    throw new ProblemException($"There is a store named “{wanted}” already. Choose another name.");
                }

                if (wanted != store.Name)
                {
                    session.Audit(caller, clock, AuditActions.StoreRenamed, storeId, wanted, store.Name, wanted);
                    store.Name = wanted;
                    session.MarkChanged(storeId);
                }
            },
            cancel);

    /// <summary>Nothing more is read of the store until it is resumed. Its tokens are kept alive.</summary>
    /// <exception cref="ProblemException">It is not connected.</exception>
    public Task PauseAsync(Caller caller, int storeId, CancellationToken cancel) =>
        ChangeAsync(caller, storeId, AuditActions.StorePaused, row => row.PausedAt ??= clock.GetUtcNow(), cancel);

    /// <exception cref="ProblemException">It is not connected.</exception>
    public Task ResumeAsync(Caller caller, int storeId, CancellationToken cancel) =>
        ChangeAsync(caller, storeId, AuditActions.StoreResumed, row => row.PausedAt = null, cancel);

    /// <summary>Chooses which methods AliExpress is asked by.</summary>
    /// <exception cref="ProblemException">It is not connected.</exception>
    public Task SetMethodsAsync(Caller caller, int storeId, SellerMethods methods, CancellationToken cancel) =>
        ChangeAsync(caller, storeId, AuditActions.StoreQueriesChanged, row => row.Methods = methods, cancel, methods.ToString());

    /// <summary>Asks AliExpress who the seller is, with the store's own token.</summary>
    /// <returns>What it answered, in words.</returns>
    /// <exception cref="ProblemException">The store is not read, or AliExpress did not answer.</exception>
    public async Task<string> TestAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ManageConnection, storeId, cancel);
        using var db = contexts.CreateDbContext();
        var store = await StoreDirectory.Summaries(db, db.Stores.Where(s => s.Id == storeId)).SingleAsync(cancel);
        // A paused store can be tested: it has its tokens.
        var client = connections.ClientOf(store.Connection is { RefusedAt: null } paused ? store with { Connection = paused with { PausedAt = null } } : store);
        var started = clock.GetTimestamp();
        var answer = await client.GetMerchantAsync(cancel);
        if (answer.Error is { } error)
        {
            throw new ProblemException(SyncErrors.InWords(error, clock.GetUtcNow()));
        }

        var profile = answer.Value!;
        var who = string.Join(", ", new[] { profile.ShopName, profile.LoginId is { } login ? $"account {login}" : null, profile.ShopId is { } id ? $"shop {id}" : null }.Where(t => t is not null).Select(t => OneLine.Of(t!, 100)));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"AliExpress answered after {clock.GetElapsedTime(started).TotalMilliseconds:0} ms: {(who is "" ? "the connection works" : who)}.");
    }

    /// <summary>Forgets the tokens and keeps the rows: the store stands still from now on, and takes files.</summary>
    /// <exception cref="ProblemException">It is not connected.</exception>
    public async Task DisconnectAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.WriteAsync(
            caller,
            Right.ManageStores,
            null,
            session =>
            {
                var store = Require(session.Db, storeId);
                RefuseSandbox(store);
                if (session.Db.Connections.Where(c => c.StoreId == storeId).ExecuteDelete() is 0 && store.Kind is StoreKind.File)
                {
                    throw new ProblemException("This store is not connected.");
                }

                session.Db.PendingConnections.Where(p => p.StoreId == storeId).ExecuteDelete();
                store.Kind = StoreKind.File;
                session.Audit(caller, clock, AuditActions.StoreDisconnected, storeId, store.Name);
                session.MarkChanged(storeId);
            },
            cancel);
        await jobs.RemoveAsync(storeId, CancellationToken.None);
        tokens.Forget(storeId);
    }

    /// <summary>Erases a store with everything that is kept of it, tokens included. What people did stays in the audit.</summary>
    /// <param name="name">The store's name, typed, so that it is the one that is meant.</param>
    /// <exception cref="ProblemException">The name is not this store's, or it is the sandbox.</exception>
    public async Task EraseAsync(Caller caller, int storeId, string name, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ManageStores, null, cancel);
        // First of all: a read under way would write on.
        await jobs.RemoveAsync(storeId, cancel);
        try
        {
            await guard.WriteAsync(
                caller,
                Right.ManageStores,
                null,
                session =>
                {
                    var store = Require(session.Db, storeId);
                    RefuseSandbox(store);
                    if (name.Trim() != store.Name)
                    {
                        throw new ProblemException($"Nothing was erased: type the store’s name as it is, “{OneLine.Of(store.Name)}”.");
                    }

                    var rows = StoreEraser.Erase(session, storeId);
                    session.Audit(caller, clock, AuditActions.StoreErased, storeId, store.Name, after: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rows} rows"));
                    session.MarkRead(storeId);
                },
                cancel);
            tokens.Forget(storeId);
        }
        catch (ProblemException)
        {
            await jobs.FitAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task ChangeAsync(Caller caller, int storeId, string action, Action<ConnectionRecord> change, CancellationToken cancel, string? after = null)
    {
        await guard.WriteAsync(
            caller,
            Right.ManageConnection,
            storeId,
            session =>
            {
                var row = session.Db.Connections.SingleOrDefault(c => c.StoreId == storeId) ?? throw new ProblemException("This store is not connected to AliExpress: there is nothing to pause or resume.");
                change(row);
                session.Audit(caller, clock, action, storeId, session.Db.Stores.Where(s => s.Id == storeId).Select(s => s.Name).Single(), after: after);
                session.MarkChanged(storeId);
            },
            cancel);
        await jobs.FitAsync(CancellationToken.None);
    }

    private static StoreRecord Require(NerveCentreDb db, int storeId) => db.Stores.SingleOrDefault(s => s.Id == storeId) ?? throw new ProblemException("There is no such store, or no longer.");

    private static void RefuseSandbox(StoreRecord store)
    {
        if (store.Kind is StoreKind.Sandbox)
        {
            throw new ProblemException("The sandbox store stays as it is. Set Sandbox:Enabled to false before the first start for an installation without it.");
        }
    }
}

/// <param name="LastRead">When rows were last read or imported; <c>null</c>: never.</param>
public sealed record StoreLine(StoreSummary Store, DateTimeOffset? LastRead);

/// <param name="Seller"><c>null</c>, as the five that follow, for a store that is not connected.</param>
/// <param name="RenewedAt">When the access token was got.</param>
/// <param name="AccessExpiresAt">When it ends, unless it is renewed.</param>
/// <param name="RenewError">Why the last renewal failed that may yet succeed.</param>
public sealed record StoreDetails(
    Seller? Seller,
    string? AppKey,
    DateTimeOffset? AuthorisedAt,
    DateTimeOffset? RenewedAt,
    DateTimeOffset? AccessExpiresAt,
    string? RenewError,
    int Orders,
    int Listings,
    int Templates);
