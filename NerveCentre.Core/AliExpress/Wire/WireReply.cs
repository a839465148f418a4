using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Wire;

/// <summary>A reply that the gateway did not refuse, out of its envelope.</summary>
/// <param name="Body">What stands inside <c>aliexpress_…_response</c>, or the whole reply in the simplified form.</param>
internal readonly record struct WireReply(JsonElement Body, string? RequestId)
{
    public static WireReply Unwrap(string method, JsonElement root)
    {
        var body = root.Object(method.Replace('.', '_') + "_response") ?? root;
        return new WireReply(body, body.Text("request_id") ?? root.Text("request_id"));
    }
}
