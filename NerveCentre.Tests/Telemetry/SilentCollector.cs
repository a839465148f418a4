using System.Net;
using System.Net.Sockets;

namespace NerveCentre.Tests.Telemetry;

/// <summary>A collector that can be connected to and never answers.</summary>
internal sealed class SilentCollector : IDisposable
{
    // The system completes the connections; nobody ever takes one up.
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentCollector()
    {
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
    }

    public string Address { get; }

    /// <summary>Whether somebody has connected.</summary>
    public bool WasAsked => _listener.Pending();

    public void Dispose() => _listener.Dispose();
}
