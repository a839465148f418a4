using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Tests.CommandLine;

namespace NerveCentre.Tests.Api;

/// <summary>What programs get over HTTP, and what they do not.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Orders = "aex_orders_by_buyer_country";
    private const string Coverage = "aex_ship_to_country_coverage";
    private const string Other = "%C3%96ther%20shop";

    [Theory]
    [InlineData(Orders, "&end=2026-03-16T12:00:00Z&attribution=ship&exclude=cancelled,unpaid", "--end 2026-03-16T12:00:00Z --attribution ship --exclude cancelled,unpaid")]
    [InlineData(Orders, "&end=2026-03-16&window=calendar&zone=Asia/Tokyo", "--end 2026-03-16 --window calendar --zone Asia/Tokyo")]
    [InlineData(Coverage, "", "")]
    public async Task AReading_IsWhatTheCommandLinePrints_ByteForByte(string card, string query, string options)
    {
        using var client = server.Client(await server.TokenAsync(["Shop", "Öther shop"]));
        client.DefaultRequestHeaders.Add("Accept-Language", "de");

        using var answer = await client.GetAsync($"/api/cards/{card}?store={Other}{query}");
        var command = await Run.ToEndAsync(["card", card, "--store", "Öther shop", "--json", "--data", server.Data, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((HttpStatusCode.OK, 0), (answer.StatusCode, command.ExitCode));
        Assert.Equal(("application/json; charset=utf-8", "no-store"), (answer.Content.Headers.ContentType?.ToString(), answer.Headers.CacheControl?.ToString()));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(AsOf().Replace(command.Output + "\n", ""), AsOf().Replace(body, ""));
        Assert.EndsWith("}\n", body, StringComparison.Ordinal);
        if (card is Orders)
        {
            using var json = JsonDocument.Parse(body);
            Assert.True(json.RootElement.GetProperty("total").GetInt32() > 0);
        }
    }

    [Fact]
    public async Task TheCatalogue_HoldsWhatTheTokenReads_AndNoMore()
    {
        using var client = server.Client(await server.TokenAsync(["Shop"], Orders));

        using var json = JsonDocument.Parse(await client.GetStringAsync("/api/cards"));

        Assert.Equal(["Shop"], json.RootElement.GetProperty("stores").EnumerateArray().Select(s => s.GetString()));
        var card = Assert.Single(json.RootElement.GetProperty("cards").EnumerateArray());
        Assert.Equal((Orders, "30D"), (card.GetProperty("key").GetString(), card.GetProperty("window").GetString()));
        Assert.Contains("\"store\": \"Shop\"", await client.GetStringAsync($"/api/cards/{Orders}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/cards/" + Orders, 400, "store")]
    [InlineData("GET", "/api/cards/" + Orders + "?store=Shop&end=never", 400, "end")]
    [InlineData("GET", "/api/cards/" + Orders + "?store=Shop&window=weekly", 400, "window")]
    [InlineData("GET", "/api/cards/" + Orders + "?store=Shop&zone=/dev/zero", 400, "zone")]
    [InlineData("GET", "/api/cards/" + Orders + "?store=Shop&attribution=x", 400, "attribution")]
    [InlineData("GET", "/api/cards/" + Orders + "?store=Shop&exclude=x", 400, "exclude")]
    [InlineData("GET", "/api/cards/" + Orders + "?store=Shop&ende=x", 400, "ende")]
    [InlineData("GET", "/api/cards/" + Orders + "?store=Shop&store=Shop", 400, "store")]
    [InlineData("GET", "/api/cards?store=Shop", 400, "store")]
    [InlineData("GET", "/api/cards/" + Coverage + "?store=Shop", 403, null)]
    [InlineData("GET", "/api/cards/" + Orders + "?store=Nowhere", 404, null)]
    [InlineData("GET", "/api/cards/aex_nothing?store=Shop", 404, null)]
    [InlineData("GET", "/api/cards/" + Orders + "/more", 404, null)]
    [InlineData("GET", "/api", 404, null)]
    [InlineData("GET", "/API/..%2fsync", 404, null)]
    [InlineData("GET", "/openapi/nothing", 404, null)]
    [InlineData("POST", "/api/cards", 405, null)]
    [InlineData("DELETE", "/api/cards/" + Orders, 405, null)]
    public async Task WhatGoesWrong_IsAProblem_WithEveryPart(string method, string address, int status, string? parameter)
    {
        using var client = server.Client(await server.TokenAsync(["Shop", "Öther shop"], Orders));
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var answer = await client.SendAsync(request);

        await AssertProblemAsync(answer, status, parameter);
        Assert.Equal(status is 405 ? ["GET", "HEAD"] : [], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task AnotherSitesPage_IsRefusedWithAProblem_ToWhoeverSpeaksToTheApi()
    {
        using var client = server.Client(await server.TokenAsync(["Shop"]));
        client.DefaultRequestHeaders.Add("Origin", "http://evil.example");

        await AssertProblemAsync(await client.PostAsync("/api/cards", null), 403, null);
    }

    [Fact]
    public async Task TokensThatDoNotWork_CannotBeToldApart()
    {
        var (revoked, expired, right) = (await server.TokenAsync(["Shop"]), await server.TokenAsync(["Shop"]), await server.TokenAsync(["Shop"]));
        using var inside = server.Client(revoked);
        Assert.Equal(HttpStatusCode.OK, (await inside.GetAsync("/api/cards")).StatusCode);
        await server.Tokens.RevokeAsync(Caller.CommandLine, IdOf(revoked), default);
        using (var db = server.Db())
        {
            var now = TimeProvider.System.GetUtcNow();
            Assert.Equal(1, db.ApiTokens.Where(t => t.Id == IdOf(expired)).ExecuteUpdate(set => set.SetProperty(t => t.ExpiresAt, now)));
        }

        var told = new HashSet<string>();
        foreach (var token in (string[])[revoked, expired, right + "x", "nc_9999_x", "x"])
        {
            using var client = server.Client(token);
            using var answer = await client.GetAsync($"/api/cards/{Orders}?store=Shop");
            var body = await AssertProblemAsync(answer, 401, null);
            told.Add($"{answer.Headers.WwwAuthenticate}\n{body}");
        }

        Assert.StartsWith("Bearer realm=\"NerveCentre\", error=\"invalid_token\"", Assert.Single(told), StringComparison.Ordinal);
        using var nobody = server.Client();
        using var without = await nobody.GetAsync("/api/cards");
        await AssertProblemAsync(without, 401, null);
        Assert.Equal("Bearer realm=\"NerveCentre\"", without.Headers.WwwAuthenticate.ToString());
        await AssertProblemAsync(await nobody.GetAsync($"/api/cards?access_token={right}"), 401, null);
        await AssertProblemAsync(await nobody.GetAsync("/api/nothing"), 401, null);
        Assert.DoesNotContain(right[5..], server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoreOfOthers_IsTheSameBytesAsOneThatIsNotThere()
    {
        using var client = server.Client(await server.TokenAsync(["Shop"]));

        var foreign = await AssertProblemAsync(await client.GetAsync($"/api/cards/{Orders}?store={Other}&end=never"), 404, null);
        var none = await AssertProblemAsync(await client.GetAsync($"/api/cards/{Orders}?store=Nowhere"), 404, null);

        Assert.Equal(none, foreign);
    }

    [Fact]
    public async Task Head_SaysWhatGetWould_WithoutABody()
    {
        using var client = server.Client(await server.TokenAsync(["Shop"]));

        using var found = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/api/cards/{Orders}"));
        using var missing = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/nothing"));

        Assert.Equal((HttpStatusCode.OK, "application/json; charset=utf-8"), (found.StatusCode, found.Content.Headers.ContentType?.ToString()));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (missing.StatusCode, missing.Content.Headers.ContentType?.MediaType));
        Assert.Equal("", await found.Content.ReadAsStringAsync() + await missing.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ACookie_OpensThePages_AndNotTheApi()
    {
        using var browser = await server.SignedInAsync();

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/sync")).StatusCode);
        await AssertProblemAsync(await browser.GetAsync("/api/cards"), 401, null);
        await AssertProblemAsync(await browser.GetAsync($"/api/cards/{Orders}?store=Shop"), 401, null);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/sync")]
    [InlineData("GET", "/settings/tokens")]
    [InlineData("GET", "/audit")]
    [InlineData("GET", "/country/BR")]
    [InlineData("POST", "/settings/tokens")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    public async Task AToken_OpensNoPage(string method, string address)
    {
        using var client = server.Client(await server.TokenAsync(["Shop"]));

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        Assert.True(answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.Unauthorized, $"{answer.StatusCode}");
        Assert.True(answer.Headers.Location is not { } to || to.ToString().Contains("/sign-in", StringComparison.Ordinal));
        Assert.DoesNotContain("Shop", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATokenThatAsksTooOften_Waits_AndNobodyElseDoes()
    {
        var (busy, calm) = (await server.TokenAsync(["Shop"]), await server.TokenAsync(["Shop"]));
        using var first = server.Client(busy);
        using var second = server.Client(busy);
        using var other = server.Client(calm);

        var limited = await UntilLimitedAsync(first, "/api/cards", ApiServer.PerMinute);

        await AssertProblemAsync(limited, 429, null);
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        // From another address it is the same token; another token is its own.
        await AssertProblemAsync(await UntilLimitedAsync(second, "/api/cards", ApiServer.PerMinute), 429, null);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/cards")).StatusCode);
    }

    [Fact]
    public async Task WhoTriesTokens_Waits_AndARightOneFromThereDoesNot()
    {
        using var client = server.Client("nc_1_guess");

        var limited = await UntilLimitedAsync(client, "/api/cards", ApiServer.StrangersPerMinute);

        await AssertProblemAsync(limited, 429, null);
        Assert.NotNull(limited.Headers.RetryAfter);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cards");
        request.Headers.Authorization = new("Bearer", await server.TokenAsync(["Shop"]));
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task AFailure_IsAProblemWithoutItsStackTrace_AndStandsInTheLog()
    {
        using var client = server.Client(await server.TokenAsync(["Shop"]));
        using var db = server.Db();
        db.Database.ExecuteSqlRaw("ALTER TABLE \"ListingCounts\" RENAME TO \"Away\"");
        try
        {
            var body = await AssertProblemAsync(await client.GetAsync($"/api/cards/{Coverage}"), 500, null);

            Assert.DoesNotContain("ListingCounts", body, StringComparison.Ordinal);
            Assert.DoesNotContain(" at ", body, StringComparison.Ordinal);
        }
        finally
        {
            db.Database.ExecuteSqlRaw("ALTER TABLE \"Away\" RENAME TO \"ListingCounts\"");
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/cards/{Coverage}")).StatusCode);
    }

    [Fact]
    public async Task TheDocument_NamesEveryParameterAnswerAndShape_AndNothingOfThisInstallation()
    {
        using var anybody = server.Client();
        var text = await anybody.GetStringAsync("/openapi/v1.json");
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;

        var read = root.GetProperty("paths").GetProperty("/api/cards/{key}").GetProperty("get");
        Assert.Equal(["/api/cards", "/api/cards/{key}"], root.GetProperty("paths").EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["key", "store", "end", "window", "zone", "attribution", "exclude"],
            read.GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("description").GetString() is not null).Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(["200", "400", "401", "403", "404", "405", "429", "500"], read.GetProperty("responses").EnumerateObject().Select(r => r.Name));
        Assert.All(read.GetProperty("responses").EnumerateObject().Skip(1), r => Assert.True(r.Value.GetProperty("content").TryGetProperty("application/problem+json", out _)));
        Assert.Equal("bearer", root.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        Assert.Equal("bearer", Assert.Single(Assert.Single(root.GetProperty("security").EnumerateArray()).EnumerateObject()).Name);
        var schemas = root.GetProperty("components").GetProperty("schemas");
        foreach (Match reference in Reference().Matches(text))
        {
            Assert.True(schemas.TryGetProperty(reference.Groups[1].Value, out _), reference.Value);
        }

        Assert.DoesNotContain("Shop", text, StringComparison.Ordinal);
        await AssertShapeAsync(schemas.GetProperty("CoverageCard"), Coverage);
        await AssertShapeAsync(schemas.GetProperty("OrdersCard"), Orders);
    }

    [Fact]
    public async Task OnThePage_TheSecretIsShownOnce_AndItsTokenWorksUntilItIsRevoked()
    {
        using var browser = await server.SignedInAsync();
        using var made = await ApiServer.PostAsync(browser, "/settings/tokens", "make", ("Form.Name", "Über <b>nightly"), ("Form.Stores", StoreId("Shop")), ("Form.Cards", Orders), ("Form.Cards", Coverage), ("Form.Days", "7"));
        var page = WebUtility.HtmlDecode(await made.Content.ReadAsStringAsync());

        Assert.Equal((HttpStatusCode.OK, "no-store"), (made.StatusCode, made.Headers.CacheControl?.ToString()));
        var token = Secret().Match(page).Value;
        Assert.Contains($"curl -H \"Authorization: Bearer {token}\" \"{server.Address}api/cards/{Orders}\"", page, StringComparison.Ordinal);
        using var program = server.Client(token);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync($"/api/cards/{Orders}")).StatusCode);
        Assert.DoesNotContain(token[5..], await browser.GetStringAsync("/settings/tokens"), StringComparison.Ordinal);

        using var again = await ApiServer.PostAsync(browser, "/settings/tokens", "make", ("Form.Name", "Über <b>nightly"), ("Form.Stores", StoreId("Shop")), ("Form.Cards", Orders), ("Form.Days", "7"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        using var revoked = await ApiServer.PostAsync(browser, "/settings/tokens", "revoke", ("Id", $"{IdOf(token)}"));
        Assert.Equal((HttpStatusCode.Found, "/settings/tokens"), (revoked.StatusCode, new Uri(server.Address, revoked.Headers.Location!).PathAndQuery));
        await AssertProblemAsync(await program.GetAsync($"/api/cards/{Orders}"), 401, null);
        using var twice = await ApiServer.PostAsync(browser, "/settings/tokens", "revoke", ("Id", $"{IdOf(token)}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
    }

    private static int IdOf(string token) => int.Parse(token.Split('_')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> AssertProblemAsync(HttpResponseMessage answer, int status, string? parameter)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, "application/problem+json", "no-store"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Headers.CacheControl?.ToString()));
        using var json = JsonDocument.Parse(body);
        var problem = json.RootElement;
        Assert.Equal(["type", "title", "status", "detail", .. parameter is null ? Array.Empty<string>() : ["parameter"]], problem.EnumerateObject().Select(p => p.Name));
        Assert.Equal((status, parameter), (problem.GetProperty("status").GetInt32(), parameter is null ? null : problem.GetProperty("parameter").GetString()));
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
        return body;
    }

    /// <summary>Used-up requests come back while it asks, so it may take a few more than are allowed at once.</summary>
    private static async Task<HttpResponseMessage> UntilLimitedAsync(HttpClient client, string address, int atOnce)
    {
        for (var i = 0; i < 20 * atOnce; i++)
        {
            var answer = await client.GetAsync(address);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests)
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new InvalidOperationException("It was never limited.");
    }

    private async Task AssertShapeAsync(JsonElement schema, string card)
    {
        using var client = server.Client(await server.TokenAsync(["Shop"]));
        using var json = JsonDocument.Parse(await client.GetStringAsync($"/api/cards/{card}"));
        Assert.Equal(json.RootElement.EnumerateObject().Select(p => p.Name), schema.GetProperty("properties").EnumerateObject().Select(p => p.Name));
    }

    private string StoreId(string name)
    {
        using var db = server.Db();
        return db.Stores.Single(s => s.Name == name).Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("\"asOf\": \"[^\"]+\"")]
    private static partial Regex AsOf();

    [GeneratedRegex("\"#/components/schemas/([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("nc_[0-9]+_[A-Za-z0-9_-]{43}")]
    private static partial Regex Secret();
}
