using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;

namespace NerveCentre.Tests.Access;

/// <summary>Identity's hasher with one round, which counts how often a password was compared: what an attacker could measure.</summary>
internal sealed class CountingHasher : IPasswordHasher<AccountRecord>
{
    private readonly PasswordHasher<AccountRecord> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));
    private int _compared;

    public int Compared => _compared;

    public string HashPassword(AccountRecord user, string password) => _hasher.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(AccountRecord user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _compared);
        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
