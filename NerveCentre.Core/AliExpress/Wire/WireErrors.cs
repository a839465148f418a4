using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NerveCentre.Core.AliExpress.Wire;

/// <summary>Finds out whether a reply is a refusal, and of what kind.</summary>
internal static partial class WireErrors
{
    private const int LongestMessage = 500;
    private const string NoReason = "AliExpress refused without a reason.";

    private static readonly string[] SuccessFlags = ["success", "result_success", "is_success"];

    private static readonly Dictionary<string, AliExpressErrorKind> KindOfCode = new(StringComparer.OrdinalIgnoreCase)
    {
        ["IncompleteSignature"] = AliExpressErrorKind.Signature,
        ["InvalidSignature"] = AliExpressErrorKind.Signature,
        ["25"] = AliExpressErrorKind.Signature,
        ["InvalidTimestamp"] = AliExpressErrorKind.Clock,
        ["IllegalTimestamp"] = AliExpressErrorKind.Clock,
        ["IllegalAccessToken"] = AliExpressErrorKind.Token,
        ["IllegalRefreshToken"] = AliExpressErrorKind.Token,
        ["InvalidCode"] = AliExpressErrorKind.Token,
        ["26"] = AliExpressErrorKind.Token,
        ["27"] = AliExpressErrorKind.Token,
        ["InvalidAppkey"] = AliExpressErrorKind.Permission,
        ["AUTH_TYPE_UNSUPPORTED"] = AliExpressErrorKind.Permission,
        ["11"] = AliExpressErrorKind.Permission,
        ["53"] = AliExpressErrorKind.Permission,
        ["7"] = AliExpressErrorKind.Limit,
        ["ApiCallLimit"] = AliExpressErrorKind.Limit,
        ["AppCallLimit"] = AliExpressErrorKind.Limit,
        ["SellerCallLimit"] = AliExpressErrorKind.Limit,
        ["ServiceUnavailable"] = AliExpressErrorKind.Service,
        ["ServiceTimeout"] = AliExpressErrorKind.Service,
    };

    private static readonly string[] PermissionSubCodes =
        ["isv.insufficient-permission", "isv.invalid-authorization", "isv.permission-", "isv.account-migration-check-fail"];

    /// <summary>The gateway's own refusal: <c>error_response</c>, or a flat body whose <c>code</c> is neither empty nor 0.</summary>
    public static AliExpressError? OfGateway(string method, JsonElement root)
    {
        if (root.Object("error_response") is { } refusal)
        {
            return Make(method, refusal, "msg", "message");
        }

        var isFlat = root.Text("code") is not (null or "0") && (root.Text("message") ?? root.Text("type") ?? root.Text("request_id")) is not null;
        return isFlat ? Make(method, root, "message", "msg") : null;
    }

    /// <summary>The method's refusal inside a normal reply. Only the success flag counts: replies carry filled error texts beside a success.</summary>
    public static AliExpressError? OfMethod(string method, WireReply reply)
    {
        var result = reply.Body.Object("result");
        foreach (var part in (JsonElement[])(result is { } inner ? [inner, reply.Body] : [reply.Body]))
        {
            if (SuccessFlags.Any(flag => part.Flag(flag) is false))
            {
                var message = FirstText(part, "error_message", "error_msg", "error_desc", "result_error_desc");
                var code = FirstText(part, "error_code", "result_error_code");
                var kind = KindOfRefusal(code, message);
                if (kind is AliExpressErrorKind.Request && FreightWire.NoIsAnAnswer(method))
                {
                    return null;
                }

                return new AliExpressError(kind, method, code, null, Shorten(message ?? NoReason), reply.RequestId);
            }
        }

        return null;
    }

    public static AliExpressErrorKind KindOf(string? code, string? subCode, string? type)
    {
        if (code is not null && KindOfCode.TryGetValue(code, out var known))
        {
            return known;
        }

        return KindOfSubCode(subCode) ?? KindOfSubCode(code) ?? type?.ToUpperInvariant() switch
        {
            "ISP" or "SYSTEM" => AliExpressErrorKind.Service,
            "ISV" => AliExpressErrorKind.Request,

            // "Remote service error" means what its sub-code says; without one, the remote service is all that is left.
            _ => code is "15" or "50" ? AliExpressErrorKind.Service : AliExpressErrorKind.Request,
        };
    }

    private static AliExpressErrorKind? KindOfSubCode(string? subCode)
    {
        if (subCode is null)
        {
            return null;
        }

        if (PermissionSubCodes.Any(p => subCode.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
        {
            return AliExpressErrorKind.Permission;
        }

        // The old gateway's names for its quotas.
        if (subCode.StartsWith("accesscontrol.limited-by-", StringComparison.OrdinalIgnoreCase))
        {
            return AliExpressErrorKind.Limit;
        }

        return subCode.StartsWith("isp.", StringComparison.OrdinalIgnoreCase) ? AliExpressErrorKind.Service
            : subCode.StartsWith("isv.", StringComparison.OrdinalIgnoreCase) ? AliExpressErrorKind.Request
            : null;
    }

    private static AliExpressErrorKind KindOfRefusal(string? code, string? message)
    {
        var passing = message is not null
            && (message.Contains("system error", StringComparison.OrdinalIgnoreCase) || message.Contains("try later", StringComparison.OrdinalIgnoreCase)
                || message.Contains("try again later", StringComparison.OrdinalIgnoreCase));
        return passing ? AliExpressErrorKind.Service : KindOfSubCode(code) ?? AliExpressErrorKind.Request;
    }

    private static AliExpressError Make(string method, JsonElement refusal, params ReadOnlySpan<string> messageFields)
    {
        var (code, subCode) = (refusal.Text("code"), refusal.Text("sub_code"));
        var message = refusal.Text("sub_msg") is { } detail && FirstText(refusal, messageFields) is { } general
            ? $"{general}: {detail}"
            : refusal.Text("sub_msg") ?? FirstText(refusal, messageFields) ?? code ?? NoReason;
        return new AliExpressError(KindOf(code, subCode, refusal.Text("type")), method, code, subCode, Shorten(message), refusal.Text("request_id"), Ban(message));
    }

    /// <summary>The old gateway's limits say "This ban will last for 12 more seconds".</summary>
    private static TimeSpan? Ban(string message) =>
        BanText().Match(message) is { Success: true } ban && int.TryParse(ban.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 86_400))
            : null;

    [GeneratedRegex(@"ban will last for (\d{1,6}) more second", RegexOptions.IgnoreCase)]
    private static partial Regex BanText();

    private static string? FirstText(JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.Text(name) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private static string Shorten(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage] + "…";
}
