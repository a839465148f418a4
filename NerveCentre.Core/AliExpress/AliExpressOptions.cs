using Microsoft.Extensions.Options;

namespace NerveCentre.Core.AliExpress;

/// <summary>Section <c>AliExpress</c> of appsettings.json: the gateway and how gently it is called.</summary>
public sealed class AliExpressOptions
{
    /// <summary>The only host that tokens and signatures are sent to. <c>/sync</c>, <c>/rest</c> and <c>/oauth/authorize</c> lie below it.</summary>
    public Uri Gateway { get; set; } = new("https://api-sg.aliexpress.com");

    /// <summary>Whether <see cref="Gateway"/> may be this machine, over http: for a gateway of one's own to try things with.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>Calls a second for one store; AliExpress tells no number for the methods used here.</summary>
    public double CallsPerSecond { get; set; } = 5;

    /// <summary>Calls for one app, all its stores together, from midnight to midnight in Beijing, when AliExpress's own count starts anew; 0 for no limit.</summary>
    public int CallsPerDay { get; set; } = 50_000;

    /// <summary>How often a call that may pass is made again before the run gives up.</summary>
    public int Retries { get; set; } = 4;

    /// <summary>How long one call may take, its answer included.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where parcels start, for freight calculations: a country code, AliExpress's or ISO's.</summary>
    public string SendFrom { get; set; } = "CN";

    /// <summary>Where sellers edit shipping templates, which no method of AliExpress can: pages link there. Never called by this program.</summary>
    public Uri TemplatesPage { get; set; } = new("https://freighttemplate.aliexpress.com/");
}

internal sealed class AliExpressOptionsValidator : IValidateOptions<AliExpressOptions>
{
    public ValidateOptionsResult Validate(string? name, AliExpressOptions options)
    {
        var wrong = new List<string>();
        if (Refuse(options) is { } why)
        {
            wrong.Add($"appsettings.json: AliExpress:Gateway is {options.Gateway}; {why}");
        }

        if (options.CallsPerSecond is not (>= 0.1 and <= 10_000))
        {
            wrong.Add($"appsettings.json: AliExpress:CallsPerSecond is {options.CallsPerSecond}; it must lie between 0.1 and 10000.");
        }

        if (options.CallsPerDay < 0)
        {
            wrong.Add($"appsettings.json: AliExpress:CallsPerDay is {options.CallsPerDay}; it must be 0 (no limit) or more.");
        }

        if (options.Retries is < 0 or > 10)
        {
            wrong.Add($"appsettings.json: AliExpress:Retries is {options.Retries}; it must lie between 0 and 10.");
        }

        if (options.CallTimeout < TimeSpan.FromSeconds(1) || options.CallTimeout > TimeSpan.FromMinutes(5))
        {
            wrong.Add($"appsettings.json: AliExpress:CallTimeout is {options.CallTimeout}; it must lie between 00:00:01 and 00:05:00.");
        }

        if (options.TemplatesPage is not { IsAbsoluteUri: true, Scheme: "https", UserInfo: "" })
        {
            wrong.Add($"appsettings.json: AliExpress:TemplatesPage is {options.TemplatesPage}; it must be an address that begins with https://.");
        }

        if (AliExpressCountryCodes.ToCountry(options.SendFrom) is null)
        {
            wrong.Add($"appsettings.json: AliExpress:SendFrom is '{options.SendFrom}'; it must be a country code, such as CN.");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static string? Refuse(AliExpressOptions options)
    {
        var gateway = options.Gateway;
        return !gateway.IsAbsoluteUri || gateway.UserInfo is not "" || gateway.Query is not "" || gateway.Fragment is not "" ? "it must be a plain address such as https://api-sg.aliexpress.com."
            : gateway.IsLoopback && !options.AllowLoopback ? "it is this machine. Set AliExpress:AllowLoopback to true if that is meant."
            : gateway.Scheme is not "https" && !gateway.IsLoopback ? "it must begin with https://: the access token travels in every call."
            : gateway.Scheme is not ("https" or "http") ? "it must begin with https://."
            : null;
    }
}
