using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace NerveCentre.Tests.Telemetry;

/// <summary>A collector on the loopback address that takes whatever is sent, and remembers it.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Collector()
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = TakeAsync();
    }

    public string Address { get; }

    /// <summary>What came, by path. Names stand in OTLP's protobuf as plain text.</summary>
    public ConcurrentDictionary<string, string> Received { get; } = new();

    /// <summary>Ends when spans and measurements have come.</summary>
    public Task Both => _both.Task.WaitAsync(Patience.Time);

    public void Dispose() => _listener.Close();

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                Received.AddOrUpdate(call.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray()), (_, old) => old + Encoding.Latin1.GetString(body.ToArray()));
                call.Response.ContentType = "application/x-protobuf";
                call.Response.Close();
                if (Received.Count is 2)
                {
                    _both.TrySetResult();
                }
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static int FreePort()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
