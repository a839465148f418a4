using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>Tokens with which programs read cards: made and revoked by owners of the installation, and worth nothing anywhere else.</summary>
/// <remarks>A token stands by itself: it works until it expires or is revoked, whatever becomes of the person who made it.</remarks>
public sealed class ApiTokens(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TokenUses uses, TimeProvider clock)
{
    /// <summary>Tokens that work at the same time.</summary>
    public const int MostLive = 100;

    /// <summary>Longest life, in days.</summary>
    public const int MostDays = 366;

    /// <summary>Tokens that are over and still listed; the audit has them all.</summary>
    private const int MostOverShown = 100;

    /// <summary>So that people and programs that look for lost secrets know one when they see it.</summary>
    private const string Mark = "nc_";

    /// <summary>Compared with when there is no such token, so that both take the same time.</summary>
    private static readonly string NobodysHash = Secrets.Hash(Secrets.New());

    /// <summary>Those that work first, then those that are over; in each the newest first.</summary>
    public async Task<IReadOnlyList<TokenSummary>> ListAsync(Caller caller, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ManageTokens, null, cancel);
        using var db = contexts.CreateDbContext();
        var now = clock.GetUtcNow();
        var live = db.LiveTokens(now).AsNoTracking().OrderByDescending(t => t.Id);
        var over = db.ApiTokens.AsNoTracking().Where(t => t.RevokedAt != null || t.ExpiresAt <= now).OrderByDescending(t => t.Id).Take(MostOverShown);
        var rows = (await live.ToListAsync(cancel)).Concat(await over.ToListAsync(cancel)).ToList();
        var stores = (await db.ApiTokenStores.AsNoTracking().Join(db.Stores, t => t.StoreId, s => s.Id, (t, s) => new { t.TokenId, s.Name }).ToListAsync(cancel)).ToLookup(s => s.TokenId, s => s.Name);
        return [.. rows.Select(t => new TokenSummary(t.Id, t.Name, [.. stores[t.Id].Order(StringComparer.CurrentCulture)], t.Cards.Split(' '), t.CreatedAt, t.CreatedBy, t.ExpiresAt, uses.UsedAt(t), t.RevokedAt, StateOf(t, now)))];
    }

    /// <summary>Makes a token.</summary>
    /// <returns>The token itself. It is kept nowhere and cannot be shown again.</returns>
    /// <exception cref="ProblemException">It would read nothing, names what is not there, lasts too long, or is called like another.</exception>
    public Task<string> MakeAsync(Caller caller, NewToken wanted, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManageTokens,
            null,
            session =>
            {
                var now = clock.GetUtcNow();
                var name = NewPerson.CheckedName(wanted.Name);
                var cards = Cards(wanted);
                var stores = Stores(session.Db, wanted);
                RequireRoom(session.Db, name, wanted.Days, now);
                var secret = Secrets.New();
                var token = new ApiTokenRecord
                {
                    Name = name,
                    SecretHash = Secrets.Hash(secret),
                    Cards = string.Join(' ', cards),
                    CreatedAt = now,
                    CreatedBy = session.Db.NameOf(caller),
                    ExpiresAt = now.AddDays(wanted.Days),
                };
                session.Db.ApiTokens.Add(token);
                session.Db.SaveChanges();
                session.Db.ApiTokenStores.AddRange(stores.Select(s => new ApiTokenStoreRecord { TokenId = token.Id, StoreId = s.Id }));
                session.Audit(caller, clock, AuditActions.TokenMade, subject: name, after: $"reads {string.Join(", ", cards)} of {string.Join(", ", stores.Select(s => OneLine.Of(s.Name, 100)))} until {token.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}");
                return string.Create(CultureInfo.InvariantCulture, $"{Mark}{token.Id}_{secret}");
            },
            cancel);

    /// <summary>From this moment on the token is worth nothing.</summary>
    /// <returns>False when there is none that still works.</returns>
    public Task<bool> RevokeAsync(Caller caller, int tokenId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManageTokens,
            null,
            session =>
            {
                var now = clock.GetUtcNow();
                if (session.Db.LiveTokens(now).SingleOrDefault(t => t.Id == tokenId) is not { } token)
                {
                    return false;
                }

                token.RevokedAt = now;
                session.Audit(caller, clock, AuditActions.TokenRevoked, subject: token.Name);
                return true;
            },
            cancel);

    /// <summary>Who presents this token, and notes that it was used; <c>null</c> when it is unknown, revoked or over, which look the same.</summary>
    [AnyoneMay("the token is the permission")]
    public async Task<Caller?> CallerOfAsync(string presented, CancellationToken cancel)
    {
        var (id, secret) = Split(presented) ?? (0, "");
        using var db = contexts.CreateDbContext();
        var row = await db.ApiTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel);
        var isRight = Secrets.Matches(secret, row?.SecretHash ?? NobodysHash);
        if (!isRight || row is null || StateOf(row, clock.GetUtcNow()) is not TokenState.Live)
        {
            return null;
        }

        uses.Note(row.Id);
        return Caller.Token(row.Id);
    }

    private static TokenState StateOf(ApiTokenRecord token, DateTimeOffset now) =>
        token.RevokedAt is not null ? TokenState.Revoked : token.ExpiresAt <= now ? TokenState.Expired : TokenState.Live;

    private static (int Id, string Secret)? Split(string presented) =>
        presented.StartsWith(Mark, StringComparison.Ordinal)
        && presented.IndexOf('_', Mark.Length) is > 0 and var end
        && Secrets.Split($"{presented.AsSpan(Mark.Length, end - Mark.Length)}.{presented.AsSpan(end + 1)}") is { } parts
            ? parts
            : null;

    private static List<string> Cards(NewToken wanted)
    {
        var cards = wanted.Cards.Select(k => CardRegistry.Require(k).Key).Distinct().ToList();
        return cards.Count > 0 ? cards : throw new ProblemException("Choose at least one card that the token may read.");
    }

    private static List<StoreRecord> Stores(NerveCentreDb db, NewToken wanted)
    {
        var stores = db.Stores.AsNoTracking().Where(s => wanted.StoreIds.Contains(s.Id)).OrderBy(s => s.Name).ToList();
        return stores.Count is 0 ? throw new ProblemException("Choose at least one store that the token may read.")
            : stores.Count < wanted.StoreIds.Distinct().Count() ? throw new ProblemException("One of these stores is not there, or no longer. Choose again.")
            : stores;
    }

    private static void RequireRoom(NerveCentreDb db, string name, int days, DateTimeOffset now)
    {
        if (days is < 1 or > MostDays)
        {
            throw new ProblemException($"A token lasts 1 to {MostDays} days. Choose how many.");
        }

        var live = db.LiveTokens(now).Select(t => t.Name).ToList();
        if (live.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException($"There is a token “{name}” already. Call this one something else, or revoke that one first.");
        }

        if (live.Count >= MostLive)
        {
            throw new ProblemException($"There are {MostLive} tokens, which is all that work at once. Revoke one that is not used.");
        }
    }
}

/// <param name="Name">What it is for, in its maker's words.</param>
/// <param name="Cards">Keys.</param>
/// <param name="Days">Until it expires, 1 to <see cref="ApiTokens.MostDays"/>.</param>
public sealed record NewToken(string Name, IReadOnlyList<int> StoreIds, IReadOnlyList<string> Cards, int Days);

public enum TokenState
{
    Live,
    Expired,
    Revoked,
}

/// <param name="Stores">Names of the stores that it reads.</param>
/// <param name="Cards">Keys of the cards that it reads.</param>
/// <param name="CreatedBy">As they were called then.</param>
/// <param name="UsedAt">To the minute; <c>null</c>: never.</param>
public sealed record TokenSummary(
    int Id,
    string Name,
    IReadOnlyList<string> Stores,
    IReadOnlyList<string> Cards,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? UsedAt,
    DateTimeOffset? RevokedAt,
    TokenState State);
