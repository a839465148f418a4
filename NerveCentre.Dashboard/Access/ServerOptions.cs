using System.Net;
using Microsoft.Extensions.Options;

namespace NerveCentre.Dashboard.Access;

/// <summary>Settings under <c>Proxy</c>.</summary>
internal sealed class ProxyOptions
{
    /// <summary>Addresses and networks of reverse proxies, separated by <c>;</c>. Only they are believed about who calls and over what. Empty: nobody is.</summary>
    public string Known { get; set; } = "";

    public IEnumerable<string> Entries => Known.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Settings under <c>Circuits</c>: windows that are kept up to date.</summary>
internal sealed class CircuitLimits
{
    /// <summary>Most windows that are live at once. Beside them, a tenth of that is kept for windows that lost their connection.</summary>
    public int Most { get; set; } = 500;

    /// <summary>Most of them that one account has, so that no one takes all places. Everybody who looks around before there is an owner counts as one.</summary>
    public int MostPerUser { get; set; } = 50;
}

internal sealed class ProxyOptionsValidator : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        var wrong = options.Entries.Where(e => !IPAddress.TryParse(e, out _) && !IPNetwork.TryParse(e, out _))
            .Select(e => $"appsettings.json: Proxy:Known names '{e}', which is no address such as 10.0.0.5 and no network such as 10.0.0.0/24.").ToList();
        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

internal sealed class CircuitLimitsValidator : IValidateOptions<CircuitLimits>
{
    private const int Largest = 100_000;
    private const int LargestPerUser = 10_000;

    public ValidateOptionsResult Validate(string? name, CircuitLimits options)
    {
        var wrong = new List<string>();
        if (options.Most is < 1 or > Largest)
        {
            wrong.Add($"appsettings.json: Circuits:Most is {options.Most}; it must lie between 1 and {Largest}.");
        }

        if (options.MostPerUser is < 1 or > LargestPerUser)
        {
            wrong.Add($"appsettings.json: Circuits:MostPerUser is {options.MostPerUser}; it must lie between 1 and {LargestPerUser}.");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
