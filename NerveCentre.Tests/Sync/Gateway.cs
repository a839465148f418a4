using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace NerveCentre.Tests.Sync;

/// <summary>Stands between Core and the sandbox's gateway, and changes what a test wants changed.</summary>
internal sealed class Gateway : DelegatingHandler
{
    public const string Listings = "aliexpress.solution.product.list.get";
    public const string Listing = "aliexpress.solution.product.info.get";
    public const string Templates = "aliexpress.freight.redefining.listfreighttemplate";
    public const string Template = "aliexpress.freight.redefining.getfreightsettingbytemplatequery";
    public const string Orders = "aliexpress.solution.order.get";
    public const string Order = "aliexpress.solution.order.info.get";

    private int _calls;

    /// <summary>Calls so far.</summary>
    public int Calls => _calls;

    /// <summary>The answer instead of the sandbox's; <c>null</c> to leave it to the sandbox. Gets the number of the call from 1, the method, and what was sent.</summary>
    public Func<int, string, IReadOnlyDictionary<string, string>, HttpResponseMessage?> Instead { get; set; } = (_, _, _) => null;

    /// <summary>Changes the sandbox's answer.</summary>
    public Action<int, string, JsonObject>? Change { get; set; }

    public Action<IServiceCollection> Configure => services => services.AddSingleton<Func<HttpMessageHandler, HttpMessageHandler>>(inner =>
    {
        InnerHandler = inner;
        return this;
    });

    public static HttpResponseMessage Saying(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Refusing(string code, string? subCode = null) =>
        Saying(new JsonObject
        {
            ["error_response"] = new JsonObject { ["code"] = code, ["sub_code"] = subCode, ["msg"] = "no", ["type"] = "ISV", ["request_id"] = "r-1" },
        }.ToJsonString());

    /// <summary>Every list without rows, in good order.</summary>
    public static HttpResponseMessage? EmptyList(string method) => method switch
    {
        Listings => Saying("""{"result": {"success": true, "current_page": 1, "total_page": 0, "product_count": 0, "aeop_a_e_product_display_d_t_o_list": []}}"""),
        Templates => Saying("""{"result_success": true, "aeop_freight_template_d_t_o_list": []}"""),
        Orders => Saying("""{"result": {"success": true, "current_page": 1, "total_page": 0, "total_count": 0, "target_list": []}}"""),
        _ => null,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = Interlocked.Increment(ref _calls);
        var sent = (await request.Content!.ReadAsStringAsync(cancellationToken)).Split('&').Select(p => p.Split('='))
            .ToDictionary(p => WebUtility.UrlDecode(p[0]), p => WebUtility.UrlDecode(p[1]), StringComparer.Ordinal);
        if (Instead(call, sent["method"], sent) is { } instead)
        {
            return instead;
        }

        var answer = await base.SendAsync(request, cancellationToken);
        if (Change is null)
        {
            return answer;
        }

        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
        Change(call, sent["method"], json);
        return Saying(json.ToJsonString());
    }
}
