using System.Net;
using Microsoft.Extensions.Options;
using NerveCentre.Core;

namespace NerveCentre.Dashboard.Access;

/// <summary>Settings under <c>Access</c>.</summary>
internal sealed class AccessOptions
{
    /// <summary>Lets others than this machine reach the dashboard although nobody signs in. Whoever reaches it sees and changes everything.</summary>
    public bool AllowWithoutAccounts { get; set; }
}

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

    public ValidateOptionsResult Validate(string? name, CircuitLimits options) => options.Most is >= 1 and <= Largest
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"appsettings.json: Circuits:Most is {options.Most}; it must lie between 1 and {Largest}.");
}

/// <summary>
/// Until people can sign in, only this machine gets in: by the address that is listened on, by the host names that are answered
/// (a foreign page whose name is pointed at this machine would otherwise read the figures through the owner's browser), and past no proxy.
/// </summary>
internal sealed class AccessOptionsValidator(IConfiguration configuration) : IValidateOptions<AccessOptions>
{
    private const string WayOut = "NerveCentre has no accounts yet: whoever reaches it sees and changes everything. Keep it on this machine, or say Access:AllowWithoutAccounts=true if everybody who can reach it may.";

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        if (options.AllowWithoutAccounts)
        {
            return ValidateOptionsResult.Success;
        }

        var wrong = Split(configuration["Urls"]).Where(url => !IsLocalUrl(url)).Select(Refusal).ToList();
        var hosts = Split(configuration["AllowedHosts"]).ToList();
        wrong.AddRange(hosts.DefaultIfEmpty("").Where(host => !IsLocalHost(host))
            .Select(host => $"AllowedHosts answers to '{(host is "" ? "every name" : host)}'. {WayOut}"));
        if (configuration["Proxy:Known"] is { } proxy && !string.IsNullOrWhiteSpace(proxy))
        {
            wrong.Add($"Proxy:Known names a proxy ({proxy}), which lets others in. {WayOut}");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>The last word, on what is really about to be listened on: addresses come from more places than <c>Urls</c>.</summary>
    /// <exception cref="ProblemException">Others than this machine could reach it.</exception>
    public static void RefuseForeign(EndPoint address, AccessOptions options)
    {
        var local = address switch
        {
            IPEndPoint ip => IPAddress.IsLoopback(ip.Address),
            System.Net.Sockets.UnixDomainSocketEndPoint => true,
            _ => false,
        };
        if (!local && !options.AllowWithoutAccounts)
        {
            throw new ProblemException(Refusal(address.ToString() ?? ""));
        }
    }

    private static string Refusal(string address) => $"Listening on {address} would let others in. {WayOut}";

    private static IEnumerable<string> Split(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What is no address at all is told by the server itself.</summary>
    private static bool IsLocalUrl(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.IsUnixPipe || IsLocalHost(address.Host);
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static bool IsLocalHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
