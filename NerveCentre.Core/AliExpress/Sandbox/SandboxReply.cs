using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>Writes replies in the gateway's two forms.</summary>
internal sealed class SandboxReply(Utf8JsonWriter json, bool simplify, DateTimeOffset now)
{
    private static long _lastRequest;

    public Utf8JsonWriter Json => json;

    /// <summary>The moment at which the whole reply looks at the store.</summary>
    public DateTimeOffset Now => now;

    public static HttpResponseMessage Of(string method, bool simplify, DateTimeOffset now, Action<SandboxReply> write) => Write(json =>
    {
        json.WriteStartObject();
        if (!simplify)
        {
            json.WriteStartObject(method.Replace('.', '_') + "_response");
        }

        write(new SandboxReply(json, simplify, now));
        json.WriteString("request_id", NextRequestId());
        if (!simplify)
        {
            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    public static HttpResponseMessage Of(SandboxRefusal refusal) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("error_response");

        // The gateway writes its own codes as text and those it has from TOP as numbers.
        if (int.TryParse(refusal.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber("code", number);
        }
        else
        {
            json.WriteString("code", refusal.Code);
        }

        json.WriteString("type", refusal.SubCode?.StartsWith("isp.", StringComparison.Ordinal) is true ? "ISP" : "ISV");
        json.WriteString("msg", refusal.Message);
        if (refusal.SubCode is not null)
        {
            json.WriteString("sub_code", refusal.SubCode);
            json.WriteString("sub_msg", refusal.Detail);
        }

        json.WriteString("request_id", NextRequestId());
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The refusal of the doors for system methods, which is flat.</summary>
    public static HttpResponseMessage Flat(string code, string message) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "ISV");
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteString("request_id", NextRequestId());
        json.WriteEndObject();
    });

    /// <summary>Numbers now as numbers, now as texts, as in the official samples.</summary>
    public static HttpResponseMessage Tokens(SandboxSeller seller, SandboxGrant grant, DateTimeOffset now) => Write(json =>
    {
        var refresh = Math.Max(0, (long)(grant.RefreshEnds - now).TotalSeconds);
        json.WriteStartObject();
        json.WriteString("access_token", grant.Access);
        json.WriteString("refresh_token", grant.Refresh);
        json.WriteNumber("expires_in", (long)(grant.AccessEnds - now).TotalSeconds);
        json.WriteString("refresh_expires_in", refresh.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("expire_time", grant.AccessEnds.ToUnixTimeMilliseconds());
        json.WriteNumber("refresh_token_valid_time", grant.RefreshEnds.ToUnixTimeMilliseconds());
        json.WriteString("seller_id", seller.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("user_id", seller.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("user_nick", seller.Account.Split('@')[0]);
        json.WriteString("account", seller.Account);
        json.WriteNull("account_id");
        json.WriteString("account_platform", "seller_center");
        json.WriteString("sp", "ae");
        json.WriteString("locale", "en_US");
        json.WriteString("code", "0");
        json.WriteString("request_id", NextRequestId());
        json.WriteEndObject();
    });

    /// <summary>A list: an array when simplified, else an object around it.</summary>
    public void List<T>(string name, string innerName, IEnumerable<T> items, Action<T> writeFields)
    {
        if (simplify)
        {
            json.WriteStartArray(name);
        }
        else
        {
            json.WriteStartObject(name);
            json.WriteStartArray(innerName);
        }

        foreach (var item in items)
        {
            json.WriteStartObject();
            writeFields(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!simplify)
        {
            json.WriteEndObject();
        }
    }

    public void Object(string name, Action writeFields)
    {
        json.WriteStartObject(name);
        writeFields();
        json.WriteEndObject();
    }

    public void Money(string name, decimal amount, string currency) => Object(name, () =>
    {
        json.WriteString("amount", amount.ToString("0.00", CultureInfo.InvariantCulture));
        json.WriteString("currency_code", currency);
    });

    public void Time(string name, DateTimeOffset moment) => json.WriteString(name, PacificTime.From(moment));

    public void NotFound(string what) => Object("result", () =>
    {
        json.WriteBoolean("success", false);
        json.WriteString("error_code", "F00-00-10007-001");
        json.WriteString("error_message", what);
    });

    private static HttpResponseMessage Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            write(json);
        }

        var content = new ByteArrayContent(bytes.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private static string NextRequestId() => "sandbox" + Interlocked.Increment(ref _lastRequest).ToString("x12", CultureInfo.InvariantCulture);
}
