using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace NerveCentre.Dashboard.Access;

/// <summary>
/// Whether a request certainly comes from a person at this machine. Only while nobody owns the installation does it matter: such a
/// person may then explore the sandbox store and become the owner without the code.
/// </summary>
internal sealed class Locality(IOptions<ProxyOptions> proxy)
{
    private volatile bool _foreign;

    /// <summary>Told of every address that is about to be listened on.</summary>
    public void Listen(EndPoint address)
    {
        if (address is not UnixDomainSocketEndPoint && (address is not IPEndPoint ip || !IPAddress.IsLoopback(ip.Address)))
        {
            _foreign = true;
        }
    }

    /// <summary>Listening to this machine alone, asked by it, under its own name, and past no proxy.</summary>
    public bool IsHere(HttpContext context) =>
        !_foreign
        && !proxy.Value.Entries.Any()
        && (context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote))
        && IsThisMachine(context.Request.Host.Host)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("X-Forwarded-Host")
        && !context.Request.Headers.ContainsKey("Forwarded");

    /// <summary>Whether a host name or address leads to this machine and no other.</summary>
    public static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
