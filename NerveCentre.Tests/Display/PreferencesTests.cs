using System.Net;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Api;

namespace NerveCentre.Tests.Display;

/// <summary>The choice of language and appearance, over HTTP.</summary>
[Trait("Speed", "Slow")]
public sealed class PreferencesTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    private static HttpClient Client(Uri address) => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };

    private static Task<HttpResponseMessage> ChooseAsync(HttpClient client, string language, string appearance, string back = "/sign-in") => client.PostAsync(
        "/preferences", new FormUrlEncodedContent(new Dictionary<string, string> { ["language"] = language, ["appearance"] = appearance, ["return"] = back }));

    [Fact]
    public async Task ChoiceOfLanguageAndAppearance_IsKept_AndTakenBack()
    {
        using var client = Client(server.Address);
        using (var chosen = await ChooseAsync(client, "de", "contrast"))
        {
            Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        }

        Assert.Contains("<html lang=\"de\" data-theme=\"contrast\"", await client.GetStringAsync("/sign-in"), StringComparison.Ordinal);
        using (await ChooseAsync(client, "", ""))
        {
        }

        var page = await client.GetStringAsync("/sign-in");
        Assert.Contains("<html lang=\"en\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-theme", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Return_LeadsNowhereElse(string back)
    {
        using var client = Client(server.Address);
        using var answer = await ChooseAsync(client, "xx\"><script>", "neon", back);
        Assert.Equal("/", answer.Headers.Location?.ToString());
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], c => c.Contains("script", StringComparison.Ordinal) || c.Contains("neon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OtherSite_ChangesNothing()
    {
        using var client = Client(server.Address);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/preferences") { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["language"] = "de" }) };
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
