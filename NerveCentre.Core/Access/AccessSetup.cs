using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

internal static class AccessSetup
{
    /// <summary>PBKDF2 with HMAC-SHA-512; OWASP's number for it. Old hashes are read with the number they carry.</summary>
    private const int Iterations = 210_000;

    public static void AddAccess(this IServiceCollection services, IConfiguration configuration, DataFolder folder)
    {
        // Beside the database, not in the account's home: one folder holds everything, and a new one starts clean.
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.Keys)).SetApplicationName("NerveCentre");
        services.AddOptions<SessionOptions>().Bind(configuration.GetSection("Sessions")).ValidateOnStart();
        services.AddOptions<SignInOptions>().Bind(configuration.GetSection("SignIn")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SessionOptions>, SessionOptionsValidator>();
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidator>();
        services.Configure<IdentityOptions>(identity => identity.User.AllowedUserNameCharacters = ""); // NewPerson checks the address
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = Iterations);
        services.AddSingleton<IPasswordHasher<AccountRecord>, PasswordHasher<AccountRecord>>();
        services.AddSingleton<PasswordRules>().AddSingleton<AccountManagers>().AddSingleton<AttemptLimits>();
        services.AddSingleton<SessionActivity>().AddSingleton<AccessGuard>().AddSingleton<RefusalRecorder>();
        services.AddSingleton<Sessions>().AddSingleton<SignIn>().AddSingleton<FirstOwner>().AddSingleton<OwnAccount>().AddSingleton<People>().AddSingleton<Invitations>();
        services.AddSingleton<ApiTokens>().AddSingleton<TokenUses>();
        services.AddSingleton<SessionSweeper>();
    }
}
