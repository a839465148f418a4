using NerveCentre.Core.AliExpress;

namespace NerveCentre.Core.Connections;

/// <summary>Whose tokens they are, as AliExpress tells it.</summary>
/// <param name="Name">The shop's name, or what is told in its place.</param>
/// <param name="Account">The account that authorised; <c>null</c> when it is not told.</param>
public sealed record Seller(string Id, string Name, string? Account)
{
    /// <summary>"Lamps, id 4711, account lamps@example.com".</summary>
    public string InWords => $"{OneLine.Of(Name, 100)}, id {OneLine.Of(Id, 60)}{(Account is null ? "" : $", account {OneLine.Of(Account, 100)}")}";

    /// <summary>Asks whose tokens these are.</summary>
    /// <exception cref="ProblemException">AliExpress does not say.</exception>
    internal static async Task<Seller> AskAsync(GatewayHttp gateway, TimeProvider clock, AliExpressApp app, TokenGrant grant)
    {
        // An app may lack the permission for this call; the tokens' own answer then has to do.
        var client = new AliExpressClient(gateway.Client, new AliExpressCredentials(gateway.At("/sync"), app.AppKey, app.AppSecret, grant.AccessToken), clock);
        var profile = (await client.GetMerchantAsync(CancellationToken.None)).Value;
        var account = grant.Account ?? profile?.LoginId;
        return (grant.SellerId ?? profile?.ShopId ?? account) is { } id
            ? new Seller(id, profile?.ShopName ?? grant.Nick ?? account ?? "a seller without a name", account)
            : throw new ProblemException("AliExpress gave tokens, but did not say whose they are. Nothing was kept.");
    }
}
