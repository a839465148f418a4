using System.Net;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;

namespace NerveCentre.Core.Connections;

/// <summary>The one way out of this process to AliExpress: one pool of connections for all stores, which reaches the configured gateway and nothing else.</summary>
/// <param name="wrap">Puts a handler of its own around the gateway, so that tests can stand in for it.</param>
[InnerWorks]
public sealed class GatewayHttp(IOptions<AliExpressOptions> options, TimeProvider clock, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) : IDisposable
{
    private readonly Lazy<HttpClient> _client = new(() => new HttpClient(new OnlyTheGateway(options.Value.Gateway, wrap is null ? Sockets() : wrap(Sockets()))) { Timeout = options.Value.CallTimeout });

    public HttpClient Client => _client.Value;

    internal TokenEndpoint Tokens => new(Client, At("/rest"), clock);

    /// <summary>A door of the gateway, such as <c>/sync</c>.</summary>
    public Uri At(string door) => new(options.Value.Gateway.AbsoluteUri.TrimEnd('/') + door);

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    /// <summary>The platform's own proxy is used where there is one; cookies and redirects never are: every call carries the access token.</summary>
    private static SocketsHttpHandler Sockets() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };
}

/// <summary>Refuses to send anything anywhere but to the gateway, whoever built the request.</summary>
internal sealed class OnlyTheGateway(Uri gateway, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { IsAbsoluteUri: true } to && Uri.Compare(to, gateway, UriComponents.SchemeAndServer | UriComponents.UserInfo, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) is 0
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException($"{request.RequestUri?.Host} is not the gateway {gateway.Host}; nothing was sent.");
}
