using System.Net;
using System.Text;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>The gateway's page that asks a seller in the browser: links only, since a form's answer could not lead to the app's own host.</summary>
internal static class SandboxConsent
{
    public const string Page = "/oauth/authorize";
    private const string Answer = "answer";

    public static HttpResponseMessage Respond(SandboxAuthority authority, SandboxCall call)
    {
        if (call.Text("client_id") != SandboxGateway.Credentials.AppKey)
        {
            return Html(HttpStatusCode.BadRequest, "<h1>No such app</h1><p>The sandbox knows the app key 50012345 only.</p>");
        }

        if (!Uri.TryCreate(call.Text("redirect_uri"), UriKind.Absolute, out var back) || back.Scheme is not ("http" or "https") || call.Text("response_type") is not "code")
        {
            return Html(HttpStatusCode.BadRequest, "<h1>No such request</h1><p>redirect_uri must be an address, and response_type must be code.</p>");
        }

        return call.Text(Answer) is { } answer ? Return(authority, call, back, answer) : Ask(authority, call);
    }

    private static HttpResponseMessage Ask(SandboxAuthority authority, SandboxCall call)
    {
        var links = authority.Sellers.Select(s => $"<li><a href=\"{Link(call, s.Account)}\">Allow as {WebUtility.HtmlEncode(s.ShopName)} ({WebUtility.HtmlEncode(s.Account)})</a></li>");
        return Html(HttpStatusCode.OK, $"<h1>Sandbox gateway</h1><p>This stands in for AliExpress’s own page. Does the seller allow the app {WebUtility.HtmlEncode(call.Text("client_id"))} to read the store?</p><ul>{string.Concat(links)}<li><a href=\"{Link(call, "refuse")}\">Refuse</a></li></ul>");
    }

    private static HttpResponseMessage Return(SandboxAuthority authority, SandboxCall call, Uri back, string answer)
    {
        var result = authority.Sellers.FirstOrDefault(s => s.Account == answer) is { } seller ? $"code={Uri.EscapeDataString(authority.NewCode(seller))}" : "error=access_denied";
        var state = call.Text("state") is { } told ? $"&state={Uri.EscapeDataString(told)}" : "";
        var response = new HttpResponseMessage(HttpStatusCode.Found);
        response.Headers.Location = new Uri($"{back.AbsoluteUri}{(back.Query is "" ? "?" : "&")}{result}{state}");
        return response;
    }

    private static string Link(SandboxCall call, string answer) =>
        WebUtility.HtmlEncode("authorize?" + string.Join('&', call.Parameters.Append(KeyValuePair.Create(Answer, (string?)answer)).Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value ?? "")}")));

    /// <summary>The icon is answered with something that is none; without the link a browser would ask the host for one, and complain.</summary>
    private static HttpResponseMessage Html(HttpStatusCode status, string body) => new(status)
    {
        Content = new StringContent($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><link rel=\"icon\" href=\"icon\"><title>Sandbox gateway</title></head><body><main>{body}</main></body></html>", Encoding.UTF8, "text/html"),
    };
}
