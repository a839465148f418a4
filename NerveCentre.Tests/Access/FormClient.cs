using System.Net;
using System.Text.RegularExpressions;

namespace NerveCentre.Tests.Access;

/// <summary>A browser without script: keeps cookies, follows nothing by itself, and posts the forms that pages hold.</summary>
internal sealed partial class FormClient : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
    private readonly HttpClient _http;

    public FormClient(Uri server) => _http = new HttpClient(_handler) { BaseAddress = server, Timeout = Patience.Time };

    /// <summary>What the browser keeps for the server.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _handler.CookieContainer.GetAllCookies().ToDictionary(c => c.Name, c => c.Value);

    public void Keep(string cookie)
    {
        var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        _handler.CookieContainer.Add(_http.BaseAddress!, new Cookie(name, value, "/"));
    }

    public async Task<Page> GetAsync(string path) => await ReadAsync(await _http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute)));

    /// <summary>Fills in the form with this handler on a page and posts it.</summary>
    public async Task<Page> PostAsync(string path, string form, params (string Name, string Value)[] fields) => await PostAsync(path, await GetAsync(path), form, fields);

    /// <summary>Posts a form of a page that was got before.</summary>
    public async Task<Page> PostAsync(string path, Page page, string form, params (string Name, string Value)[] fields)
    {
        List<(string Name, string Value)> all = [("_handler", form), ("__RequestVerificationToken", Token().Match(page.Body).Groups[1].Value), .. fields];
        using var content = new FormUrlEncodedContent(all.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await ReadAsync(await _http.PostAsync(new Uri(path, UriKind.Relative), content));
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<Page> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return new Page((int)answer.StatusCode, answer.Headers.Location is { IsAbsoluteUri: true } to && to.Authority == _http.BaseAddress!.Authority ? to.PathAndQuery : answer.Headers.Location?.ToString(), WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.RetryAfter?.Delta);
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    /// <param name="Location">Where a redirect leads; within the server, the path.</param>
    internal sealed record Page(int Status, string? Location, string Body, TimeSpan? RetryAfter);
}
