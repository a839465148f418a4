using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>AliExpress's gateway in this process: same protocol, same signature, same refusals, over the stores of its sellers.</summary>
/// <remarks>The texts and some codes of refusals are the sandbox's own; the real ones are not documented.</remarks>
public sealed class SandboxGateway(SandboxAuthority authority, TimeProvider clock) : HttpMessageHandler
{
    private const string Create = "/auth/token/create";
    private const string Refresh = "/auth/token/refresh";

    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromSeconds(7200);

    private readonly SandboxAuthority _authority = authority;
    private readonly TimeProvider _clock = clock;

    /// <summary>A gateway with one seller, whose token is the one of <see cref="Credentials"/>.</summary>
    public SandboxGateway(SandboxStore store, TimeProvider clock)
        : this(Alone(store, clock), clock)
    {
    }

    /// <summary>What the sandbox store's owner would have got from AliExpress. Worth nothing anywhere else.</summary>
    public static AliExpressCredentials Credentials { get; } =
        new(new Uri("https://sandbox.invalid/sync"), "50012345", "sandbox-app-secret", "sandbox-access-token");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = request.RequestUri?.AbsolutePath ?? "";
        var call = await SandboxCall.ReadAsync(request, cancellationToken);
        return path.EndsWith("/sync", StringComparison.Ordinal) ? Business(call)
            : path.EndsWith(SandboxConsent.Page, StringComparison.Ordinal) ? SandboxConsent.Respond(_authority, call)
            : path.IndexOf("/rest/", StringComparison.Ordinal) is >= 0 and var rest ? GiveTokens(path[(rest + "/rest".Length)..], call)
            : SandboxReply.Flat("InvalidApiPath", "The specified API path is invalid");
    }

    private static SandboxAuthority Alone(SandboxStore store, TimeProvider clock)
    {
        var seller = new SandboxSeller(2200000001, SandboxStore.Name, "sandbox@sandbox.invalid", store);
        var authority = new SandboxAuthority([seller], clock);
        authority.Give(seller, Credentials.AccessToken);
        return authority;
    }

    private HttpResponseMessage Business(SandboxCall call)
    {
        try
        {
            var now = _clock.GetUtcNow();
            Admit(call, null, now);
            var seller = _authority.SellerOf(call.Text("session") ?? call.Text("access_token")) ?? throw new SandboxRefusal("IllegalAccessToken", "The specified access token is invalid or expired");
            var method = call.Text("method") ?? throw new SandboxRefusal("21", "Missing Method", "isv.missing-method", "method is required");
            return SandboxReply.Of(method, call.Simplify, now, Answer(method, call, seller, now));
        }
        catch (SandboxRefusal refusal)
        {
            return SandboxReply.Of(refusal);
        }
    }

    /// <summary>The methods that give tokens: signed with their path, answered flat.</summary>
    private HttpResponseMessage GiveTokens(string path, SandboxCall call)
    {
        try
        {
            if (path is not (Create or Refresh))
            {
                throw new SandboxRefusal("InvalidApiPath", "The specified API path is invalid");
            }

            Admit(call, path, _clock.GetUtcNow());
            // The official notes: with "uuid" the code counts as invalid.
            var given = path is Create
                ? (call.Text("uuid") is null ? _authority.Exchange(call.Text("code")) : null) ?? throw new SandboxRefusal("InvalidCode", "The specified authorization code is invalid")
                : _authority.Refresh(call.Text("refresh_token")) ?? throw new SandboxRefusal("IllegalRefreshToken", "The specified refresh token is invalid or expired");
            return SandboxReply.Tokens(given.Seller, given.Grant, _clock.GetUtcNow());
        }
        catch (SandboxRefusal refusal)
        {
            return SandboxReply.Flat(refusal.Code, refusal.Message);
        }
    }

    private static void Admit(SandboxCall call, string? path, DateTimeOffset now)
    {
        if (call.Text("app_key") != Credentials.AppKey)
        {
            throw new SandboxRefusal("InvalidAppkey", "The specified App Key is invalid");
        }

        if (TimeOf(call.Text("timestamp")) is not { } sent || (now - sent).Duration() > MaxClockDifference)
        {
            throw new SandboxRefusal("InvalidTimestamp", "The specified timestamp is missing, invalid or off by more than 7200 seconds");
        }

        var sign = IopSignature.Sign(path, call.Parameters, Credentials.AppSecret);
        if (call.Text("sign_method") is not "sha256" || !SameBytes(call.Text("sign"), sign))
        {
            throw new SandboxRefusal("IncompleteSignature", "The request signature does not conform to platform standards");
        }
    }

    private static Action<SandboxReply> Answer(string method, SandboxCall call, SandboxSeller seller, DateTimeOffset now) => method switch
    {
        "aliexpress.solution.product.list.get" => SandboxListingMethods.Page(seller.Store, call),
        "aliexpress.postproduct.redefining.findproductinfolistquery" => SandboxListingMethods.Page(seller.Store, call, "aeop_ae_product_display_sample_dto"),
        "aliexpress.solution.product.info.get" or "aliexpress.postproduct.redefining.findaeproductbyid" => SandboxListingMethods.Detail(seller.Store, call),
        "aliexpress.freight.redefining.listfreighttemplate" => SandboxTemplateMethods.Names(seller.Store),
        "aliexpress.freight.redefining.getfreightsettingbytemplatequery" => SandboxTemplateMethods.Settings(seller.Store, call),
        "aliexpress.solution.order.get" => SandboxOrderMethods.Page(seller.Store, call, now),
        "aliexpress.trade.seller.orderlist.get" => SandboxOrderMethods.Page(seller.Store, call.Inner("param_aeop_order_query"), now, "aeop_order_item_dto"),
        "aliexpress.solution.order.info.get" => SandboxOrderMethods.Detail(seller.Store, call),
        "aliexpress.trade.new.redefining.findorderbyid" => SandboxOrderMethods.Target(seller.Store, call),
        "aliexpress.solution.merchant.profile.get" => SandboxMerchantMethods.Profile(seller),
        "aliexpress.solution.order.receiptinfo.get" or "aliexpress.trade.redefining.findorderreceiptinfo" => SandboxOrderMethods.ShipTo(seller.Store, call),
        "aliexpress.logistics.buyer.freight.calculate" => SandboxFreightMethods.OfListing(seller.Store, call),
        "aliexpress.freight.redefining.calculatefreight" => SandboxFreightMethods.OfTemplate(seller.Store, call),
        _ => throw new SandboxRefusal("22", "Invalid Method", "isv.invalid-method", $"The sandbox has no method {method}"),
    };

    private static DateTimeOffset? TimeOf(string? timestamp)
    {
        if (long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
        }

        return DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }

    private static bool SameBytes(string? sent, string right) =>
        sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(right));
}
