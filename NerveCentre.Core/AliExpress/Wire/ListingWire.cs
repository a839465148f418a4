using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Wire;

internal static class ListingWire
{
    public static ListingPage ReadPage(JsonElement body, ListingQuery query)
    {
        var result = body.RequiredObject("result");
        var rows = result.List("aeop_a_e_product_display_d_t_o_list").Select(ReadRow).ToList();
        var (totalPages, totalCount) = Paging.Read(result, "product_count", rows.Count, query.Page, query.PageSize);
        return new ListingPage(rows, result.Count("current_page") ?? query.Page, totalPages, totalCount);
    }

    public static ListingDetail ReadDetail(JsonElement body, long productId)
    {
        var result = body.RequiredObject("result");
        return new ListingDetail(
            result.Whole("product_id") ?? productId,
            result.Whole("category_id"),
            TemplateId(result),
            result.Text("product_status_type"));
    }

    private static ListingRow ReadRow(JsonElement row) => new(
        row.RequiredWhole("product_id"),
        row.Text("subject") ?? "",
        TemplateId(row),
        PacificTime.Read(row.Text("gmt_create")),
        PacificTime.Read(row.Text("gmt_modified")));

    // What is told and is no id names no template.
    private static long? TemplateId(JsonElement row) => row.Field("freight_template_id") is null ? null : Math.Max(0, row.Whole("freight_template_id") ?? 0);
}
