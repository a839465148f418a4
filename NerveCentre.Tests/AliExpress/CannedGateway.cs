using System.Net;
using System.Text;
using NerveCentre.Core.AliExpress;

namespace NerveCentre.Tests.AliExpress;

/// <summary>Answers every call the same and remembers what was sent.</summary>
internal sealed class CannedGateway(Func<HttpResponseMessage> answer) : HttpMessageHandler
{
    public static readonly AliExpressCredentials Credentials = new(new Uri("https://gateway.test/sync"), "12345678", "app-secret-1", "access-token-1");

    public Dictionary<string, string> Sent { get; } = new(StringComparer.Ordinal);

    public static CannedGateway Saying(string body, HttpStatusCode status = HttpStatusCode.OK, string contentType = "application/json") =>
        new(() => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, contentType) });

    public AliExpressClient Client(AliExpressClientOptions? options = null) => new(new HttpClient(this), Credentials, new TestClock(), options);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent.Clear();
        foreach (var pair in (await request.Content!.ReadAsStringAsync(cancellationToken)).Split('&'))
        {
            var halves = pair.Split('=');
            Sent[WebUtility.UrlDecode(halves[0])] = WebUtility.UrlDecode(halves[1]);
        }

        return answer();
    }
}
