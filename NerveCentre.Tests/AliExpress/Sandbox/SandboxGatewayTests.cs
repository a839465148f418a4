using System.Net.Http.Json;
using System.Text.Json;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;

namespace NerveCentre.Tests.AliExpress.Sandbox;

/// <summary>What the real gateway refuses, the sandbox refuses.</summary>
public sealed class SandboxGatewayTests : IDisposable
{
    private readonly SandboxHarness _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Caller_WithAWrongSecretTokenOrKey_IsRefused()
    {
        var right = SandboxGateway.Credentials;

        Assert.Equal((AliExpressErrorKind.Signature, "IncompleteSignature"), await RefusalAsync(right with { AppSecret = "wrong" }));
        Assert.Equal((AliExpressErrorKind.Token, "IllegalAccessToken"), await RefusalAsync(right with { AccessToken = "wrong" }));
        Assert.Equal((AliExpressErrorKind.Permission, "InvalidAppkey"), await RefusalAsync(right with { AppKey = "1" }));
    }

    [Theory]
    [InlineData(7200, true)]
    [InlineData(-7200, true)]
    [InlineData(7201, false)]
    [InlineData(-7201, false)]
    public async Task Clock_MoreThanTwoHoursOff_IsRefused(int seconds, bool admitted)
    {
        var client = _sandbox.ClientOf(_sandbox.Store, clock: new TestClock(TestClock.Noon.AddSeconds(seconds)));

        Assert.Equal(admitted, (await client.GetTemplatesAsync(default)).Error is null);
    }

    [Fact]
    public async Task OrderQuery_OutsideTheRules_IsRefusedWithTheRule()
    {
        var now = TestClock.Noon;

        Assert.Contains("must not both be empty", await WhyNotAsync(new OrderQuery(1, 50)), StringComparison.Ordinal);
        Assert.Contains("180 days", await WhyNotAsync(new OrderQuery(1, 50, CreatedFrom: now.AddDays(-181))), StringComparison.Ordinal);
        Assert.Contains("180 days", await WhyNotAsync(new OrderQuery(1, 50, ModifiedFrom: now.AddDays(-181))), StringComparison.Ordinal);
        Assert.Contains("30 days", await WhyNotAsync(new OrderQuery(1, 50, CreatedFrom: now.AddDays(-31), Status: "FINISH")), StringComparison.Ordinal);
        Assert.Contains("page_size", await WhyNotAsync(new OrderQuery(1, 51, CreatedFrom: now)), StringComparison.Ordinal);
        Assert.Contains("current_page", await WhyNotAsync(new OrderQuery(0, 50, CreatedFrom: now)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrderQuery_AtTheEdgeOfTheRules_IsAnswered()
    {
        Assert.Null((await _sandbox.Client.GetOrdersAsync(new OrderQuery(1, 50, CreatedFrom: TestClock.Noon.AddDays(-180)), default)).Error);
        Assert.Null((await _sandbox.Client.GetOrdersAsync(new OrderQuery(1, 50, CreatedFrom: TestClock.Noon.AddDays(-30), Status: "FINISH"), default)).Error);
    }

    [Fact]
    public async Task OrderQuery_InParam0_IsAnsweredTheSame()
    {
        var query = new OrderQuery(2, 50, CreatedFrom: TestClock.Noon.AddDays(-30), CreatedTo: TestClock.Noon);
        var inParam0 = _sandbox.ClientOf(_sandbox.Store, new AliExpressClientOptions(SellerMethods.OverseasInOneParameter, Simplify: false));

        Assert.Equal((await _sandbox.Client.GetOrdersAsync(query, default)).Required().Rows, (await inParam0.GetOrdersAsync(query, default)).Required().Rows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MethodsOfChineseSellers_TellTheSame(bool simplify)
    {
        var orders = new OrderQuery(2, 50, CreatedFrom: TestClock.Noon.AddDays(-30), CreatedTo: TestClock.Noon);
        var listings = new ListingQuery(ListingStatuses.OnSelling, 3, 99);
        var chinese = _sandbox.ClientOf(_sandbox.Store, new AliExpressClientOptions(SellerMethods.Chinese, simplify));

        var order = (await chinese.GetOrdersAsync(orders, default)).Required().Rows;
        Assert.Equal((await _sandbox.Client.GetOrdersAsync(orders, default)).Required().Rows, order);
        var listing = (await chinese.GetListingsAsync(listings, default)).Required().Rows;
        Assert.Equal((await _sandbox.Client.GetListingsAsync(listings, default)).Required().Rows, listing);
        Assert.Equal((await _sandbox.Client.GetListingAsync(listing[0].ProductId, default)).Required(), (await chinese.GetListingAsync(listing[0].ProductId, default)).Required());
        Assert.Equal((await _sandbox.Client.GetOrderCountriesAsync(order[0].OrderId, default)).Required(), (await chinese.GetOrderCountriesAsync(order[0].OrderId, default)).Required());
        Assert.Equal((await _sandbox.Client.GetOrderShipToAsync(order[0].OrderId, default)).Required(), (await chinese.GetOrderShipToAsync(order[0].OrderId, default)).Required());
    }

    [Fact]
    public async Task ListingQuery_OutsideTheRules_IsRefused()
    {
        foreach (var query in (ListingQuery[])[new("onSelling", 1, 100), new("onSelling", 0, 50), new("", 1, 50), new("all", 1, 50)])
        {
            var error = (await _sandbox.Client.GetListingsAsync(query, default)).Error;
            Assert.Equal((AliExpressErrorKind.Request, "isv.invalid-parameter"), (error?.Kind, error?.SubCode));
        }
    }

    [Fact]
    public async Task Method_ThatTheSandboxLacks_IsRefused()
    {
        var reply = await PostAsync(new() { ["method"] = "aliexpress.solution.product.edit" });

        Assert.Equal(22, reply.GetProperty("error_response").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task SystemParameters_MayStandInTheQueryString_AsTheJavaSdkSendsThem()
    {
        var reply = await PostAsync(new() { ["method"] = "aliexpress.freight.redefining.listfreighttemplate" }, inQuery: true);

        Assert.Equal(
            24,
            reply.GetProperty("aliexpress_freight_redefining_listfreighttemplate_response").GetProperty("aeop_freight_template_d_t_o_list").GetProperty("aeopfreighttemplatedtolist").GetArrayLength());
    }

    [Fact]
    public async Task SystemDoor_RefusesWithAFlatBody()
    {
        using var http = new HttpClient(new SandboxGateway(_sandbox.Store, _sandbox.Clock));

        var reply = await http.GetFromJsonAsync<JsonElement>(new Uri("https://sandbox.invalid/rest/auth/token/revoke"));

        Assert.Equal("InvalidApiPath", reply.GetProperty("code").GetString());
    }

    private async Task<(AliExpressErrorKind?, string?)> RefusalAsync(AliExpressCredentials credentials)
    {
        var error = (await _sandbox.ClientOf(_sandbox.Store, credentials: credentials).GetTemplatesAsync(default)).Error;
        return (error?.Kind, error?.Code);
    }

    private async Task<string> WhyNotAsync(OrderQuery query)
    {
        var error = (await _sandbox.Client.GetOrdersAsync(query, default)).Error!;
        Assert.Equal((AliExpressErrorKind.Request, "isv.invalid-parameter"), (error.Kind, error.SubCode));
        return error.Message;
    }

    private async Task<JsonElement> PostAsync(Dictionary<string, string?> business, bool inQuery = false)
    {
        var sent = new Dictionary<string, string?>(business)
        {
            ["app_key"] = SandboxGateway.Credentials.AppKey,
            ["session"] = SandboxGateway.Credentials.AccessToken,
            ["sign_method"] = "sha256",
            ["timestamp"] = "2026-03-16T12:00:00Z",
        };
        sent["sign"] = IopSignature.Sign(null, sent, SandboxGateway.Credentials.AppSecret);
        var query = string.Join('&', sent.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}"));
        using var http = new HttpClient(new SandboxGateway(_sandbox.Store, _sandbox.Clock));
        using var form = new FormUrlEncodedContent(inQuery ? [] : sent);
        using var reply = await http.PostAsync(new Uri("https://sandbox.invalid/sync" + (inQuery ? "?" + query : "")), form);
        return await reply.Content.ReadFromJsonAsync<JsonElement>();
    }
}
