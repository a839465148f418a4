using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Connections;

/// <summary>
/// How a store gets its tokens: somebody enters an app, AliExpress asks the seller in the browser and sends back a code, the code becomes tokens once,
/// and whoever began it sees whose they are before anything is kept. What waits in between belongs to one sign-in, and not for long.
/// </summary>
public sealed class Authorisations(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, StoreWriter writer, ConnectionSecrets secrets, GatewayHttp gateway, TokenKeeper tokens, SyncJobs jobs, TimeProvider clock)
{
    /// <summary>How long somebody may take for AliExpress's page, and once more for the decision.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Connections on their way at once; one more forgets the oldest.</summary>
    private const int MostPending = 50;

    private const int MaxKey = 200;

    private const string Void = "This answer belongs to no connection that waits here: it was used already, came too late, or was begun in another browser or sign-in. Start again under Settings → Stores.";

    /// <summary>Begins to connect a store that is made when the tokens are kept.</summary>
    /// <param name="redirectUri">Where AliExpress sends the browser back to; it must be the callback address of the app, to the letter.</param>
    /// <returns>The state: unguessable, and the key to what waits.</returns>
    /// <exception cref="ProblemException">The name is taken or will not do, the zone is none, or the app is not entered.</exception>
    public Task<string> BeginAsync(Caller caller, NewConnection connection, string redirectUri, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManageStores,
            null,
            session =>
            {
                var made = NewStore(session.Db, connection.Name, connection.TimeZone);
                return Begin(session, caller, new PendingConnectionRecord { Id = "", Name = made.Name, TimeZone = made.TimeZone, AppKey = connection.AppKey, AppSecret = connection.AppSecret, RedirectUri = redirectUri });
            },
            cancel);

    /// <summary>Begins to authorise a store again, or to connect one that was fed by files.</summary>
    /// <param name="connection">The app; an empty key and secret mean the one that the store has. Its name and zone are not looked at.</param>
    /// <exception cref="ProblemException">It is the sandbox, or an app is needed and not entered.</exception>
    public Task<string> BeginAgainAsync(Caller caller, int storeId, NewConnection connection, string redirectUri, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManageConnection,
            storeId,
            session =>
            {
                var store = session.Db.Stores.AsNoTracking().Single(s => s.Id == storeId);
                if (store.Kind is StoreKind.Sandbox)
                {
                    throw new ProblemException("The sandbox store needs no authorisation: it speaks with a gateway of its own.");
                }

                var known = session.Db.Connections.AsNoTracking().SingleOrDefault(c => c.StoreId == storeId);
                RequireRight(session.Db, caller, known);
                var key = connection.AppKey.Trim() is "" ? known?.AppKey ?? "" : connection.AppKey;
                var secret = connection.AppSecret.Trim() is not "" ? connection.AppSecret
                    : known is null || key.Trim() != known.AppKey ? ""
                    : secrets.Open(ConnectionSecrets.StoreOwner(storeId), nameof(known.AppSecret), known.AppSecret) ?? throw new ProblemException("The app secret of this store can no longer be opened: the keys are gone. Enter it again.");
                return Begin(session, caller, new PendingConnectionRecord { Id = "", StoreId = storeId, AppKey = key, AppSecret = secret, RedirectUri = redirectUri });
            },
            cancel);

    /// <summary>What waits under a state; <c>null</c> when nothing does for this sign-in.</summary>
    public async Task<PendingConnection?> FindAsync(Caller caller, string state, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.OwnAccount, null, cancel);
        using var db = contexts.CreateDbContext();
        if (Waiting(db.PendingConnections.AsNoTracking(), caller, state) is not { } row)
        {
            return null;
        }

        var store = row.StoreId is { } id ? await db.Stores.Where(s => s.Id == id).Select(s => s.Name).SingleAsync(cancel) : row.Name;
        var address = $"{gateway.At("/oauth/authorize")}?response_type=code&force_auth=true&redirect_uri={Uri.EscapeDataString(row.RedirectUri)}&client_id={Uri.EscapeDataString(row.AppKey)}&state={Uri.EscapeDataString(state)}";
        return new PendingConnection(store, row.StoreId is null, row.AppKey, row.RedirectUri, address, row.ExpiresAt, row.CodeUsedAt is not null, Opened(row)?.Seller);
    }

    /// <summary>Takes what AliExpress sent the browser back with, and the code to AliExpress, once.</summary>
    /// <param name="refusal">AliExpress's <c>error</c>; <c>null</c> when there is none.</param>
    /// <exception cref="ProblemException">It belongs to nothing that waits, the seller refused, or AliExpress did not take the code.</exception>
    public async Task ReceiveAsync(Caller caller, string state, string? code, string? refusal, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.OwnAccount, null, cancel);
        var pending = await writer.WriteAsync(session => Claim(session, caller, state, code, refusal), cancel);
        if (string.IsNullOrWhiteSpace(code) || refusal is not null)
        {
            throw new ProblemException($"AliExpress did not authorise NerveCentre{(refusal is null ? "" : $" (it says: {OneLine.Of(refusal, 100)})")}. Nothing was kept. Start again under Settings → Stores, and choose to allow it on AliExpress's page.");
        }

        var secret = secrets.Open(pending.Id, nameof(pending.AppSecret), pending.AppSecret) ?? throw new ProblemException(Void);
        var app = new AliExpressApp(pending.AppKey, secret);
        // Not to be cancelled: the code works once, and its answer is the only copy of the tokens.
        var answer = await gateway.Tokens.CreateAsync(app, code.Trim(), CancellationToken.None);
        var grant = answer.Value ?? throw new ProblemException(AuthorisationWords.Of(answer.Error!));
        var received = new Received(grant, await Seller.AskAsync(gateway, clock, app, grant));
        await writer.WriteAsync(
            session =>
            {
                var row = session.Db.PendingConnections.SingleOrDefault(p => p.Id == pending.Id) ?? throw new ProblemException(Void);
                row.Grant = secrets.Seal(row.Id, nameof(row.Grant), JsonSerializer.Serialize(received));
                row.ExpiresAt = clock.GetUtcNow() + Patience;
            },
            CancellationToken.None);
    }

    /// <summary>The same by hand, where AliExpress's redirect cannot reach this server.</summary>
    /// <param name="secret">The code, or the whole address at which the browser ended.</param>
    /// <exception cref="ProblemException">There is no code in it, it is of another attempt, or as for <see cref="ReceiveAsync"/>.</exception>
    public async Task PasteAsync(Caller caller, string state, string secret, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.OwnAccount, null, cancel);
        var (code, told, refusal) = AuthorisationWords.Read(secret);
        if (told is not null && told != state)
        {
            throw new ProblemException("This address is not the answer to this attempt. Go to AliExpress from this page, and paste the address at which the browser ends.");
        }

        await ReceiveAsync(caller, state, code, refusal, cancel);
    }

    /// <summary>Keeps the connection: makes the store if it is new, and starts to read it.</summary>
    /// <returns>The store's name.</returns>
    /// <exception cref="ProblemException">Nothing waits, or the seller is another than before, or connected already.</exception>
    public async Task<string> KeepAsync(Caller caller, string state, CancellationToken cancel)
    {
        var waiting = await RequireAsync(caller, state, cancel);
        var name = await guard.WriteAsync(caller, waiting.StoreId is null ? Right.ManageStores : Right.ManageConnection, waiting.StoreId, session => Keep(session, caller, state), cancel);
        await jobs.FitAsync(CancellationToken.None);
        return name;
    }

    /// <summary>Forgets what waits, tokens included.</summary>
    public async Task DiscardAsync(Caller caller, string state, CancellationToken cancel)
    {
        await RequireAsync(caller, state, cancel);
        await writer.WriteAsync(
            session =>
            {
                if (Waiting(session.Db.PendingConnections, caller, state) is { } row)
                {
                    session.Db.Remove(row);
                }
            },
            cancel);
    }

    private static StoreRecord NewStore(NerveCentreDb db, string name, string zone)
    {
        var store = StoreDirectory.NewStore(name, StoreKind.AliExpress, zone.Trim(), default);
        _ = DemandWindows.Zone(store.TimeZone);
        return db.Stores.Any(s => s.Name == store.Name)
            ? throw new ProblemException($"There is a store named “{store.Name}” already. Choose another name, or connect that one on its own page.")
            : store;
    }

    private string Begin(WriteSession session, Caller caller, PendingConnectionRecord pending)
    {
        pending.AppKey = Entered(pending.AppKey, "app key");
        var secret = Entered(pending.AppSecret, "app secret");
        if (!Uri.TryCreate(pending.RedirectUri, UriKind.Absolute, out var back) || back.Scheme is not ("https" or "http"))
        {
            throw new ProblemException("The redirect address is no address.");
        }

        var state = Secrets.New();
        pending.Id = Secrets.Hash(state);
        pending.AppSecret = secrets.Seal(pending.Id, nameof(pending.AppSecret), secret);
        pending.SessionId = caller.SessionId;
        pending.ExpiresAt = clock.GetUtcNow() + Patience;
        var oldest = session.Db.PendingConnections.OrderByDescending(p => p.ExpiresAt).Skip(MostPending - 1).Select(p => p.Id).ToList();
        session.Db.PendingConnections.Where(p => oldest.Contains(p.Id)).ExecuteDelete();
        session.Db.PendingConnections.Add(pending);
        return state;
    }

    private static string Entered(string text, string what)
    {
        text = text.Trim();
        return text.Length is > 0 and <= MaxKey && text.All(c => c is > ' ' and <= '~')
            ? text
            : throw new ProblemException($"Enter the {what}, as AliExpress’s console shows it.");
    }

    /// <summary>The row of this state, if it belongs to this sign-in and its time is not over.</summary>
    private PendingConnectionRecord? Waiting(IQueryable<PendingConnectionRecord> rows, Caller caller, string state)
    {
        var (id, now) = (Secrets.Hash(state), clock.GetUtcNow());
        return caller.SessionId is { } session ? rows.SingleOrDefault(p => p.Id == id && p.SessionId == session && p.ExpiresAt > now) : null;
    }

    private async Task<PendingConnectionRecord> RequireAsync(Caller caller, string state, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.OwnAccount, null, cancel);
        using var db = contexts.CreateDbContext();
        return Waiting(db.PendingConnections.AsNoTracking(), caller, state) ?? throw new ProblemException(Void);
    }

    /// <summary>In one transaction, so that of two answers with one state only one goes on.</summary>
    private PendingConnectionRecord Claim(WriteSession session, Caller caller, string state, string? code, string? refusal)
    {
        if (Waiting(session.Db.PendingConnections, caller, state) is not { CodeUsedAt: null } row)
        {
            throw new ProblemException(Void);
        }

        row.CodeUsedAt = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(code) || refusal is not null)
        {
            session.Db.Remove(row);
        }

        return row;
    }

    private string Keep(WriteSession session, Caller caller, string state)
    {
        if (Waiting(session.Db.PendingConnections, caller, state) is not { } pending || Opened(pending) is not { } received)
        {
            throw new ProblemException(Void);
        }

        var secret = secrets.Open(pending.Id, nameof(pending.AppSecret), pending.AppSecret) ?? throw new ProblemException(Void);
        var known = pending.StoreId is { } id ? session.Db.Connections.SingleOrDefault(c => c.StoreId == id) : null;
        RequireSameSeller(known, received.Seller);
        var elsewhere = session.Db.Connections.Where(c => c.SellerId == received.Seller.Id && c.StoreId != pending.StoreId).Join(session.Db.Stores, c => c.StoreId, s => s.Id, (c, s) => s.Name).FirstOrDefault();
        if (elsewhere is not null)
        {
            throw new ProblemException(guard.Allows(session.Db, caller, Right.ManageStores, null)
                ? $"This seller ({received.Seller.InWords}) is connected already, as the store “{OneLine.Of(elsewhere, 100)}”. One seller is one store. Throw this away, or disconnect that one first."
                : "This seller is connected already as another store. One seller is one store. Throw this away.");
        }

        if (pending.StoreId is not null)
        {
            RequireRight(session.Db, caller, known);
        }

        var store = pending.StoreId is { } storeId ? session.Db.Stores.Single(s => s.Id == storeId) : Made(session, pending);
        store.Kind = StoreKind.AliExpress;
        Write(session, store, known, pending, secret, received);
        session.Db.Remove(pending);
        session.Audit(caller, clock, known is null ? AuditActions.StoreConnected : AuditActions.StoreAuthorised, store.Id, store.Name, after: $"seller {received.Seller.InWords}");
        session.MarkChanged(store.Id);
        return store.Name;
    }

    private StoreRecord Made(WriteSession session, PendingConnectionRecord pending)
    {
        var store = NewStore(session.Db, pending.Name, pending.TimeZone);
        store.CreatedAt = clock.GetUtcNow();
        session.Db.Stores.Add(store);
        session.Db.SaveChanges();
        return store;
    }

    private void Write(WriteSession session, StoreRecord store, ConnectionRecord? known, PendingConnectionRecord pending, string appSecret, Received received)
    {
        var row = known ?? new ConnectionRecord { StoreId = store.Id, AppKey = "", AppSecret = "", AccessToken = "", SellerId = "", Seller = "" };
        row.AppKey = pending.AppKey;
        row.AppSecret = secrets.Seal(ConnectionSecrets.StoreOwner(store.Id), nameof(row.AppSecret), appSecret);
        row.AuthorisedAt = clock.GetUtcNow();
        (row.SellerId, row.Seller, row.Account) = (received.Seller.Id, received.Seller.Name, received.Seller.Account);
        tokens.Write(row, received.Tokens);
        if (known is null)
        {
            session.Db.Connections.Add(row);
        }
    }

    private static void RequireSameSeller(ConnectionRecord? known, Seller seller)
    {
        if (known is not null && known.SellerId != seller.Id)
        {
            throw new ProblemException($"This store belongs to {new Seller(known.SellerId, known.Seller, known.Account).InWords}, but {seller.InWords} authorised. Throw this away, sign in to AliExpress as the right seller, and authorise again. To connect the other seller, add another store.");
        }
    }

    /// <summary>To renew what is there is a matter of the store; to connect what was not is one of the installation.</summary>
    private void RequireRight(NerveCentreDb db, Caller caller, ConnectionRecord? known)
    {
        if (known is null && !guard.Allows(db, caller, Right.ManageStores, null))
        {
            throw new ProblemException("Only an owner of the installation connects a store to AliExpress. Ask one.");
        }
    }

    private Received? Opened(PendingConnectionRecord row) =>
        row.Grant is { } sealedGrant && secrets.Open(row.Id, nameof(row.Grant), sealedGrant) is { } json ? JsonSerializer.Deserialize<Received>(json) : null;

    private sealed record Received(TokenGrant Tokens, Seller Seller);
}
