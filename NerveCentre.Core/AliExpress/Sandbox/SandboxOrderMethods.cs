using System.Globalization;
using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Sandbox;

internal static class SandboxOrderMethods
{
    private const int LargestPage = 50;
    private const int LongestRangeDays = 180;
    private const int LongestFinishedRangeDays = 30;

    public static Action<SandboxReply> Page(SandboxStore store, SandboxCall call, DateTimeOffset now, string innerName = "order_dto")
    {
        // Which of the two forms the real gateway wants is unconfirmed, so this one takes both.
        var query = call.Text("param0") is null ? call : call.Inner("param0");
        var found = Find(store, query, now);
        var page = SandboxPage.Read(query, LargestPage, found.Count, required: true);

        return reply => reply.Object("result", () =>
        {
            reply.Json.WriteBoolean("success", true);
            reply.Json.WriteString("error_code", "");
            reply.Json.WriteString("error_message", "none");
            reply.Time("time_stamp", now);
            reply.Json.WriteString("total_count", found.Count.ToString(CultureInfo.InvariantCulture));
            reply.Json.WriteNumber("total_page", page.TotalPages);
            reply.Json.WriteNumber("current_page", page.Number);
            reply.Json.WriteNumber("page_size", page.Size);
            reply.List("target_list", innerName, page.Of(found), order => WriteRow(reply, store, order, now));
        });
    }

    public static Action<SandboxReply> Detail(SandboxStore store, SandboxCall call) => OfOrder(store, call, (reply, order) => reply.Object("result", () =>
    {
        reply.Json.WriteBoolean("success", true);
        reply.Object("data", () => WriteDetail(reply, order));
    }));

    /// <summary>The same as the method of Chinese sellers tells it.</summary>
    public static Action<SandboxReply> Target(SandboxStore store, SandboxCall call) => OfOrder(store, call, (reply, order) => reply.Object("target", () => WriteDetail(reply, order)));

    public static Action<SandboxReply> ShipTo(SandboxStore store, SandboxCall call) => OfOrder(store, call, (reply, order) => reply.Object("result", () =>
    {
        reply.Json.WriteString("country", order.ShipToCountry);
        reply.Json.WriteString("contact_person", "S*** B***");
    }));

    private static Action<SandboxReply> OfOrder(SandboxStore store, SandboxCall call, Action<SandboxReply, SandboxOrder> write)
    {
        var orderId = call.Inner("param1").RequiredWhole("order_id");
        return reply =>
        {
            if (store.FindOrder(orderId, reply.Now) is { } order)
            {
                write(reply, order);
            }
            else
            {
                reply.NotFound("The order does not exist");
            }
        };
    }

    /// <summary>Newest first.</summary>
    private static List<SandboxOrder> Find(SandboxStore store, SandboxCall query, DateTimeOffset now)
    {
        var statuses = Statuses(query);
        var created = Range(query, "create_date_start", "create_date_end", now, statuses);
        var modified = Range(query, "modified_date_start", "modified_date_end", now, statuses);
        if (created is null && modified is null)
        {
            throw SandboxRefusal.InvalidParameter("create_date_start and modified_date_start must not both be empty");
        }

        var found = new List<SandboxOrder>();
        var placed = store.OrdersAt(now);
        for (var i = placed.Count - 1; i >= 0; i--)
        {
            var order = placed[i];
            var step = order.StepAt(now);
            if (Lies(order.Created, created) && Lies(step.At, modified) && (statuses.Count is 0 ? step.Status is not SandboxOrder.Finish : statuses.Contains(step.Status)))
            {
                found.Add(order);
            }
        }

        return found;
    }

    private static List<string> Statuses(SandboxCall query)
    {
        if (query.Text("order_status") is { } one)
        {
            return [one];
        }

        try
        {
            return query.Text("order_status_list") is { } list ? JsonSerializer.Deserialize<List<string>>(list) ?? [] : [];
        }
        catch (JsonException)
        {
            throw SandboxRefusal.InvalidParameter("order_status_list must be a JSON array");
        }
    }

    private static (DateTimeOffset From, DateTimeOffset To)? Range(SandboxCall query, string fromName, string toName, DateTimeOffset now, List<string> statuses)
    {
        if (query.Time(fromName, upper: false) is not { } from)
        {
            return null;
        }

        var to = query.Time(toName, upper: true) ?? (now > from ? now : from);

        // An hour of grace: local times do not show that a range spans a change of clocks.
        var days = statuses.Contains(SandboxOrder.Finish) ? LongestFinishedRangeDays : LongestRangeDays;
        return to - from <= TimeSpan.FromDays(days) + TimeSpan.FromHours(1)
            ? (from, to)
            : throw SandboxRefusal.InvalidParameter($"{fromName} and {toName} must not lie more than {days} days apart");
    }

    private static bool Lies(DateTimeOffset moment, (DateTimeOffset From, DateTimeOffset To)? range) =>
        range is not { } r || (moment >= r.From && moment <= r.To);

    private static void WriteRow(SandboxReply reply, SandboxStore store, SandboxOrder order, DateTimeOffset now)
    {
        var step = order.StepAt(now);
        var bought = store.Bought(order);
        WriteStatus(reply, order, step, now);
        reply.Time("gmt_update", step.At);
        reply.Json.WriteString("biz_type", "AE_COMMON");
        reply.Json.WriteString("frozen_status", "NO_FROZEN");
        reply.Money("pay_amount", order.Amount, order.Currency);
        reply.Json.WriteNumber("timeout_left_time", 0);
        reply.List("product_list", "order_product_dto", [bought], product =>
        {
            reply.Json.WriteNumber("order_id", order.OrderId);
            reply.Json.WriteNumber("product_id", product.ProductId);
            reply.Json.WriteString("product_name", product.Subject);
            reply.Json.WriteNumber("product_count", 1);
            reply.Money("total_product_amount", order.Amount, order.Currency);
        });
    }

    private static void WriteDetail(SandboxReply reply, SandboxOrder order)
    {
        WriteStatus(reply, order, order.StepAt(reply.Now), reply.Now);

        // Masked as AliExpress masks them; here so that a reader of too much would be seen.
        reply.Object("buyer_info", () =>
        {
            reply.Json.WriteString("country", order.BuyerCountry);
            reply.Json.WriteString("first_name", "S***");
            reply.Json.WriteString("login_id", "sb***");
        });
        reply.Object("receipt_address", () =>
        {
            reply.Json.WriteString("country", order.ShipToCountry);
            reply.Json.WriteString("contact_person", "S*** B***");
            reply.Json.WriteString("zip", "***");
        });
        reply.Money("order_amount", order.Amount, order.Currency);
    }

    private static void WriteStatus(SandboxReply reply, SandboxOrder order, SandboxStep step, DateTimeOffset now)
    {
        reply.Json.WriteNumber("order_id", order.OrderId);
        reply.Json.WriteString("order_status", step.Status);
        reply.Json.WriteString("fund_status", order.IsPaidAt(now) ? "PAY_SUCCESS" : "NOT_PAY");
        reply.Json.WriteString("end_reason", step.Status is SandboxOrder.Finish ? order.EndReason : "");
        reply.Json.WriteString("issue_status", step.Status is "IN_ISSUE" ? "IN_ISSUE" : "NO_ISSUE");
        reply.Time("gmt_create", order.Created);
    }
}
