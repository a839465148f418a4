using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Wire;

internal static class FreightWire
{
    public const string OfListing = "aliexpress.logistics.buyer.freight.calculate";
    public const string OfTemplate = "aliexpress.freight.redefining.calculatefreight";

    private static readonly string[] Lists =
        ["aeop_freight_calculate_result_for_buyer_d_t_o_list", "aeop_freight_calculate_result_for_buyer_dtolist", "aeop_freight_calculate_result_d_t_o_list"];

    /// <summary>Whether a method's own no is what was asked for: where nothing is delivered, success is false.</summary>
    public static bool NoIsAnAnswer(string method) => method is OfListing or OfTemplate;

    public static FreightQuote Read(JsonElement body)
    {
        var result = body.Object("result") ?? body;
        var flag = result.Flag("success") ?? result.Flag("result_success");
        var list = Array.Find(Lists, name => result.Field(name) is not null);
        if (flag is null && list is null)
        {
            throw UnreadableReplyException.Missing(Lists[0]);
        }

        var reason = OneLine.Of(result.Text("error_desc") ?? result.Text("result_error_desc") ?? result.Text("error_message") ?? "", 200);
        // A list beside a refusal is a sample's leftover: only the flag counts.
        return flag is false || list is null ? new FreightQuote([], reason) : new FreightQuote([.. result.List(list).Select(ReadService)], reason);
    }

    private static FreightService ReadService(JsonElement service)
    {
        var code = service.Text("error_code");
        return new FreightService(OneLine.Of(service.Text("service_name") ?? "", 100), code is null or "0" ? true : null, code);
    }
}
