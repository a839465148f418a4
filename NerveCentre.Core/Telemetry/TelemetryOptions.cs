using Microsoft.Extensions.Options;

namespace NerveCentre.Core.Telemetry;

/// <summary>Section <c>Telemetry</c> of appsettings.json.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Base address of an OpenTelemetry collector that takes OTLP over HTTP, such as http://127.0.0.1:4318; empty: nothing is sent.</summary>
    public string OtlpEndpoint { get; set; } = "";
}

internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options) =>
        options.OtlpEndpoint is "" || (Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"appsettings.json: Telemetry:OtlpEndpoint is '{options.OtlpEndpoint}'; it must be an address such as http://127.0.0.1:4318, or empty.");
}
