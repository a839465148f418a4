namespace NerveCentre.Core.AliExpress.Sandbox;

internal static class SandboxTemplateMethods
{
    public static Action<SandboxReply> Names(SandboxStore store) => reply =>
    {
        reply.Json.WriteBoolean("result_success", true);
        reply.Json.WriteString("result_error_desc", "none");
        reply.List("aeop_freight_template_d_t_o_list", "aeopfreighttemplatedtolist", store.Templates, template =>
        {
            reply.Json.WriteNumber("template_id", template.TemplateId);
            reply.Json.WriteString("template_name", template.Name);
            reply.Json.WriteBoolean("is_default", template.IsDefault);
        });
    };

    public static Action<SandboxReply> Settings(SandboxStore store, SandboxCall call)
    {
        var templateId = call.RequiredWhole("template_id");
        if (store.Templates.FirstOrDefault(t => t.TemplateId == templateId) is not { } template)
        {
            return reply =>
            {
                reply.Json.WriteBoolean("is_success", false);
                reply.Json.WriteString("error_desc", "The template does not exist");
            };
        }

        return reply =>
        {
            reply.Json.WriteBoolean("is_success", true);
            reply.Json.WriteString("error_desc", "");
            reply.Json.WriteNumber("template_id", template.TemplateId);
            reply.Json.WriteString("template_name", template.Name);
            reply.Json.WriteBoolean("is_default", template.IsDefault);
            reply.List("freight_setting_list", "aeop_freight_setting", template.Services, service => WriteService(reply, template, service));
        };
    }

    private static void WriteService(SandboxReply reply, SandboxTemplate template, SandboxService service)
    {
        if (template.Nested)
        {
            reply.Object("template", () => WriteFields(reply, template, service));
        }
        else
        {
            // The newest SDK's shape has no lists of self-set rates: what they name is not told.
            WriteFields(reply, template, service);
            return;
        }

        // A row per half, since one row of rates may hold one country or many.
        WriteRows(reply, template, service.SelfStandard, "selfstandard_list", "aeop_freight_selfdefine_standard", "self_standard_country");
        WriteRows(reply, template, service.SelfDefined, "selfdefine_list", "aeop_freight_selfdefine", "shipping_country");
    }

    private static void WriteFields(SandboxReply reply, SandboxTemplate template, SandboxService service)
    {
        reply.Json.WriteString("logistics_company", service.Company);
        reply.Json.WriteString("all_free_shipping", service.AllFree ? "Y" : "N");
        reply.Json.WriteString("all_standard_shipping", service.AllStandard ? "true" : "false");
        reply.Json.WriteString("free_shipping_country", service.Free.Replace(' ', template.Separator));
        reply.Json.WriteString("standard_shipping_country", service.Standard.Replace(' ', template.Separator));
        reply.Json.WriteNumber("standard_shipping_discount", 10);
    }

    private static void WriteRows(SandboxReply reply, SandboxTemplate template, string countries, string list, string innerName, string field)
    {
        var codes = countries.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        reply.List(list, innerName, codes.Chunk(Math.Max(1, (codes.Length + 1) / 2)), half => reply.Json.WriteString(field, string.Join(template.Separator, half)));
    }
}
