using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Connections;

/// <summary>Keeps the tokens of connected stores: hands out the newest, renews them one at a time per store, and says when the seller must authorise again.</summary>
/// <remarks>A refresh token is worth nothing once it was used. Its successor is written in one transaction with the new access token, and only in the place of the one that was used.</remarks>
[InnerWorks]
public sealed partial class TokenKeeper(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, ConnectionSecrets secrets, GatewayHttp gateway, TimeProvider clock, ILogger<TokenKeeper> log)
{
    /// <summary>A new token that is refused at once will not be mended by a newer one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    // One per connected store.
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _turns = [];

    // One per connected store: tokens that AliExpress has given and the database could not take yet.
    private readonly ConcurrentDictionary<int, (string Used, TokenGrant Grant)> _unsaved = [];

    /// <summary>The tokens of one store, for a client.</summary>
    public IAccessTokens Of(int storeId) => new StoreTokens(this, storeId);

    /// <exception cref="ProblemException">The seller has to authorise again.</exception>
    internal async ValueTask<AliExpressCredentials> CurrentAsync(int storeId, CancellationToken cancel) => Credentials(await OpenAsync(storeId, cancel));

    /// <summary>Forgets what is remembered of a store that is no longer connected.</summary>
    internal void Forget(int storeId)
    {
        _turns.TryRemove(storeId, out _);
        _unsaved.TryRemove(storeId, out _);
    }

    /// <param name="refused">The access token that AliExpress refused; <c>null</c> to renew ahead of time.</param>
    /// <returns><c>null</c> when there is none to be had.</returns>
    /// <exception cref="ProblemException">Renewing failed for the moment, or the seller has to authorise again.</exception>
    internal async Task<AliExpressCredentials?> RenewAsync(int storeId, string? refused, CancellationToken cancel)
    {
        var turn = _turns.GetOrAdd(storeId, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancel);
        try
        {
            await SaveUnsavedAsync(storeId);
            var open = await OpenAsync(storeId, cancel);
            if (refused is not null && open.AccessToken != refused)
            {
                return Credentials(open); // somebody was faster
            }

            if (refused is null ? clock.GetUtcNow() < RenewalDue(open.Row) : clock.GetUtcNow() - open.Row.RenewedAt < Pause)
            {
                return refused is null ? Credentials(open) : null;
            }

            // Not to be cancelled from here on: the answer is the only copy of the next refresh token.
            return await RenewAsync(open, wasRefused: refused is not null) ? Credentials(await OpenAsync(storeId, CancellationToken.None)) : null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Three quarters of a token's life: a week before the end of thirty days, six hours before that of one.</summary>
    internal static DateTimeOffset RenewalDue(ConnectionRecord row) => row.RenewedAt + (0.75 * (row.AccessExpiresAt - row.RenewedAt));

    private async Task<bool> RenewAsync(OpenConnection open, bool wasRefused)
    {
        var row = open.Row;
        if (open.RefreshToken is null)
        {
            return (wasRefused || row.AccessExpiresAt <= clock.GetUtcNow()) && await RefuseAsync(row, "The authorisation has ended and cannot be renewed.");
        }

        var answer = await gateway.Tokens.RefreshAsync(new AliExpressApp(row.AppKey, open.AppSecret), open.RefreshToken, CancellationToken.None);
        if (answer.Value is { } grant)
        {
            _unsaved[row.StoreId] = (row.RefreshToken!, grant);
            await SaveUnsavedAsync(row.StoreId);
            LogRenewed(row.StoreId, grant.AccessExpiresAt);
            return true;
        }

        var error = answer.Error!;
        if (error.Kind is AliExpressErrorKind.Token || error.Code?.Contains("refresh", StringComparison.OrdinalIgnoreCase) is true)
        {
            return await RefuseAsync(row, $"AliExpress no longer renews the authorisation ({OneLine.Of(error.Code ?? error.Message, 100)}).");
        }

        var why = $"The access token could not be renewed ({OneLine.Of(error.Message, 200)}).";
        await writer.WriteAsync(session => { session.Db.Connections.Where(c => c.StoreId == row.StoreId).ExecuteUpdate(set => set.SetProperty(c => c.RenewError, why)); }, CancellationToken.None);
        throw new ProblemException($"{why} The last good figures stay; the next turn tries again.");
    }

    /// <summary>Writes what AliExpress gave, unless the seller authorised anew or the store was disconnected meanwhile.</summary>
    private async Task SaveUnsavedAsync(int storeId)
    {
        if (!_unsaved.TryGetValue(storeId, out var unsaved))
        {
            return;
        }

        await writer.WriteAsync(
            session =>
            {
                if (session.Db.Connections.SingleOrDefault(c => c.StoreId == storeId && c.RefreshToken == unsaved.Used) is { } row)
                {
                    Write(row, unsaved.Grant);
                    session.MarkChanged(storeId);
                }
            },
            CancellationToken.None);
        _unsaved.TryRemove(storeId, out _);
    }

    /// <summary>Puts tokens into a row, sealed.</summary>
    internal void Write(ConnectionRecord row, TokenGrant grant)
    {
        var owner = ConnectionSecrets.StoreOwner(row.StoreId);
        row.AccessToken = secrets.Seal(owner, nameof(row.AccessToken), grant.AccessToken);
        row.AccessExpiresAt = grant.AccessExpiresAt;
        row.RefreshToken = grant.RefreshToken is { } refresh ? secrets.Seal(owner, nameof(row.RefreshToken), refresh) : null;
        row.RefreshExpiresAt = grant.RefreshExpiresAt;
        row.RenewedAt = clock.GetUtcNow();
        (row.RefusedAt, row.RefusedWhy, row.RenewError) = (null, null, null);
    }

    private async Task<OpenConnection> OpenAsync(int storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        var row = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.StoreId == storeId, cancel)
            ?? throw new ProblemException("This store is not connected to AliExpress. Connect it under Settings → Stores.");
        var owner = ConnectionSecrets.StoreOwner(storeId);
        var secret = secrets.Open(owner, nameof(row.AppSecret), row.AppSecret);
        var access = secrets.Open(owner, nameof(row.AccessToken), row.AccessToken);
        var refresh = row.RefreshToken is { } sealedRefresh ? secrets.Open(owner, nameof(row.RefreshToken), sealedRefresh) : null;
        if (secret is null || access is null || (refresh is null && row.RefreshToken is not null))
        {
            await RefuseAsync(row, "The keys that open this store’s tokens are gone, as after a restore without them.");
            throw MustAuthorise(row.RefusedWhy!);
        }

        return row.RefusedAt is null ? new OpenConnection(row, secret, access, refresh) : throw MustAuthorise(row.RefusedWhy ?? "");
    }

    /// <returns>False: there is no token.</returns>
    private async Task<bool> RefuseAsync(ConnectionRecord row, string why)
    {
        row.RefusedWhy ??= why;
        var refused = await writer.WriteAsync(
            session =>
            {
                // Whoever renewed or authorised meanwhile has put other tokens there, and nothing is wrong with those.
                var now = session.Db.Connections.SingleOrDefault(c => c.StoreId == row.StoreId && c.RefusedAt == null && c.AccessToken == row.AccessToken);
                if (now is not null)
                {
                    (now.RefusedAt, now.RefusedWhy) = (clock.GetUtcNow(), why);
                    session.MarkChanged(row.StoreId);
                }

                return now is not null;
            },
            CancellationToken.None);
        if (refused)
        {
            LogRefused(row.StoreId, why);
        }

        return false;
    }

    private static ProblemException MustAuthorise(string why) => new($"{why} Authorise again under Settings → Stores; until then the last good figures stay.".TrimStart());

    private AliExpressCredentials Credentials(OpenConnection open) => new(gateway.At("/sync"), open.Row.AppKey, open.AppSecret, open.AccessToken);

    [LoggerMessage(8001, LogLevel.Information, "The access token of store {Store} was renewed; it is good until {Until}")]
    private partial void LogRenewed(int store, DateTimeOffset until);

    [LoggerMessage(8002, LogLevel.Warning, "The seller of store {Store} must authorise again: {Why}")]
    private partial void LogRefused(int store, string why);

    private sealed record OpenConnection(ConnectionRecord Row, string AppSecret, string AccessToken, string? RefreshToken);

    private sealed class StoreTokens(TokenKeeper keeper, int storeId) : IAccessTokens
    {
        public ValueTask<AliExpressCredentials> CurrentAsync(CancellationToken cancel) => keeper.CurrentAsync(storeId, cancel);

        public async ValueTask<AliExpressCredentials?> RenewAsync(AliExpressCredentials refused, CancellationToken cancel) => await keeper.RenewAsync(storeId, refused.AccessToken, cancel);
    }
}
