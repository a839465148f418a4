using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerveCentre.Core.AliExpress.Sandbox.Faults;

/// <summary>Stands before a sandbox gateway and fails as its plan says.</summary>
internal sealed class SandboxFaultHandler(SandboxFaultPlan plan, TimeProvider clock) : DelegatingHandler
{
    private const int HugeBytes = 200 * 1024 * 1024;

    private static readonly Lazy<byte[]> Packed = new(Pack);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isSystemCall = request.RequestUri?.AbsolutePath.Contains("/rest/", StringComparison.Ordinal) is true;
        return plan.Next() switch
        {
            null => await base.SendAsync(request, cancellationToken),
            SandboxFault.RefreshRefused => isSystemCall ? SandboxReply.Flat("IllegalRefreshToken", "The specified refresh token is invalid or expired") : Refusal("IllegalAccessToken"),
            SandboxFault.TokenRefused => isSystemCall ? await base.SendAsync(request, cancellationToken) : Refusal("IllegalAccessToken"),
            { } fault when Instead(fault) is { } answer => answer,
            SandboxFault.RepeatedPage => await base.SendAsync(await PageRequests.BeforeAsync(request, cancellationToken), cancellationToken),
            { } fault => await ChangeAsync(fault, await base.SendAsync(request, cancellationToken), cancellationToken),
        };
    }

    /// <summary>What comes in place of the sandbox's answer; <c>null</c> for faults that change that one.</summary>
    private static HttpResponseMessage? Instead(SandboxFault fault) => fault switch
    {
        SandboxFault.TooManyRequests => Later(),
        SandboxFault.QuotaInsideOk => Refusal("7", "accesscontrol.limited-by-api-access-count", "This ban will last for 2 more seconds"),
        SandboxFault.BadGateway => Saying("<html><body>502 Bad Gateway</body></html>", "text/html", HttpStatusCode.BadGateway),
        SandboxFault.Unavailable => Saying("", "text/plain", HttpStatusCode.ServiceUnavailable),
        SandboxFault.ServiceError => Refusal("15", "isp.service-unavailable", "service is unavailable"),
        SandboxFault.NotPermitted => Refusal("11", "isv.insufficient-permission", "insufficient permission"),
        SandboxFault.InvalidParameter => Refusal("15", "isv.invalid-parameter", "a parameter is invalid"),
        SandboxFault.Html => Saying("<html><body>Sign in</body></html>", "text/html", HttpStatusCode.OK),
        SandboxFault.HugeBody => Streaming(new RepeatingStream((byte)' ', HugeBytes)),
        SandboxFault.GzipBomb => Bomb(),
        SandboxFault.Redirect => Elsewhere(),
        SandboxFault.ClockSkew => Refusal("InvalidTimestamp", null, "The specified timestamp is missing, invalid or off by more than 7200 seconds"),
        SandboxFault.SignatureRefused => Refusal("IncompleteSignature"),
        _ => null,
    };

    private async Task<HttpResponseMessage> ChangeAsync(SandboxFault fault, HttpResponseMessage answer, CancellationToken cancel)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(cancel);
        switch (fault)
        {
            case SandboxFault.SlowBody:
                return Streaming(new SlowStream(body, clock));
            case SandboxFault.CutBody:
                return Saying(Encoding.UTF8.GetString(body, 0, body.Length / 2), "application/json", HttpStatusCode.OK);
            case SandboxFault.WrongContentType:
                return Saying(Encoding.UTF8.GetString(body), "text/html", HttpStatusCode.OK);
            default:
                var json = JsonNode.Parse(body)!.AsObject();
                ReplyDrift.Change(fault, json);
                return Saying(json.ToJsonString(), "application/json", HttpStatusCode.OK);
        }
    }

    private static HttpResponseMessage Refusal(string code, string? subCode = null, string? detail = null) =>
        SandboxReply.Of(new SandboxRefusal(code, subCode is null ? detail ?? "refused by the fault plan" : "Remote service error", subCode, detail));

    private static HttpResponseMessage Saying(string body, string type, HttpStatusCode status) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    private static HttpResponseMessage Later()
    {
        var answer = Saying("", "text/plain", HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(2));
        return answer;
    }

    private static HttpResponseMessage Elsewhere()
    {
        var answer = Saying("", "text/plain", HttpStatusCode.Redirect);
        answer.Headers.Location = new Uri("https://elsewhere.invalid/sync");
        return answer;
    }

    private static HttpResponseMessage Streaming(Stream body)
    {
        var content = new StreamContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private static HttpResponseMessage Bomb()
    {
        var answer = Streaming(new MemoryStream(Packed.Value, writable: false));
        answer.Content.Headers.ContentEncoding.Add("gzip");
        return answer;
    }

    private static byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            new RepeatingStream((byte)' ', HugeBytes).CopyTo(gzip);
        }

        return packed.ToArray();
    }
}
