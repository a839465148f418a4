using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerveCentre.Core.AliExpress.Sandbox.Faults;

/// <summary>Changes a reply as a schema that drifts, or a list that is told badly.</summary>
internal static class ReplyDrift
{
    private static readonly string[] Totals = ["total_count", "total_page", "product_count"];
    private static readonly string[] Optional = ["subject", "gmt_create", "gmt_modified", "gmt_update", "pay_amount", "template_name", "request_id"];
    private static readonly string[] Ids = ["product_id", "order_id", "template_id"];

    public static void Change(SandboxFault fault, JsonObject reply)
    {
        switch (fault)
        {
            case SandboxFault.ReorderedPage:
                EachList(reply, Reorder);
                break;
            case SandboxFault.EmptyPage when Page(reply) > 1:
                EachList(reply, rows => rows.Clear());
                break;
            case SandboxFault.ShrinkingTotal:
                EachField(reply, (owner, name) => Lower(owner, name, Totals));
                break;
            case SandboxFault.NewFields:
                EachObject(reply, o => o["never_heard_of"] = new JsonObject { ["list"] = new JsonArray(1, "two") });
                break;
            case SandboxFault.RetypedFields:
                EachField(reply, Retype);
                break;
            case SandboxFault.MissingFields:
                EachField(reply, (owner, name) => Remove(owner, name, Optional));
                break;
            case SandboxFault.RenamedFields:
                EachField(reply, (owner, name) => Rename(owner, name, Ids));
                break;
        }
    }

    private static int Page(JsonObject reply) => reply["result"]?["current_page"] is { } page && int.TryParse(page.ToString(), out var number) ? number : 1;

    private static void Reorder(JsonArray rows)
    {
        var nodes = rows.Select(r => r!.DeepClone()).Reverse().ToList();
        rows.Clear();
        nodes.ForEach(rows.Add);
        if (nodes.Count > 0)
        {
            rows.Add(nodes[0].DeepClone());
        }
    }

    private static void Lower(JsonObject owner, string name, string[] which)
    {
        if (which.Contains(name) && long.TryParse(owner[name]?.ToString(), out var number) && number > 1)
        {
            owner[name] = number - 1;
        }
    }

    private static void Retype(JsonObject owner, string name)
    {
        if (owner[name] is JsonValue value)
        {
            owner[name] = value.GetValueKind() is not JsonValueKind.String ? value.ToString()
                : long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : value.ToString();
        }
    }

    private static void Remove(JsonObject owner, string name, string[] which)
    {
        if (which.Contains(name) && !(name is "gmt_create" && owner.ContainsKey("order_status")))
        {
            owner.Remove(name);
        }
    }

    private static void Rename(JsonObject owner, string name, string[] which)
    {
        if (which.Contains(name))
        {
            owner["new_" + name] = owner[name]?.DeepClone();
            owner.Remove(name);
        }
    }

    private static void EachField(JsonObject reply, Action<JsonObject, string> change) => EachObject(reply, o =>
    {
        foreach (var name in o.Select(p => p.Key).ToList())
        {
            change(o, name);
        }
    });

    private static void EachObject(JsonObject reply, Action<JsonObject> change)
    {
        foreach (var found in Walk(reply).OfType<JsonObject>().ToList())
        {
            change(found);
        }
    }

    private static void EachList(JsonObject reply, Action<JsonArray> change)
    {
        foreach (var rows in Walk(reply).OfType<JsonArray>().Where(a => a.All(n => n is JsonObject)).ToList())
        {
            change(rows);
        }
    }

    private static IEnumerable<JsonNode> Walk(JsonNode node)
    {
        yield return node;
        var inner = node switch
        {
            JsonObject o => o.Select(p => p.Value),
            JsonArray a => a.AsEnumerable(),
            _ => [],
        };
        foreach (var child in inner.OfType<JsonNode>().SelectMany(Walk))
        {
            yield return child;
        }
    }
}
