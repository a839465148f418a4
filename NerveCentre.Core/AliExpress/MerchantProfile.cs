namespace NerveCentre.Core.AliExpress;

/// <summary>Who the seller is, as AliExpress tells it. Each is <c>null</c> when it is not told.</summary>
/// <param name="Country">AliExpress's code.</param>
public sealed record MerchantProfile(string? LoginId, string? ShopName, string? ShopId, string? ShopUrl, string? Country);
