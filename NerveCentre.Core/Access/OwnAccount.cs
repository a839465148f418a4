using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>What people may see and change of their own account. What weakens it asks for the password once more.</summary>
public sealed class OwnAccount(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, AccountManagers managers, Sessions sessions, AttemptLimits limits, TimeProvider clock)
{
    private const int RecoveryCodes = 10;

    private const string TooMany = "Too many tries. Wait two minutes, then try again.";

    public async Task<AccountSummary> GetAsync(Caller caller, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.OwnAccount, null, cancel);
        using var db = contexts.CreateDbContext();
        using var manager = managers.Over(db);
        var account = db.Accounts.Single(a => a.Id == caller.AccountId);
        var codes = account.TwoFactorEnabled ? await CountCodesAsync(manager, account) : 0;
        return new AccountSummary(account.Id, account.Email!, account.Name, account.OwnsEverything, account.TwoFactorEnabled, codes, account.CreatedAt, account.PasswordChangedAt);
    }

    /// <summary>Who a caller is, in few words; <c>null</c> for whoever is not signed in. For the frame around every page.</summary>
    public Task<WhoIs?> WhoAsync(Caller caller, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return Task.FromResult(guard.Account(db, caller) is { } account ? new WhoIs(account.Name, account.Email!, account.OwnsEverything) : null);
    }

    /// <exception cref="ProblemException">The name is empty, too long, or holds characters that cannot be seen.</exception>
    public Task RenameAsync(Caller caller, string name, CancellationToken cancel) =>
        ChangeAsync(caller, null, (session, _, account) =>
        {
            name = NewPerson.CheckedName(name);
            session.Audit(caller, clock, AuditActions.AccountRenamed, before: account.Name, after: name);
            account.Name = name;
            return Task.FromResult(true);
        }, cancel);

    /// <summary>Sets a new password and ends every other session.</summary>
    /// <returns>How many ended.</returns>
    /// <exception cref="ProblemException">The old password is not right, or the new one will not do.</exception>
    public Task<int> ChangePasswordAsync(Caller caller, string oldPassword, string newPassword, CancellationToken cancel) =>
        ChangeAsync(caller, oldPassword, async (session, manager, account) =>
        {
            if (newPassword == oldPassword)
            {
                throw new ProblemException("The new password is the old one. Choose another, or leave it as it is.");
            }

            (await manager.ChangePasswordAsync(account, oldPassword, newPassword)).OrThrow();
            account.PasswordChangedAt = clock.GetUtcNow();
            session.Audit(caller, clock, AuditActions.PasswordChanged);
            return sessions.EndAllOf(session, account.Id, except: caller.SessionId);
        }, cancel);

    /// <summary>A new key for an authenticator app. Nothing changes until <see cref="TurnOnSecondFactorAsync"/> proves that it arrived.</summary>
    /// <exception cref="ProblemException">The password is not right, or the second factor is on already.</exception>
    public Task<AuthenticatorKey> NewAuthenticatorAsync(Caller caller, string password, CancellationToken cancel) =>
        ChangeAsync(caller, password, async (_, manager, account) =>
        {
            if (account.TwoFactorEnabled)
            {
                throw new ProblemException("The second factor is on. Turn it off before you set up another authenticator.");
            }

            (await manager.ResetAuthenticatorKeyAsync(account)).OrThrow();
            return new AuthenticatorKey((await manager.GetAuthenticatorKeyAsync(account))!, account.Email!);
        }, cancel);

    /// <summary>Turns the second factor on when the code shows that the authenticator has the key, and ends every other session.</summary>
    /// <returns>Recovery codes, each good for one sign-in without the authenticator. They are shown this once.</returns>
    /// <exception cref="ProblemException">The code is not right.</exception>
    public Task<IReadOnlyList<string>> TurnOnSecondFactorAsync(Caller caller, string code, CancellationToken cancel) =>
        ChangeAsync(caller, null, async (session, manager, account) =>
        {
            var digits = string.Concat(code.Where(char.IsAsciiDigit));
            if (account.TwoFactorEnabled)
            {
                throw new ProblemException("The second factor is on already.");
            }

            if (limits.Take(caller.Address ?? "", $"code of {account.Id}", caller.SessionId) is not null)
            {
                throw new ProblemException(TooMany);
            }

            if (!await manager.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, digits))
            {
                throw new ProblemException("The code is not right. Take the six digits that the app shows now, and see that the phone's clock is right.");
            }

            account.NoteUsed(digits);
            (await manager.SetTwoFactorEnabledAsync(account, true)).OrThrow();
            sessions.EndAllOf(session, account.Id, except: caller.SessionId);
            session.Audit(caller, clock, AuditActions.SecondFactorOn);
            return await NewCodesAsync(manager, account);
        }, cancel);

    /// <summary>Turns the second factor off and forgets its key and codes.</summary>
    /// <exception cref="ProblemException">The password is not right.</exception>
    public Task TurnOffSecondFactorAsync(Caller caller, string password, CancellationToken cancel) =>
        ChangeAsync(caller, password, async (session, _, account) =>
        {
            await ClearSecondFactorAsync(session, account);
            session.Audit(caller, clock, AuditActions.SecondFactorOff);
            return true;
        }, cancel);

    /// <summary>New recovery codes; the old ones are void.</summary>
    /// <exception cref="ProblemException">The password is not right, or the second factor is off.</exception>
    public Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Caller caller, string password, CancellationToken cancel) =>
        ChangeAsync(caller, password, async (session, manager, account) =>
        {
            if (!account.TwoFactorEnabled)
            {
                throw new ProblemException("There is no second factor to recover. Turn it on first.");
            }

            session.Audit(caller, clock, AuditActions.RecoveryCodesMade);
            return await NewCodesAsync(manager, account);
        }, cancel);

    /// <summary>Without reading what is there: it may be that it cannot be read any more.</summary>
    internal static Task ClearSecondFactorAsync(WriteSession session, AccountRecord account)
    {
        account.TwoFactorEnabled = false;
        account.LastCode = null;
        return session.Db.Set<IdentityUserToken<int>>().Where(t => t.UserId == account.Id).ExecuteDeleteAsync();
    }

    /// <summary>What cannot be read any more is no reason to show nothing of the account: turning it off is what helps.</summary>
    private static async Task<int?> CountCodesAsync(UserManager<AccountRecord> manager, AccountRecord account)
    {
        try
        {
            return await manager.CountRecoveryCodesAsync(account);
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<string>> NewCodesAsync(UserManager<AccountRecord> manager, AccountRecord account) =>
        [.. (await manager.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))!];

    /// <param name="password">Asked for once more; <c>null</c> where the session is enough.</param>
    private async Task<T> ChangeAsync<T>(Caller caller, string? password, Func<WriteSession, UserManager<AccountRecord>, AccountRecord, Task<T>> change, CancellationToken cancel)
    {
        if (password is not null)
        {
            await guard.DemandAsync(caller, Right.OwnAccount, null, cancel);
            if (limits.Take(caller.Address ?? "", $"password of {caller.AccountId}", caller.SessionId) is not null)
            {
                throw new ProblemException(TooMany);
            }
        }

        return await guard.WriteAsync(
            caller,
            Right.OwnAccount,
            null,
            async session =>
            {
                using var manager = managers.Over(session.Db);
                var account = session.Db.Accounts.Single(a => a.Id == caller.AccountId);
                return password is null || (password.Length <= PasswordRules.Most && await manager.CheckPasswordAsync(account, password))
                    ? await change(session, manager, account)
                    : throw new ProblemException("The password is not right. Nothing was changed.");
            },
            cancel);
    }
}

public sealed record WhoIs(string Name, string Email, bool OwnsEverything);

/// <param name="RecoveryCodesLeft">0 while the second factor is off; <c>null</c> when they cannot be read, because the keys they were kept under are gone.</param>
public sealed record AccountSummary(int Id, string Email, string Name, bool OwnsEverything, bool SecondFactor, int? RecoveryCodesLeft, DateTimeOffset CreatedAt, DateTimeOffset PasswordChangedAt);

/// <summary>A key as authenticator apps take it.</summary>
/// <param name="Secret">Base32.</param>
public sealed record AuthenticatorKey(string Secret, string Email)
{
    /// <summary>In groups of four, for typing.</summary>
    public string Spelled => string.Join(' ', Secret.Chunk(4).Select(c => new string(c)));

    /// <summary>otpauth address, for a QR code. Key URI format of Google Authenticator; TOTP of RFC 6238 with its defaults (SHA-1, 30 s, 6 digits).</summary>
    public string Uri => $"otpauth://totp/NerveCentre:{System.Uri.EscapeDataString(Email)}?secret={Secret}&issuer=NerveCentre&digits=6";
}
