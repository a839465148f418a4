using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>What somebody can do with a link from <see cref="People"/>. Looking at it uses nothing up: mail programs follow links.</summary>
public sealed class Invitations(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, AccountManagers managers, Sessions sessions, TimeProvider clock)
{
    private const string Void = "This link does not work: it was used, has expired, or was taken back. Ask the owner for a new one.";

    /// <summary>What a link is for; <c>null</c> when it does not work, or no longer.</summary>
    /// <param name="link">What stands behind <c>/invitation/</c>.</param>
    [AnyoneMay("the link's secret is the permission")]
    public Task<InvitationSummary?> FindAsync(string link, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return Task.FromResult(Valid(db, link) is { } row ? Summary(db, StoreDirectory.Names(db), row) : null);
    }

    /// <summary>Makes the account that an invitation is for, and signs it in.</summary>
    /// <exception cref="ProblemException">The link does not work, or what the person says will not do.</exception>
    [AnyoneMay("the link's secret is the permission")]
    public Task<Caller> AcceptAsync(string link, NewPerson person, Visitor visitor, CancellationToken cancel) =>
        writer.WriteAsync(
            async session =>
            {
                if (Valid(session.Db, link) is not { AccountId: null } invitation)
                {
                    throw new ProblemException(Void);
                }

                var account = person.ToAccount(clock.GetUtcNow());
                account.OwnsEverything = invitation.OwnsEverything;
                using var manager = managers.Over(session.Db);
                (await manager.CreateAsync(account, person.Password)).OrThrow();
                var roles = session.Db.InvitedRoles.AsNoTracking().Where(r => r.InvitationId == invitation.Id).ToList();
                session.Db.Memberships.AddRange(roles.Select(r => new MembershipRecord { AccountId = account.Id, StoreId = r.StoreId, Role = r.Role }));
                invitation.UsedAt = clock.GetUtcNow();
                var caller = sessions.Open(session, account, visitor);
                session.Audit(caller, clock, AuditActions.InvitationAccepted, subject: invitation.For, after: People.Told(StoreDirectory.Names(session.Db), account.OwnsEverything, [.. roles.Select(r => new RoleGrant(r.StoreId, r.Role))]));
                return caller;
            },
            cancel);

    /// <summary>Sets the password that a reset link is for and ends all sessions of the account. The person then signs in.</summary>
    /// <exception cref="ProblemException">The link does not work, or the password will not do.</exception>
    [AnyoneMay("the link's secret is the permission")]
    public Task ResetPasswordAsync(string link, string password, Visitor visitor, CancellationToken cancel) =>
        writer.WriteAsync(
            async session =>
            {
                if (Valid(session.Db, link) is not { AccountId: { } id } invitation)
                {
                    throw new ProblemException(Void);
                }

                var account = session.Db.Accounts.Single(a => a.Id == id);
                using var manager = managers.Over(session.Db);
                (await manager.RemovePasswordAsync(account)).OrThrow();
                (await manager.AddPasswordAsync(account, password)).OrThrow();
                account.PasswordChangedAt = clock.GetUtcNow();
                if (invitation.ClearsSecondFactor)
                {
                    await OwnAccount.ClearSecondFactorAsync(session, account);
                }

                invitation.UsedAt = clock.GetUtcNow();
                sessions.EndAllOf(session, id);
                session.Audit(Caller.Nobody with { Address = visitor.Address }, clock, AuditActions.PasswordReset, subject: account.Email!, after: invitation.ClearsSecondFactor ? "second factor taken away" : null);
                return true;
            },
            cancel);

    internal static InvitationSummary Summary(NerveCentreDb db, IReadOnlyDictionary<int, string> stores, InvitationRecord row)
    {
        RoleGrant[] roles = [.. db.InvitedRoles.AsNoTracking().Where(r => r.InvitationId == row.Id).OrderBy(r => r.StoreId).Select(r => new RoleGrant(r.StoreId, r.Role))];
        return new InvitationSummary(
            row.Id,
            row.For,
            row.AccountId is { } account ? db.Accounts.AsNoTracking().Single(a => a.Id == account).Email : null,
            People.Told(stores, row.OwnsEverything, roles),
            row.OwnsEverything,
            [.. roles.Select(r => new StoreRoleName(stores.GetValueOrDefault(r.StoreId), r.Role))],
            row.ClearsSecondFactor,
            row.CreatedAt,
            row.CreatedBy,
            row.ExpiresAt);
    }

    private InvitationRecord? Valid(NerveCentreDb db, string link) =>
        Secrets.Split(link) is var (id, secret)
        && db.LiveInvitations(clock.GetUtcNow()).SingleOrDefault(i => i.Id == id) is { } row
        && Secrets.Matches(secret, row.SecretHash)
            ? row
            : null;
}

/// <param name="For">Whom it is meant for, in the inviter's words.</param>
/// <param name="ResetOf">E-mail address of the account whose password it sets; <c>null</c> for an invitation.</param>
/// <param name="Gives">The roles in English words, such as "marketing in Shop"; "nothing" for a new password.</param>
/// <param name="Roles">The same for whoever writes it in another language; empty for an owner of everything, and for a new password.</param>
public sealed record InvitationSummary(
    int Id,
    string For,
    string? ResetOf,
    string Gives,
    bool OwnsEverything,
    IReadOnlyList<StoreRoleName> Roles,
    bool ClearsSecondFactor,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ExpiresAt);

/// <param name="Store">Name of the store; <c>null</c> when it is gone.</param>
public sealed record StoreRoleName(string? Store, StoreRole Role);
