using System.Net;
using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Wire;

/// <summary>Takes a reply's body off the wire, whatever its HTTP status: AliExpress puts its errors into bodies.</summary>
internal static class WireBody
{
    /// <summary>Far above the largest page; what is longer is no reply of this API.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <exception cref="UnreadableReplyException">It is no JSON object, or longer than <see cref="MaxBytes"/>.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await using (var stream = await response.Content.ReadAsStreamAsync(cancel))
        {
            await CopyAsync(stream, bytes, cancel);
        }

        return Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), response.StatusCode);
    }

    private static async Task CopyAsync(Stream from, MemoryStream to, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (to.Length + read > MaxBytes)
            {
                throw new UnreadableReplyException($"The reply is longer than {MaxBytes / (1024 * 1024)} MiB.", isGarbled: true);
            }

            to.Write(buffer, 0, read);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes, HttpStatusCode status)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            bytes = bytes[3..];
        }

        // The body itself stays out of the message: a page from some proxy may repeat the request, token and all.
        var wrong = new UnreadableReplyException($"The reply (HTTP {(int)status}, {bytes.Length} bytes) is not a JSON object.", isGarbled: true);
        try
        {
            var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind is JsonValueKind.Object ? json : throw wrong;
        }
        catch (JsonException)
        {
            throw wrong;
        }
    }
}
