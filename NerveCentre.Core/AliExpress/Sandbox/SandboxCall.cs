using System.Globalization;
using System.Net;
using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>A call as it came over the wire: the query string and the form, put together.</summary>
internal sealed class SandboxCall(IReadOnlyDictionary<string, string?> parameters)
{
    public IReadOnlyDictionary<string, string?> Parameters { get; } = parameters;

    public bool Simplify => Text("simplify") is "true";

    public static async Task<SandboxCall> ReadAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancel);
        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var pair in $"{request.RequestUri!.Query.TrimStart('?')}&{form}".Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (pair, "") : (pair[..equals], pair[(equals + 1)..]);
            parameters[WebUtility.UrlDecode(name)] = WebUtility.UrlDecode(value);
        }

        return new SandboxCall(parameters);
    }

    public string? Text(string name) => Parameters.GetValueOrDefault(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <exception cref="SandboxRefusal">It is absent or no whole number.</exception>
    public long RequiredWhole(string name) => Whole(name) ?? throw SandboxRefusal.InvalidParameter($"{name} is required");

    public long? Whole(string name) => Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole
        : throw SandboxRefusal.InvalidParameter($"{name} must be a whole number");

    /// <summary>A Pacific time; in the repeated hour of autumn a lower bound is the earlier moment and an upper bound the later, so that nothing is lost.</summary>
    public DateTimeOffset? Time(string name, bool upper) => Text(name) is not { } text ? null
        : PacificTime.Read(text, upper) ?? throw SandboxRefusal.InvalidParameter($"{name} must be written {PacificTime.Format}");

    /// <summary>The terms inside a parameter that is itself JSON.</summary>
    /// <exception cref="SandboxRefusal">It is absent or no JSON object.</exception>
    public SandboxCall Inner(string name)
    {
        try
        {
            using var json = JsonDocument.Parse(Text(name) ?? throw SandboxRefusal.InvalidParameter($"{name} is required"));
            return new SandboxCall(json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => (string?)p.Value.ToString(), StringComparer.Ordinal));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
        {
            throw SandboxRefusal.InvalidParameter($"{name} must be a JSON object");
        }
    }
}

/// <summary>The gateway says no before or instead of the method.</summary>
internal sealed class SandboxRefusal(string code, string message, string? subCode = null, string? detail = null) : Exception(message)
{
    public string Code => code;

    public string? SubCode => subCode;

    public string? Detail => detail;

    public static SandboxRefusal InvalidParameter(string what) => new("15", "Remote service error", "isv.invalid-parameter", what);
}
