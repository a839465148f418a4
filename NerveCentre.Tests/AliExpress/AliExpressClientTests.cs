using NerveCentre.Core.AliExpress;

namespace NerveCentre.Tests.AliExpress;

public sealed class AliExpressClientTests
{
    private const string ListingItem =
        """{"product_id": 1005006000000001, "subject": "Lamp", "freight_template_id": "10000100001", "currency_code": "USD;RUB", "gmt_create": "2021-01-01 12:13:14", "gmt_modified": "2021-07-01 12:13:14", "new_field": [1]}""";

    private const string OrderItem =
        """{"order_id": "1160045860056286", "order_status": "WAIT_SELLER_SEND_GOODS", "gmt_create": "2017-10-12 12:12:12", "gmt_update": "", "pay_amount": {"amount": "1.01", "currency_code": "USD"}, "loan_amount": {}, "fund_status": "PAY_SUCCESS", "end_reason": "", "product_list": {"order_product_dto": [{"product_id": 0}]}}""";

    [Theory]
    [InlineData("""{"aliexpress_solution_product_list_get_response": {"request_id": "r", "result": {"success": true, "error_code": 0, "error_message": "filled", "current_page": 2, "total_page": "100", "product_count": "1201", "aeop_a_e_product_display_d_t_o_list": {"item_display_dto": [""" + ListingItem + """]}}}}""")]
    [InlineData("""{"request_id": "r", "result": {"success": true, "error_code": 0, "error_message": "filled", "current_page": 2, "total_page": 100, "product_count": 1201, "aeop_a_e_product_display_d_t_o_list": [""" + ListingItem + """]}}""")]
    public async Task ListingPage_InEitherForm_ReadsTheSame(string body)
    {
        var page = (await CannedGateway.Saying(body).Client().GetListingsAsync(new ListingQuery(ListingStatuses.OnSelling, 2, 50), default)).Required();

        Assert.Equal((2, 100, 1201), (page.Page, page.TotalPages, page.TotalCount));
        Assert.Equal(
            new ListingRow(1005006000000001, "Lamp", 10000100001, new(2021, 1, 1, 20, 13, 14, TimeSpan.Zero), new(2021, 7, 1, 19, 13, 14, TimeSpan.Zero)),
            Assert.Single(page.Rows));
    }

    [Theory]
    [InlineData("""{"aliexpress_solution_order_get_response": {"result": {"success": true, "error_code": "", "total_count": 1, "total_page": 1, "current_page": 1, "page_size": 50, "target_list": {"order_dto": [""" + OrderItem + """]}}}}""")]
    [InlineData("""{"result": {"success": "true", "total_count": "1", "total_page": "1", "current_page": "1", "target_list": [""" + OrderItem + """]}}""")]
    public async Task OrderPage_InEitherForm_ReadsTheSame(string body)
    {
        var page = (await CannedGateway.Saying(body).Client().GetOrdersAsync(new OrderQuery(1, 50, CreatedFrom: TestClock.Noon), default)).Required();

        Assert.Equal(
            new OrderRow(1160045860056286, "WAIT_SELLER_SEND_GOODS", "PAY_SUCCESS", null, new(2017, 10, 12, 19, 12, 12, TimeSpan.Zero), null, 1.01m, "USD"),
            Assert.Single(page.Rows));
    }

    [Fact]
    public async Task TemplateList_Unsimplified_ReadsItsRows()
    {
        const string body =
            """{"aliexpress_freight_redefining_listfreighttemplate_response": {"result_success": true, "result_error_desc": "filled", "aeop_freight_template_d_t_o_list": {"aeopfreighttemplatedtolist": [{"template_id": 10000100001, "template_name": "A", "is_default": true}, {"template_id": "2", "template_name": "B", "is_default": "N"}]}}}""";

        var templates = (await CannedGateway.Saying(body).Client().GetTemplatesAsync(default)).Required();

        Assert.Equal([new TemplateSummary(10000100001, "A", true), new TemplateSummary(2, "B", false)], templates);
    }

    [Fact]
    public async Task TemplateSettings_NestedAndUnsimplified_ReadEveryList()
    {
        const string body =
            """
            {"aliexpress_freight_redefining_getfreightsettingbytemplatequery_response": {
              "template_id": 1000, "template_name": "T", "is_default": true, "is_success": true, "error_desc": "",
              "freight_setting_list": {"aeop_freight_setting": [{
                "template": {"logistics_company": "CPAM", "all_free_shipping": "yes", "free_shipping_country": "RU,UK; br|US ES", "all_standard_shipping": "N", "all_standard_discount": 10.0, "standard_shipping_country": "FR", "standard_shipping_discount": 10.0},
                "selfstandard_list": {"aeop_freight_selfdefine_standard": [{"self_standard_country": "DE", "self_standard_discount": 10}, {"self_standard_country": "OTHER"}]},
                "selfdefine_list": {"aeop_freight_selfdefine": [{"custom_freight_type": "order_num", "shipping_country": "PL", "self_define_weight_list": {"aeop_freight_selfdefine_weight": []}}]}}]}}}
            """;

        var template = (await CannedGateway.Saying(body).Client().GetTemplateAsync(1000, default)).Required();

        Assert.Equal((1000, "T", true), (template.TemplateId, template.Name, template.IsDefault));
        var service = Assert.Single(template.Services);
        Assert.Equal(("CPAM", true, false), (service.LogisticsCompany, service.AllFreeShipping, service.AllStandardShipping));
        Assert.Equal(["RU", "UK", "br", "US", "ES"], service.FreeShippingCountries);
        Assert.Equal(["FR"], service.StandardShippingCountries);
        Assert.Equal(["DE", "OTHER"], service.SelfStandardCountries);
        Assert.Equal(["PL"], service.SelfDefinedCountries);
    }

    [Fact]
    public async Task TemplateSettings_FlatAndSimplified_ReadWithoutTheOptionalLists()
    {
        const string body =
            """{"template_id": 1000, "template_name": "T", "is_success": "Y", "freight_setting_list": [{"logistics_company": "EMS", "all_free_shipping": "n", "all_standard_shipping": 1, "standard_shipping_country": ["FR", "DE"]}], "request_id": "r"}""";

        var service = Assert.Single((await CannedGateway.Saying(body).Client().GetTemplateAsync(1000, default)).Required().Services);

        Assert.Equal((false, true), (service.AllFreeShipping, service.AllStandardShipping));
        Assert.Equal(["FR", "DE"], service.StandardShippingCountries);
        Assert.Empty(service.SelfDefinedCountries);
    }

    [Fact]
    public async Task ListingDetail_ReadsTheCategory()
    {
        const string body = """{"result": {"success": true, "category_id": "200004720", "freight_template_id": 0, "product_status_type": "onSelling"}}""";

        Assert.Equal(new ListingDetail(7, 200004720, 0, "onSelling"), (await CannedGateway.Saying(body).Client().GetListingAsync(7, default)).Required());
    }

    [Theory]
    [InlineData("""{"result": {"success": true, "data": {"buyer_info": {"country": "IL", "first_name": "x"}, "receipt_address": {"country": "ES"}}}}""", "IL", "ES")]
    [InlineData("""{"aliexpress_solution_order_info_get_response": {"result": {"data": {"buyer_info": {"country": ""}, "receipt_address": null}}}}""", null, null)]
    public async Task OrderCountries_AreTheBuyersAndTheParcels(string body, string? buyer, string? shipTo) =>
        Assert.Equal(new OrderCountries(buyer, shipTo), (await CannedGateway.Saying(body).Client().GetOrderCountriesAsync(1, default)).Required());

    [Fact]
    public async Task Call_CarriesEverySystemParameterAndARightSignature()
    {
        var gateway = CannedGateway.Saying("{}");

        await gateway.Client().GetOrdersAsync(new OrderQuery(1, 50, CreatedFrom: TestClock.Noon, CreatedTo: TestClock.Noon.AddTicks(1), Status: "FINISH"), default);

        Assert.Equal("12345678", gateway.Sent["app_key"]);
        Assert.Equal("aliexpress.solution.order.get", gateway.Sent["method"]);
        Assert.Equal("access-token-1", gateway.Sent["session"]);
        Assert.Equal("1773662400000", gateway.Sent["timestamp"]);
        Assert.Equal(("json", "2.0", "sha256", "true"), (gateway.Sent["format"], gateway.Sent["v"], gateway.Sent["sign_method"], gateway.Sent["simplify"]));
        Assert.Equal(("2026-03-16 05:00:00", "2026-03-16 05:00:01"), (gateway.Sent["create_date_start"], gateway.Sent["create_date_end"]));
        Assert.Equal(("1", "50", "FINISH"), (gateway.Sent["current_page"], gateway.Sent["page_size"], gateway.Sent["order_status"]));
        Assert.DoesNotContain("modified_date_start", gateway.Sent.Keys);
        Assert.Equal(IopSignature.Sign(null, gateway.Sent!, "app-secret-1"), gateway.Sent["sign"]);
    }

    [Fact]
    public async Task OrderQuery_InParam0_TravelsAsOneParameter()
    {
        var gateway = CannedGateway.Saying("{}");

        await gateway.Client(new AliExpressClientOptions(SellerMethods.OverseasInOneParameter)).GetOrdersAsync(new OrderQuery(1, 50, ModifiedFrom: TestClock.Noon), default);

        Assert.Equal("""{"current_page":1,"page_size":50,"modified_date_start":"2026-03-16 05:00:00"}""", gateway.Sent["param0"]);
        Assert.DoesNotContain("current_page", gateway.Sent.Keys);
    }

    [Fact]
    public async Task ListingQuery_TravelsAsOneJsonParameter()
    {
        var gateway = CannedGateway.Saying("{}");

        await gateway.Client().GetListingsAsync(new ListingQuery(ListingStatuses.Offline, 3, 99, ModifiedFrom: TestClock.Noon), default);

        Assert.Equal("""{"product_status_type":"offline","current_page":3,"page_size":99,"gmt_modified_start":"2026-03-16 05:00:00"}""", gateway.Sent["aeop_a_e_product_list_query"]);
    }
}
