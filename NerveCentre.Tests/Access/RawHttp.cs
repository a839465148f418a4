using System.Net.Sockets;
using System.Text;

namespace NerveCentre.Tests.Access;

/// <summary>Sends bytes as they are: clients tidy up addresses and headers before anybody sees them.</summary>
internal sealed record RawHttp(int Status, string Head, string Body)
{
    public static async Task<RawHttp> GetAsync(Uri server, string target, params string[] headers) =>
        await SendAsync(server, $"GET {target} HTTP/1.1\r\n{Host(server, headers)}{Lines(headers)}Connection: close\r\n\r\n");

    public static async Task<RawHttp> PostAsync(Uri server, string target, string body, params string[] headers) =>
        await SendAsync(server, $"POST {target} HTTP/1.1\r\n{Host(server, headers)}{Lines(headers)}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    /// <summary>The request for a web socket; the answer ends with its head.</summary>
    public static async Task<RawHttp> UpgradeAsync(Uri server, params string[] headers) =>
        await SendAsync(server, $"GET /_blazor HTTP/1.1\r\n{Host(server, headers)}{Lines(headers)}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", headOnly: true);

    public static async Task<RawHttp> SendAsync(Uri server, string request, bool headOnly = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        using var limit = new CancellationTokenSource(Patience.Time);
        // At once, since the server may answer and hang up on what is still to be sent.
        var sending = SendAsync(stream, request, limit.Token);
        var answer = new MemoryStream();
        try
        {
            var buffer = new byte[16_384];
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var read)
            {
                answer.Write(buffer, 0, read);
                if (headOnly && Encoding.UTF8.GetString(answer.ToArray()).Contains("\r\n\r\n", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (IOException) when (answer.Length > 0)
        {
        }

        await sending;
        var text = Encoding.UTF8.GetString(answer.ToArray());
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0
            ? new RawHttp(0, text, "")
            : new RawHttp(int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture), text[..end], text[(end + 4)..]);
    }

    /// <summary>The value of a header; <c>null</c> without it.</summary>
    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim()).FirstOrDefault();

    private static async Task SendAsync(NetworkStream stream, string request, CancellationToken cancel)
    {
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), cancel);
        }
        catch (IOException)
        {
        }
    }

    private static string Host(Uri server, string[] headers) =>
        headers.Any(h => h.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)) ? "" : $"Host: {server.Authority}\r\n";

    private static string Lines(string[] headers) => string.Concat(headers.Select(h => h + "\r\n"));
}
