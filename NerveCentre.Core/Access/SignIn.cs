using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>Where somebody signs in from.</summary>
/// <param name="Browser">What the browser says it is, in few words; shown in the list of sessions.</param>
/// <param name="KnownFor">Account that this browser has signed in to before, as proved by a cookie it was given then; <c>null</c> for a stranger.</param>
public sealed record Visitor(string Address, string Browser, KnownBrowser? KnownFor = null);

/// <param name="Id">Tells apart the browsers of one account.</param>
public sealed record KnownBrowser(int AccountId, string Id);

/// <summary>How a sign-in went.</summary>
public abstract record SignInAnswer
{
    private SignInAnswer()
    {
    }

    /// <summary>Signed in, through a session that did not exist before.</summary>
    public sealed record Done(Caller Caller) : SignInAnswer;

    /// <summary>The password is right; a code of the second factor is asked for.</summary>
    public sealed record NeedsCode(int AccountId) : SignInAnswer;

    /// <param name="Reason">A sentence that says the same whether there is such an account or not.</param>
    /// <param name="Wait">How long until another try counts; <c>null</c> when one may be made now.</param>
    public sealed record Refused(string Reason, TimeSpan? Wait = null) : SignInAnswer;
}

/// <summary>Turns an e-mail address and a password, and a code where one is asked for, into a session.</summary>
public sealed partial class SignIn(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, AccountManagers managers, IPasswordHasher<AccountRecord> hasher, Sessions sessions, AttemptLimits limits, RefusalRecorder refusals, TimeProvider clock, ILogger<SignIn> log)
{
    private const string Wrong = "The e-mail address or the password is not right.";

    private const string WrongCode = "The code is not right, or it has been used before. Take the one that is shown now.";

    /// <summary>Compared with when there is no such account, so that both take the same time.</summary>
    private readonly Lazy<AccountRecord> _nobody = new(() =>
    {
        var nobody = new AccountRecord { Name = "" };
        nobody.PasswordHash = hasher.HashPassword(nobody, Guid.NewGuid().ToString());
        return nobody;
    });

    [AnyoneMay("signing in is how a caller becomes somebody")]
    public async Task<SignInAnswer> WithPasswordAsync(string email, string password, Visitor visitor, CancellationToken cancel)
    {
        var asked = OneLine.Of(email.Trim(), 254).ToUpperInvariant();
        using var db = contexts.CreateDbContext();
        using var manager = managers.Over(db);
        var account = await manager.FindByNameAsync(email.Trim());
        var known = account is not null && visitor.KnownFor?.AccountId == account.Id ? visitor.KnownFor.Id : null;
        if (limits.Take(visitor.Address, asked, known) is { } wait)
        {
            return await RefuseAsync(account, visitor, TooMany(wait), wait);
        }

        if (password.Length > PasswordRules.Most || !IsRight(manager, account ?? _nobody.Value, password) || account is null)
        {
            return await RefuseAsync(account, visitor, Wrong);
        }

        if (account.DisabledAt is not null)
        {
            return await RefuseAsync(account, visitor, "This account has been disabled. Ask the owner of this installation.");
        }

        return account.TwoFactorEnabled ? new SignInAnswer.NeedsCode(account.Id) : await OpenAsync(account.Id, visitor, null, cancel);
    }

    /// <param name="accountId">From <see cref="SignInAnswer.NeedsCode"/>, kept where the browser cannot change it.</param>
    [AnyoneMay("the second step of signing in")]
    public Task<SignInAnswer> WithCodeAsync(int accountId, string code, Visitor visitor, CancellationToken cancel) =>
        SecondStepAsync(
            accountId,
            visitor,
            async (manager, account) =>
            {
                var digits = string.Concat(code.Where(char.IsAsciiDigit));
                if (account.HasUsed(digits) || !await manager.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, digits))
                {
                    return false;
                }

                account.NoteUsed(digits);
                return true;
            },
            null,
            cancel);

    /// <param name="accountId">From <see cref="SignInAnswer.NeedsCode"/>, kept where the browser cannot change it.</param>
    [AnyoneMay("the second step of signing in, for somebody without the authenticator")]
    public Task<SignInAnswer> WithRecoveryCodeAsync(int accountId, string code, Visitor visitor, CancellationToken cancel) =>
        SecondStepAsync(
            accountId,
            visitor,
            async (manager, account) => (await manager.RedeemTwoFactorRecoveryCodeAsync(account, code.Trim().ToUpperInvariant())).Succeeded,
            AuditActions.RecoveryCodeUsed,
            cancel);

    private async Task<SignInAnswer> SecondStepAsync(int accountId, Visitor visitor, Func<UserManager<AccountRecord>, AccountRecord, Task<bool>> check, string? action, CancellationToken cancel)
    {
        var known = visitor.KnownFor?.AccountId == accountId ? visitor.KnownFor.Id : null;
        var wait = limits.Take(visitor.Address, $"code of {accountId}", known);
        AccountRecord? asked = null;
        var right = wait is null && await writer.WriteAsync(
            async session =>
            {
                using var manager = managers.Over(session.Db);
                if (await session.Db.Accounts.FindAsync([accountId], cancel) is not { DisabledAt: null } account)
                {
                    return false;
                }

                asked = account;
                return await check(manager, account);
            },
            cancel);
        return wait is not null ? await RefuseAsync(asked, visitor, TooMany(wait.Value), wait)
            : right ? await OpenAsync(accountId, visitor, action, cancel)
            : await RefuseAsync(asked, visitor, WrongCode);
    }

    /// <summary>Opens a session for an account that has just proved itself.</summary>
    private Task<SignInAnswer> OpenAsync(int accountId, Visitor visitor, string? action, CancellationToken cancel) =>
        writer.WriteAsync(
            session =>
            {
                var account = session.Db.Accounts.Single(a => a.Id == accountId);
                var caller = sessions.Open(session, account, visitor);
                session.Audit(caller, clock, AuditActions.SignedIn, subject: visitor.Browser);
                if (action is not null)
                {
                    session.Audit(caller, clock, action);
                }

                return (SignInAnswer)new SignInAnswer.Done(caller);
            },
            cancel);

    private static bool IsRight(UserManager<AccountRecord> manager, AccountRecord account, string password) =>
        account.PasswordHash is { } hash && manager.PasswordHasher.VerifyHashedPassword(account, hash, password) is not PasswordVerificationResult.Failed;

    private async Task<SignInAnswer> RefuseAsync(AccountRecord? account, Visitor visitor, string reason, TimeSpan? wait = null)
    {
        LogRefused(OneLine.Of(visitor.Address, 100), reason);
        // What was typed for an address that nobody has may be a password in the wrong field.
        await refusals.RecordSignInAsync(account?.Email ?? "an address that nobody has", visitor.Address, reason);
        return new SignInAnswer.Refused(reason, wait);
    }

    private static string TooMany(TimeSpan wait) =>
        $"Too many tries. Wait {(wait < TimeSpan.FromMinutes(1) ? $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))} seconds" : $"{(int)Math.Ceiling(wait.TotalMinutes)} minutes")}, then try again.";

    [LoggerMessage(6003, LogLevel.Warning, "A sign-in from {Address} was refused: {Reason}")]
    private partial void LogRefused(string address, string reason);
}
