using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>AliExpress's gateway in this process: same protocol, same signature, same refusals, over a <see cref="SandboxStore"/>.</summary>
/// <remarks>The texts and some codes of refusals are the sandbox's own; the real ones are not documented.</remarks>
public sealed class SandboxGateway(SandboxStore store, TimeProvider clock) : HttpMessageHandler
{
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromSeconds(7200);

    private readonly SandboxStore _store = store;
    private readonly TimeProvider _clock = clock;

    /// <summary>What the sandbox store's owner would have got from AliExpress. Worth nothing anywhere else.</summary>
    public static AliExpressCredentials Credentials { get; } =
        new(new Uri("https://sandbox.invalid/sync"), "50012345", "sandbox-app-secret", "sandbox-access-token");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.RequestUri?.AbsolutePath is not "/sync")
        {
            return SandboxReply.Flat("InvalidApiPath", "The sandbox has no door for system methods.");
        }

        try
        {
            var call = await SandboxCall.ReadAsync(request, cancellationToken);
            var now = _clock.GetUtcNow();
            Admit(call, now);
            var method = call.Text("method") ?? throw new SandboxRefusal("21", "Missing Method", "isv.missing-method", "method is required");
            return SandboxReply.Of(method, call.Simplify, now, Answer(method, call, now));
        }
        catch (SandboxRefusal refusal)
        {
            return SandboxReply.Of(refusal);
        }
    }

    private static void Admit(SandboxCall call, DateTimeOffset now)
    {
        if (call.Text("app_key") != Credentials.AppKey)
        {
            throw new SandboxRefusal("InvalidAppkey", "The specified App Key is invalid");
        }

        if (TimeOf(call.Text("timestamp")) is not { } sent || (now - sent).Duration() > MaxClockDifference)
        {
            throw new SandboxRefusal("InvalidTimestamp", "The specified timestamp is missing, invalid or off by more than 7200 seconds");
        }

        var sign = IopSignature.Sign(null, call.Parameters, Credentials.AppSecret);
        if (call.Text("sign_method") is not "sha256" || !SameBytes(call.Text("sign"), sign))
        {
            throw new SandboxRefusal("IncompleteSignature", "The request signature does not conform to platform standards");
        }

        if (!SameBytes(call.Text("session") ?? call.Text("access_token"), Credentials.AccessToken))
        {
            throw new SandboxRefusal("IllegalAccessToken", "The specified access token is invalid or expired");
        }
    }

    private Action<SandboxReply> Answer(string method, SandboxCall call, DateTimeOffset now) => method switch
    {
        "aliexpress.solution.product.list.get" => SandboxListingMethods.Page(_store, call),
        "aliexpress.solution.product.info.get" => SandboxListingMethods.Detail(_store, call),
        "aliexpress.freight.redefining.listfreighttemplate" => SandboxTemplateMethods.Names(_store),
        "aliexpress.freight.redefining.getfreightsettingbytemplatequery" => SandboxTemplateMethods.Settings(_store, call),
        "aliexpress.logistics.buyer.freight.calculate" => SandboxFreightMethods.OfListing(_store, call),
        "aliexpress.freight.redefining.calculatefreight" => SandboxFreightMethods.OfTemplate(_store, call),
        "aliexpress.solution.order.get" => SandboxOrderMethods.Page(_store, call, now),
        "aliexpress.solution.order.info.get" => SandboxOrderMethods.Detail(_store, call),
        _ => throw new SandboxRefusal("22", "Invalid Method", "isv.invalid-method", $"The sandbox has no method {method}"),
    };

    private static DateTimeOffset? TimeOf(string? timestamp)
    {
        if (long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        }

        return DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }

    private static bool SameBytes(string? sent, string right) =>
        sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(right));
}
