using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NerveCentre.Core.AliExpress.Sandbox.Faults;

/// <summary>Turns the request for a page into one for the page before it, signed anew.</summary>
internal static partial class PageRequests
{
    public static async Task<HttpRequestMessage> BeforeAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var call = await SandboxCall.ReadAsync(request, cancel);
        var sent = call.Parameters.ToDictionary(p => p.Key, p => p.Value is { } value ? Before(p.Key, value) : null, StringComparer.Ordinal);
        sent["sign"] = IopSignature.Sign(null, sent, SandboxGateway.Credentials.AppSecret);
        return new HttpRequestMessage(HttpMethod.Post, request.RequestUri) { Content = new FormUrlEncodedContent(sent) };
    }

    private static string Before(string name, string value) =>
        name is "current_page" ? Lower(value)
        : value.StartsWith('{') && JsonNode.Parse(value) is JsonObject ? PageTerm().Replace(value, m => m.Groups[1].Value + Lower(m.Groups[2].Value))
        : value;

    private static string Lower(string page) => int.TryParse(page, out var number) && number > 1 ? (number - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : page;

    [GeneratedRegex("""("current_page":)(\d+)""")]
    private static partial Regex PageTerm();
}
