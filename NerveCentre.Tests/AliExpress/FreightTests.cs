using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Tests.AliExpress.Sandbox;

namespace NerveCentre.Tests.AliExpress;

public sealed class FreightTests
{
    private const string Service = """{"service_name": "CAINIAO_STANDARD", "error_code": 0, "freight": {"amount": "3.2", "cent": 320, "currency_code": "USD"}, "estimated_delivery_time": "15-25"}""";

    [Theory]
    [InlineData("""{"aliexpress_logistics_buyer_freight_calculate_response": {"result": {"success": true, "error_desc": "filled", "aeop_freight_calculate_result_for_buyer_d_t_o_list": {"aeop_freight_calculate_result_for_buyer_dto": [""" + Service + """]}}}}""")]
    [InlineData("""{"result": {"success": "true", "aeop_freight_calculate_result_for_buyer_dtolist": [""" + Service + """]}}""")]
    public async Task FreightOfAListing_InEitherForm_ReadsTheSame(string body)
    {
        var gateway = CannedGateway.Saying(body);
        var quote = (await gateway.Client().GetFreightAsync(12, "UK", "CN", default)).Required();

        Assert.Equal([new FreightService("CAINIAO_STANDARD", true, "0")], quote.Services);
        Assert.Equal("""{"product_id":12,"product_num":1,"country_code":"UK","send_goods_country_code":"CN"}""", gateway.Sent["param_aeop_freight_calculate_for_buyer_d_t_o"]);
    }

    [Theory]
    [InlineData("""{"result": {"success": false, "error_desc": "no service", "aeop_freight_calculate_result_for_buyer_d_t_o_list": []}}""", "no service")]
    [InlineData("""{"result": {"success": true, "aeop_freight_calculate_result_for_buyer_d_t_o_list": []}}""", "")]
    [InlineData("""{"result": {"success": "false", "error_code": "S00-1", "error_desc": "not deliverable"}}""", "not deliverable")]
    [InlineData("""{"result": {"success": true, "aeop_freight_calculate_result_for_buyer_d_t_o_list": {}}}""", "")]
    public async Task NoServiceOrNoSuccess_IsNotDeliverable(string body, string reason)
    {
        var quote = (await CannedGateway.Saying(body).Client().GetFreightAsync(12, "BR", "CN", default)).Required();

        Assert.Equal((0, reason), (quote.Services.Count, quote.Reason));
    }

    [Fact]
    public async Task CodeThatIsNotDocumented_IsNeitherYesNorNo()
    {
        const string body = """{"result_success": true, "aeop_freight_calculate_result_d_t_o_list": {"aeopfreightcalculateresultdtolist": [{"service_name": "EMS", "error_code": "7"}, {"service_name": "DHL"}]}}""";

        var quote = (await CannedGateway.Saying(body).Client().GetTemplateFreightAsync(3, "BR", FreightParcel.Usual, default)).Required();

        Assert.Equal([new FreightService("EMS", null, "7"), new FreightService("DHL", true, null)], quote.Services);
    }

    [Theory]
    [InlineData("""{"error_response": {"code": 11, "msg": "Insufficient isv permissions", "sub_code": "isv.permission-api-package-empty"}}""", AliExpressErrorKind.Permission)]
    [InlineData("""{"result": {"success": false, "error_code": "isv.insufficient-permission", "error_desc": "no"}}""", AliExpressErrorKind.Permission)]
    [InlineData("""{"result": {"success": false, "error_desc": "System error, try again later"}}""", AliExpressErrorKind.Service)]
    [InlineData("""{"result": {"note": "nothing"}}""", AliExpressErrorKind.Unreadable)]
    [InlineData("""{"result": {"success": true, "aeop_freight_calculate_result_for_buyer_d_t_o_list": "x"}}""", AliExpressErrorKind.Unreadable)]
    public async Task RefusalOfAnotherKind_IsNoAnswer(string body, AliExpressErrorKind kind) =>
        Assert.Equal(kind, (await CannedGateway.Saying(body).Client().GetFreightAsync(12, "BR", "CN", default)).Error?.Kind);

    [Fact]
    public async Task Sandbox_TellsTheTruthOfItsServices_InBothFormsAndBothMethods()
    {
        using var sandbox = new SandboxHarness();
        var free = sandbox.Store.Listings.First(l => l.TemplateId is 50001000109 && l.Status is ListingStatuses.OnSelling).ProductId;
        foreach (var client in (AliExpressClient[])[sandbox.Client, sandbox.ClientOf(sandbox.Store, new AliExpressClientOptions(Simplify: false))])
        {
            Assert.Equal(["CAINIAO_SUPER_ECONOMY"], (await client.GetFreightAsync(free, "BR", "CN", default)).Required().Services.Select(s => s.Name));
            Assert.Empty((await client.GetFreightAsync(free, "MX", "CN", default)).Required().Services);
            Assert.Empty((await client.GetTemplateFreightAsync(50001000109, "MX", FreightParcel.Usual, default)).Required().Services);
            Assert.Single((await client.GetTemplateFreightAsync(50001000109, "UK", FreightParcel.Usual, default)).Required().Services);
            Assert.Single((await client.GetTemplateFreightAsync(SandboxTemplates.OwnRates, "BR", FreightParcel.Usual, default)).Required().Services);
            Assert.Equal("isv.invalid-parameter", (await client.GetFreightAsync(free, "GB", "CN", default)).Error?.SubCode);
            Assert.Empty((await client.GetFreightAsync(4711, "BR", "CN", default)).Required().Services);
        }

        var knives = sandbox.Store.RestrictedDestinations.Single(r => r.Category is "Kitchen knives");
        var knife = sandbox.Store.Listings.First(l => l.CategoryId == knives.CategoryId && l.TemplateId is SandboxTemplates.Worldwide).ProductId;
        Assert.Empty((await sandbox.Client.GetFreightAsync(knife, "UK", "CN", default)).Required().Services);
        Assert.Single((await sandbox.Client.GetFreightAsync(knife, "FR", "CN", default)).Required().Services);
    }
}
