using NerveCentre.Core.Countries;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>What a parcel would cost, which is how the sandbox tells the truth about where it ships.</summary>
internal static class SandboxFreightMethods
{
    /// <summary>Countries that a service does not serve, whatever a template says of "all countries" or of the rest of the world. No template names any of them for it.</summary>
    private static readonly Dictionary<string, string> NotServed = new(StringComparer.Ordinal)
    {
        ["CAINIAO_STANDARD"] = "CU IR KP SY AQ EH HM BV TF",
        ["CAINIAO_SUPER_ECONOMY"] = "MX CU IR KP SY AQ AU ZA",
        ["DHL"] = "CU IR KP SY RU BY AQ",
        ["CPAM"] = "KP AQ HM BV TF IO",
        ["EMS"] = "KP SY AQ HM BV TF IO PN",
    };

    public static Action<SandboxReply> OfListing(SandboxStore store, SandboxCall call)
    {
        var query = call.Inner("param_aeop_freight_calculate_for_buyer_d_t_o");
        var productId = query.RequiredWhole("product_id");
        _ = query.RequiredWhole("product_num");
        _ = query.Text("send_goods_country_code") ?? throw SandboxRefusal.InvalidParameter("send_goods_country_code is required");
        var country = CountryOf(query.Text("country_code"));
        if (store.Listings.FirstOrDefault(l => l.ProductId == productId) is not { } listing)
        {
            return reply => reply.Object("result", () =>
            {
                reply.Json.WriteBoolean("success", false);
                reply.Json.WriteString("error_desc", "The product does not exist");
            });
        }

        var restricted = store.RestrictedDestinations.Any(r => r.CategoryId == listing.CategoryId && r.Country == country);
        var carriers = restricted ? [] : Carriers(store, listing.TemplateId, country);
        return reply => reply.Object("result", () =>
        {
            reply.Json.WriteBoolean("success", carriers.Count > 0);
            reply.Json.WriteString("error_desc", carriers.Count > 0 ? "" : "No logistics service delivers there");
            reply.List("aeop_freight_calculate_result_for_buyer_d_t_o_list", "aeop_freight_calculate_result_for_buyer_dto", carriers, service =>
            {
                reply.Json.WriteString("service_name", service);
                reply.Json.WriteNumber("error_code", 0);
                reply.Money("freight", 3.20m, "USD");
                reply.Json.WriteString("estimated_delivery_time", "15-25");
            });
        });
    }

    public static Action<SandboxReply> OfTemplate(SandboxStore store, SandboxCall call)
    {
        var templateId = call.RequiredWhole("freight_template_id");
        var country = CountryOf(call.Text("country"));
        foreach (var name in (string[])["count", "weight", "length", "width", "height", "product_price"])
        {
            _ = call.Text(name) ?? throw SandboxRefusal.InvalidParameter($"{name} is required");
        }

        var carriers = Carriers(store, templateId, country);
        return reply =>
        {
            reply.Json.WriteBoolean("result_success", true);
            reply.List("aeop_freight_calculate_result_d_t_o_list", "aeopfreightcalculateresultdtolist", carriers, service =>
            {
                reply.Json.WriteString("service_name", service);
                reply.Json.WriteString("error_code", "0");
                reply.Money("freight", 3.20m, "USD");
            });
        };
    }

    /// <summary>Services of the template that would take a parcel there; none when the template is gone.</summary>
    private static List<string> Carriers(SandboxStore store, long templateId, CountryCode country) =>
        [.. (store.Templates.FirstOrDefault(t => t.TemplateId == templateId)?.Services ?? []).Where(s => Takes(s, country)).Select(s => s.Company).Distinct()];

    private static bool Takes(SandboxService service, CountryCode country)
    {
        var codes = $"{service.Free} {service.Standard} {service.SelfStandard} {service.SelfDefined}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var named = codes.Any(c => AliExpressCountryCodes.ToCountry(c) == country);
        var whole = service.AllFree || service.AllStandard || codes.Any(AliExpressCountryCodes.IsRestOfWorld);
        var served = !NotServed.GetValueOrDefault(service.Company, "").Split(' ').Any(c => AliExpressCountryCodes.ToCountry(c) == country);
        return named || (whole && served);
    }

    /// <summary>The gateway knows its own codes only: UK, not GB.</summary>
    private static CountryCode CountryOf(string? code) =>
        AliExpressCountryCodes.ToCountry(code) is { } country && AliExpressCountryCodes.FromCountry(country) == code
            ? country
            : throw SandboxRefusal.InvalidParameter($"there is no country code {code}");
}
