using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Wire;

internal static class OrderWire
{
    public static OrderPage ReadPage(JsonElement body, OrderQuery query)
    {
        var result = body.RequiredObject("result");
        var rows = result.List("target_list").Select(ReadRow).ToList();
        var (totalPages, totalCount) = Paging.Read(result, "total_count", rows.Count, query.Page, query.PageSize);
        return new OrderPage(rows, result.Count("current_page") ?? query.Page, totalPages, totalCount);
    }

    public static OrderCountries ReadCountries(JsonElement body)
    {
        // The Chinese sellers' method calls it "target".
        var data = body.Object("target") ?? body.RequiredObject("result").RequiredObject("data");
        return new OrderCountries(data.Object("buyer_info")?.Text("country"), data.Object("receipt_address")?.Text("country"));
    }

    public static OrderCountries ReadShipTo(JsonElement body) => new(null, body.RequiredObject("result").Text("country"), IsShipToOnly: true);

    private static OrderRow ReadRow(JsonElement row)
    {
        var pay = row.Object("pay_amount");
        return new OrderRow(
            row.RequiredWhole("order_id"),
            row.Text("order_status") ?? throw UnreadableReplyException.Missing("order_status"),
            row.Text("fund_status"),
            row.Text("end_reason"),
            PacificTime.Read(row.Text("gmt_create")) ?? throw UnreadableReplyException.Missing("gmt_create"),
            PacificTime.Read(row.Text("gmt_update") ?? row.Text("gmt_modified")),
            pay?.Number("amount"),
            pay?.Text("currency_code")?.Split([';', ',', '|', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault());
    }
}
