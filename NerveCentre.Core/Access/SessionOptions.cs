using Microsoft.Extensions.Options;

namespace NerveCentre.Core.Access;

/// <summary>Section <c>Sessions</c> of appsettings.json: how long a sign-in lasts. Open windows end with it.</summary>
public sealed class SessionOptions
{
    /// <summary>Ends a session after this time without a click, a key or a page of its person. What a board shows by itself does not count.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Ends a session this long after signing in, whatever happens.</summary>
    public TimeSpan Absolute { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Most sessions of one account; one more ends the one that was used longest ago.</summary>
    public int MostPerAccount { get; set; } = 20;
}

internal sealed class SessionOptionsValidator : IValidateOptions<SessionOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public ValidateOptionsResult Validate(string? name, SessionOptions options)
    {
        var wrong = new List<string>();
        foreach (var (key, value) in new[] { ("Idle", options.Idle), ("Absolute", options.Absolute) })
        {
            if (value < Shortest || value > Longest)
            {
                wrong.Add($"appsettings.json: Sessions:{key} is {value}; it must lie between {Shortest} and {Longest}.");
            }
        }

        if (options.Absolute < options.Idle)
        {
            wrong.Add($"appsettings.json: Sessions:Absolute is {options.Absolute}, shorter than Sessions:Idle ({options.Idle}). Make it at least as long.");
        }

        if (options.MostPerAccount is < 1 or > 1000)
        {
            wrong.Add($"appsettings.json: Sessions:MostPerAccount is {options.MostPerAccount}; it must lie between 1 and 1000.");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
