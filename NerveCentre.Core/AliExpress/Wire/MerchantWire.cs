using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Wire;

internal static class MerchantWire
{
    /// <summary>Every field may be missing; the fields stand at the top or inside <c>result</c>.</summary>
    public static MerchantProfile Read(JsonElement body)
    {
        var profile = body.Object("result") ?? body;
        return new MerchantProfile(profile.Text("merchant_login_id"), profile.Text("shop_name"), profile.Text("shop_id"), profile.Text("shop_url"), profile.Text("country_code"));
    }
}
