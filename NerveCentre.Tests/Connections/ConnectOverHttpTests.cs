using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Connections;

/// <summary>The whole way over HTTP, without script; and that no store shows what is another's.</summary>
[Trait("Speed", "Slow")]
public sealed class ConnectOverHttpTests(ConnectServer server) : IClassFixture<ConnectServer>
{
    private const string Secret = "sandbox-app-secret";

    private static readonly (string, string)[] App = [("Form.TimeZone", "UTC"), ("Form.AppKey", "50012345"), ("Form.AppSecret", Secret)];

    [Fact]
    public async Task Store_IsConnectedAndErased_AndItsSecretsStandNowhere()
    {
        using var olga = Client(server.Owner);
        var began = await olga.PostAsync("/settings/stores", "add-store", [("Form.Name", "Atlas"), .. App]);
        Assert.Equal(302, began.Status);
        var waiting = await olga.GetAsync(began.Location!);
        var gateway = Regex.Match(waiting.Body, "href=\"([^\"]*oauth/authorize[^\"]*)\"").Groups[1].Value;
        Assert.StartsWith(server.Gateway.Address, gateway, StringComparison.Ordinal);
        Assert.Contains(server.Address + "settings/stores/authorised", waiting.Body, StringComparison.Ordinal);

        // Somebody else's sign-in, and one without any, get nothing for it.
        var back = (await olga.GetAsync($"{gateway}&answer=atlas%40sandbox.invalid")).Location!;
        using var mallory = Client(Entry.CookieFor(Path.GetDirectoryName(server.Database)!, db => TestPeople.AddOwner(db, "Mallory", TimeProvider.System.GetUtcNow())));
        Assert.Equal(422, (await mallory.GetAsync(back)).Status);
        using var stranger = new FormClient(server.Address);
        Assert.Equal(302, (await stranger.GetAsync(back)).Status);

        var received = await olga.GetAsync(back);
        Assert.Equal((302, began.Location), (received.Status, received.Location));
        Assert.Equal(422, (await olga.GetAsync(back)).Status);
        var decide = await olga.GetAsync(received.Location!);
        Assert.Contains("Atlas Kitchen", decide.Body, StringComparison.Ordinal);
        var kept = await olga.PostAsync(received.Location!, decide, "decide", ("Choice", "keep"));
        Assert.Equal("/settings/store?done=connected&store=Atlas", kept.Location);
        var store = await olga.GetAsync(kept.Location!);
        Assert.Contains("id 2200445566, account atlas@sandbox.invalid", store.Body, StringComparison.Ordinal);

        var tested = await olga.PostAsync("/settings/store?store=Atlas", "test");
        Assert.Contains("AliExpress answered after", tested.Body, StringComparison.Ordinal);
        var wrong = await olga.PostAsync("/settings/store?store=Atlas", "erase", ("Form.Typed", "atlas"));
        Assert.Equal(422, wrong.Status);
        Assert.Contains("Nothing was erased", wrong.Body, StringComparison.Ordinal);
        Assert.Equal("/settings/stores?done=erased", (await olga.PostAsync("/settings/store?store=Atlas", "erase", ("Form.Typed", "Atlas"))).Location);

        Assert.All(new[] { waiting, decide, store, tested, wrong }, p => Assert.DoesNotContain(Secret, p.Body, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("5_access_", server.Log, StringComparison.Ordinal);
        Assert.Empty(Table.Rows(server.Database, "SELECT Name FROM Stores WHERE Name = 'Atlas'"));
    }

    [Fact]
    public async Task WrongAnswer_IsToldInWords_AndTheSecretIsNotFilledInAgain()
    {
        using var olga = Client(server.Owner);
        var refused = await olga.PostAsync("/settings/stores", "add-store", [("Form.Name", "Store A"), .. App]);
        Assert.Equal(422, refused.Status);
        Assert.Contains("There is a store named “Store A” already", refused.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"50012345\"", refused.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Body, StringComparison.Ordinal);

        var began = await olga.PostAsync("/settings/stores", "add-store", [("Form.Name", "No"), .. App]);
        var state = began.Location!.Split('/')[^1];
        var answer = await olga.GetAsync($"/settings/stores/authorised?error=access_denied&state={state}");
        Assert.Equal(422, answer.Status);
        Assert.Contains("did not authorise NerveCentre (it says: access_denied)", answer.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await olga.GetAsync(began.Location!)).Status);
    }

    /// <summary>Same ids everywhere: what tells the stores apart is nothing but the store.</summary>
    [Theory]
    [InlineData("Store A", "ONLY-A", new[] { "ONLY-B", "NC-1" })]
    [InlineData("Store B", "ONLY-B", new[] { "ONLY-A", "NC-1" })]
    [InlineData("Sandbox store", "NC-", new[] { "ONLY-A", "ONLY-B" })]
    public async Task NoPageOrExportOfAStore_ShowsAnythingOfAnother(string store, string own, string[] others)
    {
        using var olga = Client(server.Owner);
        var seen = "";
        foreach (var page in (string[])["/?x=1", "/?by=ship", "/country/BR?x=1", "/country/PL?x=1", "/listings?x=1", "/listings?uncovered=BR", "/listings?uncovered=BR&template=50001000101", "/listings?class=gap", "/listings?class=gap&template=50001000101", "/listings?class=covered&template=50001000101", "/settings/markets?x=1", "/sync?x=1", "/settings/store?x=1", "/audit?x=1", "/audit.csv?x=1"])
        {
            var answer = await olga.GetAsync($"{page}&store={Uri.EscapeDataString(store)}");
            Assert.Equal(200, answer.Status);
            Assert.All(others, o => Assert.DoesNotContain(o, answer.Body, StringComparison.Ordinal));
            seen += answer.Body;
        }

        Assert.Contains(own, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_KeepsThePage_AndLeadsToTheOtherStore()
    {
        using var olga = Client(server.Owner);
        var page = (await olga.GetAsync("/settings/markets?store=Store%20A&propose=RO")).Body;
        Assert.Contains("href=\"/settings/markets?store=Store%20B\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/settings/markets\"", page, StringComparison.Ordinal);
        Assert.Contains("Store: </span>Store A", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marketing_SeesTheStoresOfTheirs_AndNoSettings()
    {
        using var mia = Client(Entry.CookieFor(Path.GetDirectoryName(server.Database)!, db => TestPeople.AddMember(db, "Mia", TimeProvider.System.GetUtcNow(), (101, StoreRole.Marketing))));
        var list = await mia.GetAsync("/settings/stores");
        Assert.Contains("Store A", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Store B", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("add-store", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" action=\"/settings", list.Body, StringComparison.Ordinal);
        var settings = await mia.GetAsync("/settings/store?store=Store%20A");
        Assert.Contains("Owners of the store change its settings", settings.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("App key", settings.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await mia.GetAsync("/settings/store?store=Store%20B")).Status);
    }

    /// <summary>The product's own, which is there for development only.</summary>
    [Fact]
    public async Task GatewayOfTheProductItself_IsServedWhereItIsAskedFor()
    {
        using var stranger = new FormClient(server.Address);
        var page = await stranger.GetAsync("/sandbox-gateway/oauth/authorize?response_type=code&client_id=50012345&redirect_uri=http%3A%2F%2F127.0.0.1%2Fback&state=s");
        Assert.Contains("Allow as Harbour Lamps", page.Body, StringComparison.Ordinal);
        Assert.Contains("InvalidAppkey", (await stranger.GetAsync("/sandbox-gateway/rest/auth/token/create")).Body, StringComparison.Ordinal);
        Assert.Contains("InvalidAppkey", (await stranger.GetAsync("/sandbox-gateway/sync")).Body, StringComparison.Ordinal);
    }

    private FormClient Client(string cookie)
    {
        var client = new FormClient(server.Address);
        client.Keep(cookie);
        return client;
    }
}
