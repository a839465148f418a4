using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NerveCentre.Benchmarks.Board;

/// <summary>
/// A browser window without a browser: opens a page, starts its circuit as Blazor's script does, acknowledges every batch and notes when it came.
/// Hundreds of them cost the machine little, so that what is measured is the server.
/// </summary>
internal sealed partial class Viewer : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly Lock _lock = new();
    private Task _reading = Task.CompletedTask;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Batches so far, with the moment of each as <see cref="Stopwatch.GetTimestamp"/> and the bytes of its message.</summary>
    public List<(long At, int Bytes)> Batches { get; } = [];

    public static async Task<Viewer> OpenAsync(HttpClient http, Uri page)
    {
        var html = await http.GetStringAsync(page);
        var markers = Marker().Matches(html).Select(m => m.Groups[1].Value).Where(m => m.Contains("\"descriptor\"", StringComparison.Ordinal)).ToList();
        if (markers.Count is 0)
        {
            throw new InvalidOperationException($"{page} has no live component.");
        }

        using var answer = await http.PostAsync(new Uri(page, "/_blazor/negotiate?negotiateVersion=1"), null);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString()!;
        var viewer = new Viewer();
        viewer._socket.Options.SetRequestHeader("Origin", page.GetLeftPart(UriPartial.Authority));
        await viewer._socket.ConnectAsync(new UriBuilder(new Uri(page, $"/_blazor?id={Uri.EscapeDataString(token)}")) { Scheme = "ws" }.Uri, default);
        await viewer.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        viewer._reading = viewer.ReadAsync();
        await viewer.InvokeAsync("0", "StartCircuit", page.GetLeftPart(UriPartial.Authority) + "/", page.ToString(), "[]", "");
        var operations = markers.Select((m, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{m}}}""");
        var first = viewer.WaitAsync(0);
        await viewer.InvokeAsync(null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", "");
        await first;
        return viewer;
    }

    /// <summary>Waits until there are more batches than these.</summary>
    public async Task WaitAsync(int batches)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (Batches.Count > batches)
                {
                    return;
                }

                next = _next.Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var message = new List<byte>();
        var greeted = false;
        try
        {
            while (!_gone.IsCancellationRequested)
            {
                var part = await _socket.ReceiveAsync(buffer, _gone.Token);
                message.AddRange(buffer.AsSpan(0, part.Count));
                if (!part.EndOfMessage)
                {
                    continue;
                }

                var data = message.ToArray();
                message.Clear();
                if (!greeted)
                {
                    greeted = true; // the handshake's answer ends with a record separator
                    data = data[(Array.IndexOf(data, (byte)0x1e) + 1)..];
                }

                foreach (var received in MessagePack.Read(data))
                {
                    await TakeAsync(received, data.Length);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
        }
    }

    private async Task TakeAsync(object?[] message, int bytes)
    {
        if (message is not [1L, _, _, string target, object?[] values, ..])
        {
            return;
        }

        switch (target)
        {
            case "JS.RenderBatch":
                lock (_lock)
                {
                    Batches.Add((Stopwatch.GetTimestamp(), bytes));
                    _next.TrySetResult();
                    _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                await InvokeAsync(null, "OnRenderCompleted", values[0], null);
                break;
            case "JS.BeginInvokeJS" when values[0] is long and > 0:
                await InvokeAsync(null, "EndInvokeJSFromDotNet", values[0], true, $"[{values[0]},true,null]");
                break;
            case "JS.Error":
                throw new InvalidOperationException($"The circuit failed: {values[0]}");
            default:
                break;
        }
    }

    private Task InvokeAsync(string? id, string method, params object?[] values) =>
        SendAsync(MessagePack.Frame(1, new Dictionary<string, string>(), id, method, values, Array.Empty<object?>()), WebSocketMessageType.Binary);

    private async Task SendAsync(byte[] data, WebSocketMessageType type = WebSocketMessageType.Text) => await _socket.SendAsync(data, type, endOfMessage: true, _gone.Token);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        }
        catch (WebSocketException)
        {
        }

        await _gone.CancelAsync();
        await _reading;
        _socket.Dispose();
        _gone.Dispose();
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();
}
