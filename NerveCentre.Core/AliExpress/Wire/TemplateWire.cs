using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Wire;

internal static class TemplateWire
{
    /// <summary>Of a word that should have been yes or no, in characters.</summary>
    private const int LongestWord = 40;

    public static IReadOnlyList<TemplateSummary> ReadList(JsonElement body)
    {
        // Absent is not empty: a store that has listings has templates, and all of them would be taken for gone.
        if (body.Field("aeop_freight_template_d_t_o_list") is null)
        {
            throw UnreadableReplyException.Missing("aeop_freight_template_d_t_o_list");
        }

        return [.. body.List("aeop_freight_template_d_t_o_list").Select(t =>
            new TemplateSummary(t.RequiredWhole("template_id"), t.Text("template_name") ?? "", t.Flag("is_default") ?? false))];
    }

    public static TemplateSettings ReadSettings(JsonElement body, long templateId)
    {
        if (body.Field("freight_setting_list") is null && body.Flag("is_success") is not true)
        {
            throw UnreadableReplyException.Missing("freight_setting_list");
        }

        return new TemplateSettings(
            body.Whole("template_id") ?? templateId,
            body.Text("template_name") ?? "",
            body.Flag("is_default") ?? false,
            [.. body.List("freight_setting_list").Select(ReadService)]);
    }

    // Documentation nests the fields of a service in "template", the newest SDK has them flat: both are read.
    private static FreightSetting ReadService(JsonElement setting)
    {
        var fields = setting.Object("template") ?? setting;
        var (allFree, allStandard) = (fields.Flag("all_free_shipping"), fields.Flag("all_standard_shipping"));
        return new FreightSetting(
            fields.Text("logistics_company") ?? "",
            allFree ?? false,
            allStandard ?? false,
            [.. fields.CountryCodes("free_shipping_country")],
            [.. fields.CountryCodes("standard_shipping_country")],
            [.. setting.List("selfstandard_list").SelectMany(s => s.CountryCodes("self_standard_country"))],
            [.. setting.List("selfdefine_list").SelectMany(s => s.CountryCodes("shipping_country"))],
            setting.Field("selfstandard_list") is not null || setting.Field("selfdefine_list") is not null,
            allFree is null ? Unclear(fields, "all_free_shipping") : null,
            allStandard is null ? Unclear(fields, "all_standard_shipping") : null);
    }

    /// <summary>What stands there instead of a yes or a no; <c>null</c> when nothing does, which is a no.</summary>
    private static string? Unclear(JsonElement fields, string name) => fields.Text(name) is { } text ? OneLine.Of(text, LongestWord) : null;
}
