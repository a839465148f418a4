using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>Who has an account, what each may do, and who is invited. For owners of the installation.</summary>
public sealed class People(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, Sessions sessions, TimeProvider clock)
{
    private static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7);
    private static readonly TimeSpan ResetLasts = TimeSpan.FromDays(1);

    /// <summary>All accounts, by name.</summary>
    public async Task<IReadOnlyList<PersonSummary>> ListAsync(Caller caller, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ManagePeople, null, cancel);
        using var db = contexts.CreateDbContext();
        var stores = StoreDirectory.Names(db);
        var roles = (await db.Memberships.AsNoTracking().ToListAsync(cancel)).ToLookup(m => m.AccountId, m => new RoleGrant(m.StoreId, m.Role));
        var accounts = await db.Accounts.AsNoTracking().OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync(cancel);
        return [.. accounts.Select(a => new PersonSummary(a.Id, a.Name, a.Email!, a.OwnsEverything, [.. roles[a.Id].OrderBy(r => r.StoreId)], Told(stores, a.OwnsEverything, [.. roles[a.Id]]), a.TwoFactorEnabled, a.CreatedAt, a.SignedInAt, a.DisabledAt, a.Id == caller.AccountId))];
    }

    /// <summary>Links that still work, the newest first. What they open is not in it: a link is shown once.</summary>
    public async Task<IReadOnlyList<InvitationSummary>> InvitationsAsync(Caller caller, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ManagePeople, null, cancel);
        using var db = contexts.CreateDbContext();
        var stores = StoreDirectory.Names(db);
        var rows = await db.LiveInvitations(clock.GetUtcNow()).AsNoTracking().OrderByDescending(i => i.Id).ToListAsync(cancel);
        return [.. rows.Select(i => Invitations.Summary(db, stores, i))];
    }

    /// <summary>Makes a link with which somebody makes an account of their own.</summary>
    /// <param name="forWhom">In the inviter's words, so that the list of invitations means something.</param>
    /// <param name="roles">May be empty only for an owner of everything.</param>
    /// <returns>The link, which is kept nowhere and cannot be shown again.</returns>
    /// <exception cref="ProblemException">It would give nothing, or names no store.</exception>
    public Task<NewLink> InviteAsync(Caller caller, string forWhom, bool ownsEverything, IReadOnlyList<RoleGrant> roles, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManagePeople,
            null,
            session =>
            {
                forWhom = NewPerson.CheckedName(forWhom);
                Check(session.Db, ownsEverything, roles);
                var (invitation, link) = Add(session, caller, forWhom, null, InvitationLasts);
                invitation.OwnsEverything = ownsEverything;
                session.Db.SaveChanges();
                session.Db.InvitedRoles.AddRange(Needed(ownsEverything, roles).Select(r => new InvitedRoleRecord { InvitationId = invitation.Id, StoreId = r.StoreId, Role = r.Role }));
                session.Audit(caller, clock, AuditActions.Invited, subject: forWhom, after: Told(StoreDirectory.Names(session.Db), ownsEverything, roles));
                return new NewLink(link(invitation.Id), invitation.ExpiresAt);
            },
            cancel);

    /// <summary>Makes a link with which somebody sets a new password. Their sessions end when it is used.</summary>
    /// <param name="clearSecondFactor">Also takes the second factor away, for somebody who lost it.</param>
    /// <returns>The link, which is kept nowhere and cannot be shown again.</returns>
    /// <exception cref="ProblemException">There is no such account.</exception>
    public Task<NewLink> MakeResetLinkAsync(Caller caller, int accountId, bool clearSecondFactor, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManagePeople,
            null,
            session =>
            {
                var account = Find(session.Db, accountId);
                var now = clock.GetUtcNow();
                // A link that was made before may be in the wrong hands, which is why there is a new one.
                foreach (var old in session.Db.Invitations.Where(i => i.AccountId == accountId && i.UsedAt == null && i.RevokedAt == null))
                {
                    old.RevokedAt = now;
                }

                var (invitation, link) = Add(session, caller, account.Name, accountId, ResetLasts);
                invitation.ClearsSecondFactor = clearSecondFactor;
                session.Db.SaveChanges();
                session.Audit(caller, clock, AuditActions.ResetLinkMade, subject: account.Email!, after: clearSecondFactor ? "takes the second factor away" : null);
                return new NewLink(link(invitation.Id), invitation.ExpiresAt);
            },
            cancel);

    /// <summary>Takes a link back.</summary>
    /// <returns>False when there is none that still works.</returns>
    public Task<bool> RevokeAsync(Caller caller, int invitationId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManagePeople,
            null,
            session =>
            {
                var now = clock.GetUtcNow();
                if (session.Db.LiveInvitations(now).SingleOrDefault(i => i.Id == invitationId) is not { } invitation)
                {
                    return false;
                }

                invitation.RevokedAt = now;
                session.Audit(caller, clock, AuditActions.InvitationRevoked, subject: invitation.For);
                return true;
            },
            cancel);

    /// <summary>Gives an account exactly these roles. When that changes anything it is signed out everywhere, so that no window shows what it may no longer see.</summary>
    /// <exception cref="ProblemException">There is no such account or store, or nobody would own the installation.</exception>
    public Task SetRolesAsync(Caller caller, int accountId, bool ownsEverything, IReadOnlyList<RoleGrant> roles, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManagePeople,
            null,
            session =>
            {
                var account = Find(session.Db, accountId);
                Check(session.Db, ownsEverything, roles, mayBeNothing: true);
                if (account.OwnsEverything && !ownsEverything)
                {
                    RequireAnotherOwner(session.Db, account);
                }

                var memberships = session.Db.Memberships.Where(m => m.AccountId == accountId).ToList();
                IReadOnlyList<RoleGrant> had = [.. memberships.Select(m => new RoleGrant(m.StoreId, m.Role))];
                if (account.OwnsEverything == ownsEverything && had.ToHashSet().SetEquals(Needed(ownsEverything, roles)))
                {
                    return;
                }

                var stores = StoreDirectory.Names(session.Db);
                var before = Told(stores, account.OwnsEverything, had);
                account.OwnsEverything = ownsEverything;
                session.Db.Memberships.RemoveRange(memberships);
                session.Db.SaveChanges();
                session.Db.Memberships.AddRange(Needed(ownsEverything, roles).Select(r => new MembershipRecord { AccountId = accountId, StoreId = r.StoreId, Role = r.Role }));
                // Also the caller's own: their windows would go on showing what was theirs a moment ago.
                sessions.EndAllOf(session, accountId);
                session.Audit(caller, clock, AuditActions.RolesChanged, subject: account.Email!, before: before, after: Told(stores, ownsEverything, roles));
            },
            cancel);

    /// <summary>Lets an account in no more, and ends all it has open. Its past stays.</summary>
    /// <exception cref="ProblemException">There is no such account, or nobody would own the installation.</exception>
    public Task DisableAsync(Caller caller, int accountId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManagePeople,
            null,
            session =>
            {
                var account = Find(session.Db, accountId);
                if (account.DisabledAt is not null)
                {
                    return;
                }

                RequireAnotherOwner(session.Db, account);
                account.DisabledAt = clock.GetUtcNow();
                sessions.EndAllOf(session, accountId);
                session.Audit(caller, clock, AuditActions.AccountDisabled, subject: account.Email!);
            },
            cancel);

    /// <exception cref="ProblemException">There is no such account.</exception>
    public Task EnableAsync(Caller caller, int accountId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManagePeople,
            null,
            session =>
            {
                var account = Find(session.Db, accountId);
                if (account.DisabledAt is not null)
                {
                    account.DisabledAt = null;
                    session.Audit(caller, clock, AuditActions.AccountEnabled, subject: account.Email!);
                }
            },
            cancel);

    /// <summary>Signs somebody out everywhere.</summary>
    /// <returns>How many sessions ended.</returns>
    /// <exception cref="ProblemException">There is no such account.</exception>
    public Task<int> EndSessionsAsync(Caller caller, int accountId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ManagePeople,
            null,
            session =>
            {
                var account = Find(session.Db, accountId);
                var ended = sessions.EndAllOf(session, accountId, except: caller.SessionId);
                session.Audit(caller, clock, AuditActions.SessionEnded, subject: account.Email!, after: $"{ended} ended");
                return ended;
            },
            cancel);

    /// <summary>"owner of everything", "marketing in Shop, owner in Sandbox store", or "nothing".</summary>
    /// <param name="stores">Names of all stores.</param>
    internal static string Told(IReadOnlyDictionary<int, string> stores, bool ownsEverything, IReadOnlyList<RoleGrant> roles) =>
        ownsEverything ? "owner of everything"
        : roles.Count is 0 ? "nothing"
        : string.Join(", ", roles.OrderBy(r => r.StoreId).Select(r => $"{(r.Role is StoreRole.Owner ? "owner" : "marketing")} in {OneLine.Of(stores.GetValueOrDefault(r.StoreId) ?? "a store that is gone", 60)}"));

    private (InvitationRecord Row, Func<int, string> Link) Add(WriteSession session, Caller caller, string forWhom, int? accountId, TimeSpan lasts)
    {
        var secret = Secrets.New();
        var now = clock.GetUtcNow();
        var invitation = new InvitationRecord
        {
            SecretHash = Secrets.Hash(secret),
            AccountId = accountId,
            For = forWhom,
            CreatedAt = now,
            CreatedBy = session.Db.NameOf(caller),
            ExpiresAt = now + lasts,
        };
        session.Db.Invitations.Add(invitation);
        return (invitation, id => $"/invitation/{id.ToString(System.Globalization.CultureInfo.InvariantCulture)}.{secret}");
    }

    private static AccountRecord Find(NerveCentreDb db, int accountId) =>
        db.Accounts.SingleOrDefault(a => a.Id == accountId) ?? throw new ProblemException("There is no such account.");

    private static void RequireAnotherOwner(NerveCentreDb db, AccountRecord account)
    {
        if (account.OwnsEverything && !db.Accounts.Any(a => a.Id != account.Id && a.OwnsEverything && a.DisabledAt == null))
        {
            throw new ProblemException($"{account.Name} is the only owner of this installation. Make somebody else an owner of everything first.");
        }
    }

    private static IEnumerable<RoleGrant> Needed(bool ownsEverything, IReadOnlyList<RoleGrant> roles) => ownsEverything ? [] : roles;

    private static void Check(NerveCentreDb db, bool ownsEverything, IReadOnlyList<RoleGrant> roles, bool mayBeNothing = false)
    {
        if (!ownsEverything && roles.Count is 0 && !mayBeNothing)
        {
            throw new ProblemException("An invitation must give something: choose a role in at least one store, or owner of everything.");
        }

        var stores = db.Stores.Select(s => s.Id).ToHashSet();
        if (roles.Any(r => !stores.Contains(r.StoreId) || !Enum.IsDefined(r.Role)) || roles.DistinctBy(r => r.StoreId).Count() != roles.Count)
        {
            throw new ProblemException("The roles name a store that does not exist, or one twice. Load the page anew and choose again.");
        }
    }
}

/// <param name="Path">Path and secret, for behind the server's address.</param>
public sealed record NewLink(string Path, DateTimeOffset ExpiresAt);

public sealed record RoleGrant(int StoreId, StoreRole Role);

/// <param name="Roles">Empty for an owner of everything.</param>
/// <param name="May">The roles in words, such as "marketing in Shop".</param>
/// <param name="IsCaller">The one who asks.</param>
public sealed record PersonSummary(
    int Id,
    string Name,
    string Email,
    bool OwnsEverything,
    IReadOnlyList<RoleGrant> Roles,
    string May,
    bool SecondFactor,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SignedInAt,
    DateTimeOffset? DisabledAt,
    bool IsCaller);
