using System.Globalization;

namespace NerveCentre.Core.AliExpress.Sandbox;

internal static class SandboxMerchantMethods
{
    public static Action<SandboxReply> Profile(SandboxSeller seller) => reply =>
    {
        reply.Json.WriteString("country_code", "ES");
        reply.Json.WriteString("merchant_login_id", seller.Account.Split('@')[0]);
        reply.Json.WriteBoolean("product_posting_forbidden", false);
        reply.Json.WriteString("shop_id", (seller.Id - 2_200_000_000).ToString(CultureInfo.InvariantCulture));
        reply.Json.WriteString("shop_name", seller.ShopName);
        reply.Json.WriteString("shop_type", "normal");
        reply.Json.WriteString("shop_url", "https://sandbox.invalid/store");
    };
}
