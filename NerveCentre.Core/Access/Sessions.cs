using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>Sign-ins of browsers: listed and ended by the people they belong to. A cookie only names one; what it is worth stands here.</summary>
public sealed class Sessions(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, SessionActivity activity, IOptions<SessionOptions> options, TimeProvider clock)
{
    /// <summary>Whether a caller is still who they say: the account is not disabled and the session lasts. Always false for nobody.</summary>
    public Task<bool> IsLiveAsync(Caller caller, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return Task.FromResult(caller.Kind switch
        {
            CallerKind.Account => guard.Account(db, caller) is not null,
            CallerKind.Explorer => !db.Accounts.Any(),
            _ => false,
        });
    }

    /// <summary>Says that the person behind a caller did something, which keeps a live session and never wakes one that has ended.</summary>
    /// <returns>Whether the caller is still who they say, as <see cref="IsLiveAsync"/>.</returns>
    public async Task<bool> TouchAsync(Caller caller, CancellationToken cancel)
    {
        var live = await IsLiveAsync(caller, cancel);
        if (live && caller.SessionId is { } id)
        {
            activity.Touch(id);
        }

        return live;
    }

    /// <summary>One's own live sessions, the newest first.</summary>
    public async Task<IReadOnlyList<SessionSummary>> OwnAsync(Caller caller, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.OwnAccount, null, cancel);
        using var db = contexts.CreateDbContext();
        var rows = await db.Sessions.AsNoTracking().Where(s => s.AccountId == caller.AccountId && s.EndedAt == null).OrderByDescending(s => s.CreatedAt).ToListAsync(cancel);
        return [.. rows.Where(activity.IsLive).Select(s => new SessionSummary(s.Id, s.CreatedAt, activity.SeenAt(s), s.Address, s.Browser, s.Id == caller.SessionId))];
    }

    /// <summary>Ends one of one's own sessions, and its windows.</summary>
    /// <returns>False when there is no such session of one's own.</returns>
    public Task<bool> EndAsync(Caller caller, string sessionId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.OwnAccount,
            null,
            session =>
            {
                var ended = End(session, s => s.AccountId == caller.AccountId && s.Id == sessionId);
                if (ended > 0)
                {
                    session.Audit(caller, clock, sessionId == caller.SessionId ? AuditActions.SignedOut : AuditActions.SessionEnded);
                }

                return ended > 0;
            },
            cancel);

    /// <summary>Ends all of one's own sessions but this one.</summary>
    /// <returns>How many.</returns>
    public Task<int> EndOthersAsync(Caller caller, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.OwnAccount,
            null,
            session =>
            {
                var ended = End(session, s => s.AccountId == caller.AccountId && s.Id != caller.SessionId);
                if (ended > 0)
                {
                    session.Audit(caller, clock, AuditActions.SessionEnded, subject: "all others", after: $"{ended} ended");
                }

                return ended;
            },
            cancel);

    /// <summary>Opens a session for somebody who has just proved who they are. Never an old one: what was in a cookie before is worth nothing.</summary>
    internal Caller Open(WriteSession session, AccountRecord account, Visitor visitor)
    {
        var now = clock.GetUtcNow();
        var surplus = session.Db.Sessions.Where(s => s.AccountId == account.Id && s.EndedAt == null).OrderByDescending(s => s.SeenAt).Select(s => s.Id).Skip(options.Value.MostPerAccount - 1).ToList();
        End(session, s => surplus.Contains(s.Id));
        var opened = new SessionRecord
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            AccountId = account.Id,
            CreatedAt = now,
            SeenAt = now,
            Address = OneLine.Of(visitor.Address, 100),
            Browser = OneLine.Of(visitor.Browser, 100),
        };
        session.Db.Sessions.Add(opened);
        account.SignedInAt = now;
        return Caller.Account(account.Id, opened.Id) with { Address = visitor.Address };
    }

    /// <summary>Ends every session of an account but one.</summary>
    internal int EndAllOf(WriteSession session, int accountId, string? except = null) =>
        End(session, s => s.AccountId == accountId && s.Id != except);

    internal int End(WriteSession session, System.Linq.Expressions.Expression<Func<SessionRecord, bool>> which)
    {
        var now = clock.GetUtcNow();
        var ending = session.Db.Sessions.Where(s => s.EndedAt == null).Where(which).ToList();
        ending.ForEach(s => s.EndedAt = now);
        IReadOnlyCollection<string> ids = [.. ending.Select(s => s.Id)];
        session.AfterCommit(() => activity.Forget(ids));
        return ids.Count;
    }
}

/// <param name="IsThis">The session that asks.</param>
public sealed record SessionSummary(string Id, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, string Address, string Browser, bool IsThis);
