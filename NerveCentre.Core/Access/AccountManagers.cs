using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>ASP.NET Core Identity over a context of the caller's choosing, so that what Identity writes commits together with the audit.</summary>
[InnerWorks]
public sealed class AccountManagers(
    IOptions<IdentityOptions> options,
    IPasswordHasher<AccountRecord> hasher,
    PasswordRules passwords,
    IDataProtectionProvider protection,
    IServiceProvider services,
    ILogger<UserManager<AccountRecord>> log)
{
    private readonly IDataProtector _protector = protection.CreateProtector("NerveCentre.Accounts.SecondFactor");

    public UserManager<AccountRecord> Over(NerveCentreDb db)
    {
        var manager = new UserManager<AccountRecord>(
            new AccountStore(db, _protector),
            options,
            hasher,
            [new UserValidator<AccountRecord>()],
            [passwords],
            new UpperInvariantLookupNormalizer(),
            new IdentityErrorDescriber(),
            services,
            log);
        manager.RegisterTokenProvider(TokenOptions.DefaultAuthenticatorProvider, new AuthenticatorTokenProvider<AccountRecord>());
        return manager;
    }
}

/// <summary>Identity's own store, with authenticator keys and recovery codes encrypted: read from a stolen file they would be second factors.</summary>
internal sealed class AccountStore(NerveCentreDb db, IDataProtector protector)
    : UserOnlyStore<AccountRecord, NerveCentreDb, int, IdentityUserClaim<int>, IdentityUserLogin<int>, IdentityUserToken<int>>(db)
{
    public override Task SetTokenAsync(AccountRecord user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : protector.Protect(value), cancellationToken);

    /// <exception cref="ProblemException">The keys it was encrypted with are gone.</exception>
    public override async Task<string?> GetTokenAsync(AccountRecord user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        var kept = await base.GetTokenAsync(user, loginProvider, name, cancellationToken);
        try
        {
            return kept is null ? null : protector.Unprotect(kept);
        }
        catch (System.Security.Cryptography.CryptographicException e)
        {
            throw new ProblemException(
                "The second factor of this account cannot be read: the keys in the data folder it was kept under are gone. Put back the keys folder from a backup, or let an owner make a reset link that also takes the second factor away (on the server: accounts reset --email ADDRESS --clear-second-factor).",
                e);
        }
    }

    /// <summary>Codes are kept under protection like every token; Identity's own only joins them.</summary>
    public override async Task<int> CountCodesAsync(AccountRecord user, CancellationToken cancellationToken) =>
        (await GetTokenAsync(user, "[AspNetUserStore]", "RecoveryCodes", cancellationToken))?.Split(';', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;
}

internal static class IdentityResults
{
    /// <exception cref="ProblemException">It did not succeed; says why, each reason a sentence.</exception>
    public static void OrThrow(this IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new ProblemException(string.Join(' ', result.Errors.Select(e => e.Code is "DuplicateUserName" ? "There is already an account with this e-mail address." : e.Description)));
        }
    }
}
