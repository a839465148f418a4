using System.Globalization;

namespace NerveCentre.Core.AliExpress.Sandbox;

internal static class SandboxListingMethods
{
    private const int LargestPage = 99;

    private static readonly string[] KnownTerms =
        ["product_status_type", "current_page", "page_size", "product_id", "gmt_create_start", "gmt_create_end", "gmt_modified_start", "gmt_modified_end"];

    public static Action<SandboxReply> Page(SandboxStore store, SandboxCall call, string innerName = "item_display_dto")
    {
        var query = call.Inner("aeop_a_e_product_list_query");
        var found = Find(store, query);
        var page = SandboxPage.Read(query, LargestPage, found.Count);

        return reply => reply.Object("result", () =>
        {
            // As in AliExpress's samples: error texts beside a success, and counts now as numbers, now as texts.
            reply.Json.WriteBoolean("success", true);
            reply.Json.WriteNumber("error_code", 0);
            reply.Json.WriteString("error_message", "none");
            reply.Json.WriteNumber("current_page", page.Number);
            reply.Json.WriteString("total_page", page.TotalPages.ToString(CultureInfo.InvariantCulture));
            reply.Json.WriteNumber("product_count", found.Count);
            reply.List("aeop_a_e_product_display_d_t_o_list", innerName, page.Of(found), listing => WriteRow(reply, listing));
        });
    }

    public static Action<SandboxReply> Detail(SandboxStore store, SandboxCall call)
    {
        var productId = call.RequiredWhole("product_id");
        if (store.Listings.FirstOrDefault(l => l.ProductId == productId) is not { } listing)
        {
            return reply => reply.NotFound("The product does not exist");
        }

        return reply => reply.Object("result", () =>
        {
            reply.Json.WriteBoolean("success", true);
            reply.Json.WriteString("category_id", listing.CategoryId.ToString(CultureInfo.InvariantCulture));
            reply.Json.WriteString("product_status_type", listing.Status);
            reply.Json.WriteNumber("delivery_time", 7);
            reply.Json.WriteString("product_price", listing.Price.ToString("0.00", CultureInfo.InvariantCulture));
            WriteCommon(reply, listing);
        });
    }

    private static List<SandboxListing> Find(SandboxStore store, SandboxCall query)
    {
        var status = query.Text("product_status_type") ?? throw SandboxRefusal.InvalidParameter("product_status_type is required");
        if (status is not (ListingStatuses.OnSelling or ListingStatuses.Offline or ListingStatuses.Auditing or ListingStatuses.EditingRequired))
        {
            throw SandboxRefusal.InvalidParameter($"product_status_type has no value {status}");
        }

        if (query.Parameters.Keys.FirstOrDefault(name => !KnownTerms.Contains(name)) is { } unknown)
        {
            throw SandboxRefusal.InvalidParameter($"the sandbox does not filter by {unknown}");
        }

        var productId = query.Whole("product_id");
        var (createdFrom, createdTo) = (query.Time("gmt_create_start", upper: false), query.Time("gmt_create_end", upper: true));
        var (modifiedFrom, modifiedTo) = (query.Time("gmt_modified_start", upper: false), query.Time("gmt_modified_end", upper: true));
        return [.. store.Listings.Where(l =>
            l.Status == status
            && (productId is null || l.ProductId == productId)
            && !(l.Created < createdFrom) && !(l.Created > createdTo)
            && !(l.Modified < modifiedFrom) && !(l.Modified > modifiedTo)).Reverse()];
    }

    private static void WriteRow(SandboxReply reply, SandboxListing listing)
    {
        var price = listing.Price.ToString("0.00", CultureInfo.InvariantCulture);
        reply.Json.WriteString("product_min_price", price);
        reply.Json.WriteString("product_max_price", price);
        reply.Json.WriteNumber("group_id", 0);
        reply.Json.WriteString("image_u_r_ls", "");
        reply.Json.WriteString("src", "isv");
        reply.Json.WriteString("ws_display", listing.Status is ListingStatuses.Offline ? "expire_offline" : "");
        WriteCommon(reply, listing);
    }

    private static void WriteCommon(SandboxReply reply, SandboxListing listing)
    {
        reply.Json.WriteNumber("product_id", listing.ProductId);
        reply.Json.WriteString("subject", listing.Subject);
        reply.Json.WriteNumber("freight_template_id", listing.TemplateId);
        reply.Json.WriteString("currency_code", "USD;RUB");
        reply.Time("gmt_create", listing.Created);
        reply.Time("gmt_modified", listing.Modified);
    }
}
