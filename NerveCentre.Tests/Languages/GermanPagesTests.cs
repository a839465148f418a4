using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using NerveCentre.Dashboard.Languages;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Languages;

/// <summary>Every page as a German reader gets it. A sentence that is translated somewhere and stands here in English was forgotten.</summary>
[Trait("Speed", "Slow")]
public sealed partial class GermanPagesTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    /// <summary>Shorter than this, a part of a sentence may be a name or a part of another word.</summary>
    private const int Telling = 14;

    /// <summary>How the browser of the people of tests is called, which is no word of a page.</summary>
    private const string Recorded = "Test";

    private static readonly string[] Spoken = ["aria-label", "title", "placeholder", "alt"];

    [Fact]
    public async Task EveryPage_ForAGermanReader_HasNoEnglishSentence()
    {
        var cookie = server.CookieOf(db => TestPeople.AddOwner(db, "Otto", TimeProvider.System.GetUtcNow()));
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = server.Address, Timeout = Patience.Time };
        http.DefaultRequestHeaders.Add("Accept-Language", "de");
        var sentences = Language.All("de").Where(s => !string.Equals(s.Key, s.Value, StringComparison.OrdinalIgnoreCase)).Select(s => (s.Key, Part: LongestPart(s.Key))).ToList();
        var wrong = new List<string>();
        foreach (var path in PageMatrix.Rows.Select(r => r.Path))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (path is not "/sign-in")
            {
                request.Headers.Add("Cookie", cookie);
            }

            using var answer = await http.SendAsync(request);
            if ((int)answer.StatusCode is >= 300 and < 400)
            {
                continue;
            }

            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            Assert.Equal((path, "de"), (path, page.DocumentElement.GetAttribute("lang")));
            wrong.AddRange(Said(page).Distinct().SelectMany(said => sentences.Where(s => IsSaid(said, s.Key, s.Part)).Select(s => $"{path}: {said}")));
        }

        Assert.True(wrong.Count is 0, string.Join('\n', wrong.Distinct()));
    }

    private static IEnumerable<string> Said(IDocument page) =>
        page.All.Where(e => e.LocalName is not ("script" or "style" or "code"))
            .SelectMany(e => e.ChildNodes.OfType<IText>().Select(t => t.Data).Concat(Spoken.Select(e.GetAttribute).OfType<string>()))
            .Select(s => Blanks().Replace(s, " ").Trim())
            .Where(s => s is not ("" or Recorded));

    private static bool IsSaid(string said, string key, string part) => said == key || (part.Length >= Telling && said.Contains(part, StringComparison.Ordinal));

    private static string LongestPart(string key) => Place().Split(key).MaxBy(p => p.Length) ?? "";

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
