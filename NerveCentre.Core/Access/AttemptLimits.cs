using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace NerveCentre.Core.Access;

/// <summary>Section <c>SignIn</c> of appsettings.json: how often a password or code may be tried.</summary>
public sealed class SignInOptions
{
    /// <summary>Tries at once for one account from browsers it has not signed in with before, all together; then one per <see cref="Pause"/>.</summary>
    public int TriesPerAccount { get; set; } = 10;

    /// <summary>Tries at once from one address, for all accounts together; then one per tenth of <see cref="Pause"/>.</summary>
    public int TriesPerAddress { get; set; } = 30;

    /// <summary>How long one more try takes to come back.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMinutes(2);
}

internal sealed class SignInOptionsValidator : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options)
    {
        var wrong = new List<string>();
        if (options.TriesPerAccount is < 3 or > 100)
        {
            wrong.Add($"appsettings.json: SignIn:TriesPerAccount is {options.TriesPerAccount}; it must lie between 3 and 100.");
        }

        if (options.TriesPerAddress is < 3 or > 10_000)
        {
            wrong.Add($"appsettings.json: SignIn:TriesPerAddress is {options.TriesPerAddress}; it must lie between 3 and 10000.");
        }

        if (options.Pause < TimeSpan.FromMilliseconds(10) || options.Pause > TimeSpan.FromMinutes(15))
        {
            wrong.Add($"appsettings.json: SignIn:Pause is {options.Pause}; it must lie between 00:00:00.01 and 00:15:00.");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

/// <summary>
/// Slows down guessing without locking anybody out: a browser that an account has signed in with before has tries of its own, which
/// strangers cannot use up, and used-up tries come back one by one. Nothing is stored, so nothing has to be unlocked.
/// </summary>
[InnerWorks]
public sealed class AttemptLimits : IDisposable
{
    // Bounded by the limiter itself: partitions that are full again are dropped.
    private readonly PartitionedRateLimiter<string> _addresses;
    private readonly PartitionedRateLimiter<string> _accounts;

    public AttemptLimits(IOptions<SignInOptions> options)
    {
        _addresses = Limiter(options.Value.TriesPerAddress, options.Value.Pause / 10);
        _accounts = Limiter(options.Value.TriesPerAccount, options.Value.Pause);
    }

    /// <summary>Takes one try.</summary>
    /// <param name="account">What is being guessed at: an e-mail address, or something else that has its own tries.</param>
    /// <param name="knownBrowser">Whether this browser has signed in to the account before.</param>
    /// <returns>How long to wait when there is none left; <c>null</c> when one was taken.</returns>
    public TimeSpan? Take(string address, string account, string? knownBrowser)
    {
        var key = knownBrowser is null ? account : $"{account}\n{knownBrowser}";
        return Take(_addresses, address) ?? Take(_accounts, key);
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _accounts.Dispose();
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    private static PartitionedRateLimiter<string> Limiter(int tries, TimeSpan pause) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = tries,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = pause,
            QueueLimit = 0,
            AutoReplenishment = true,
        }),
        StringComparer.Ordinal);
}
