using System.Globalization;
using System.Net;
using System.Text.Json;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.AliExpress.Wire;

namespace NerveCentre.Core.AliExpress;

/// <summary>The read side of AliExpress's seller API, typed.</summary>
/// <param name="http">Must not follow redirects: the form holds the access token.</param>
/// <param name="gate">Sees to pace, budget and repetition; without one, a call is made once.</param>
public sealed class AliExpressClient(HttpClient http, IAccessTokens tokens, TimeProvider clock, AliExpressClientOptions? options = null, CallGate? gate = null)
{
    private readonly AliExpressClientOptions _options = options ?? new AliExpressClientOptions();
    private readonly MethodNames _names = MethodNames.Of(options?.Methods ?? SellerMethods.Overseas);

    public Task<AliExpressResult<ListingPage>> GetListingsAsync(ListingQuery query, CancellationToken cancel)
    {
        KeyValuePair<string, object?>[] terms =
        [
            new("product_status_type", query.Status),
            new("current_page", query.Page),
            new("page_size", query.PageSize),
            new("gmt_modified_start", From(query.ModifiedFrom)),
            new("gmt_modified_end", To(query.ModifiedTo)),
        ];
        return CallAsync(
            _names.Listings,
            [new("aeop_a_e_product_list_query", Json(terms))],
            body => ListingWire.ReadPage(body, query),
            cancel);
    }

    public Task<AliExpressResult<ListingDetail>> GetListingAsync(long productId, CancellationToken cancel) => CallAsync(
        _names.Listing,
        [new("product_id", Text(productId))],
        body => ListingWire.ReadDetail(body, productId),
        cancel);

    public Task<AliExpressResult<IReadOnlyList<TemplateSummary>>> GetTemplatesAsync(CancellationToken cancel) => CallAsync(
        "aliexpress.freight.redefining.listfreighttemplate",
        [],
        TemplateWire.ReadList,
        cancel);

    public Task<AliExpressResult<TemplateSettings>> GetTemplateAsync(long templateId, CancellationToken cancel) => CallAsync(
        "aliexpress.freight.redefining.getfreightsettingbytemplatequery",
        [new("template_id", Text(templateId))],
        body => TemplateWire.ReadSettings(body, templateId),
        cancel);

    public Task<AliExpressResult<OrderPage>> GetOrdersAsync(OrderQuery query, CancellationToken cancel)
    {
        KeyValuePair<string, object?>[] terms =
        [
            new("current_page", query.Page),
            new("page_size", query.PageSize),
            new("create_date_start", From(query.CreatedFrom)),
            new("create_date_end", To(query.CreatedTo)),
            new("modified_date_start", From(query.ModifiedFrom)),
            new("modified_date_end", To(query.ModifiedTo)),
            new("order_status", query.Status),
        ];
        IEnumerable<KeyValuePair<string, string?>> business = _names.OrderQuery is { } parameter
            ? [new(parameter, Json(terms))]
            : terms.Select(t => KeyValuePair.Create(t.Key, Convert.ToString(t.Value, CultureInfo.InvariantCulture)));
        return CallAsync(_names.Orders, business, body => OrderWire.ReadPage(body, query), cancel);
    }

    public Task<AliExpressResult<OrderCountries>> GetOrderCountriesAsync(long orderId, CancellationToken cancel) => CallAsync(
        _names.Order,
        [new("param1", Json([new("order_id", orderId)]))],
        OrderWire.ReadCountries,
        cancel);

    /// <summary>The lightest call about an order, for apps that may not ask for its detail. It does not tell the buyer's country.</summary>
    public Task<AliExpressResult<OrderCountries>> GetOrderShipToAsync(long orderId, CancellationToken cancel) => CallAsync(
        _names.Receipt,
        [new("param1", Json([new("order_id", orderId)]))],
        OrderWire.ReadShipTo,
        cancel);

    /// <summary>Whose token this is: cheap, and so the test of a connection.</summary>
    public Task<AliExpressResult<MerchantProfile>> GetMerchantAsync(CancellationToken cancel) =>
        CallAsync("aliexpress.solution.merchant.profile.get", [], MerchantWire.Read, cancel);

    /// <summary>Which services would take one piece of a listing to a country.</summary>
    /// <param name="country">In AliExpress's code.</param>
    /// <param name="sendFrom">Where the parcel starts, in AliExpress's code.</param>
    public Task<AliExpressResult<FreightQuote>> GetFreightAsync(long productId, string country, string sendFrom, CancellationToken cancel) => CallAsync(
        FreightWire.OfListing,
        [new("param_aeop_freight_calculate_for_buyer_d_t_o", Json([new("product_id", productId), new("product_num", 1), new("country_code", country), new("send_goods_country_code", sendFrom)]))],
        FreightWire.Read,
        cancel);

    /// <summary>The same by template, for a parcel of one's own choice: for apps that may not ask about listings.</summary>
    public Task<AliExpressResult<FreightQuote>> GetTemplateFreightAsync(long templateId, string country, FreightParcel parcel, CancellationToken cancel)
    {
        KeyValuePair<string, object?>[] price = [new("amount", Text(parcel.Price)), new("cent", (long)(parcel.Price * 100)), new("currency_code", "USD")];
        return CallAsync(
            FreightWire.OfTemplate,
            [
                new("freight_template_id", Text(templateId)),
                new("country", country),
                new("count", "1"),
                new("weight", Text(parcel.Weight)),
                new("length", Text(parcel.Length)),
                new("width", Text(parcel.Width)),
                new("height", Text(parcel.Height)),
                new("product_price", Json(price)),
                new("is_custom_pack_weight", "false"),
            ],
            FreightWire.Read,
            cancel);
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string? From(DateTimeOffset? bound) => bound is { } moment ? PacificTime.From(moment) : null;

    private static string? To(DateTimeOffset? bound) => bound is { } moment ? PacificTime.To(moment) : null;

    private static string Json(IEnumerable<KeyValuePair<string, object?>> terms) =>
        JsonSerializer.Serialize(terms.Where(t => t.Value is not null).ToDictionary(t => t.Key, t => t.Value));

    private Task<AliExpressResult<T>> CallAsync<T>(
        string method, IEnumerable<KeyValuePair<string, string?>> business, Func<JsonElement, T> read, CancellationToken cancel)
        where T : class
    {
        return gate is null ? OnceAsync(cancel) : gate.RunAsync(method, OnceAsync, cancel);

        Task<AliExpressResult<T>> OnceAsync(CancellationToken token) => SendAsync(method, business, read, token);
    }

    private async Task<AliExpressResult<T>> SendAsync<T>(
        string method, IEnumerable<KeyValuePair<string, string?>> business, Func<JsonElement, T> read, CancellationToken cancel)
        where T : class
    {
        var credentials = await tokens.CurrentAsync(cancel);
        var answer = await SendAsync(credentials, method, business, read, cancel);
        return answer.Error is { Kind: AliExpressErrorKind.Token } && await tokens.RenewAsync(credentials, cancel) is { } renewed
            ? await SendAsync(renewed, method, business, read, cancel)
            : answer;
    }

    private async Task<AliExpressResult<T>> SendAsync<T>(
        AliExpressCredentials credentials, string method, IEnumerable<KeyValuePair<string, string?>> business, Func<JsonElement, T> read, CancellationToken cancel)
        where T : class
    {
        // HttpClient's own timeout ends with the headers; a body that trickles in must not hold the call for ever.
        using var late = new CancellationTokenSource(http.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            using var request = Sign(credentials, method, business);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var answer = await ReadAsync(method, response, read, either.Token);
            return answer.Error is { } error ? error with { Message = WithoutSecrets(credentials, error.Message) } : answer;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or IOException)
        {
            return Failed(AliExpressErrorKind.Unreachable, method, WithoutSecrets(credentials, unreachable.Message));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Failed(AliExpressErrorKind.Unreachable, method, "No answer came in time.");
        }
    }

    private async Task<AliExpressResult<T>> ReadAsync<T>(string method, HttpResponseMessage response, Func<JsonElement, T> read, CancellationToken cancel)
        where T : class
    {
        try
        {
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                return Failed(AliExpressErrorKind.Unreadable, method, $"The gateway answered HTTP {(int)response.StatusCode}, a redirect. Redirects are not followed: the call holds the access token.");
            }

            using var json = await WireBody.ReadAsync(response, cancel);
            var reply = WireReply.Unwrap(method, json.RootElement);
            return (WireErrors.OfGateway(method, json.RootElement) ?? WireErrors.OfMethod(method, reply)) is { } refusal
                ? refusal with { RetryAfter = refusal.RetryAfter ?? Wait(response) }
                : new AliExpressResult<T>(read(reply.Body), null);
        }
        catch (UnreadableReplyException) when (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            return Failed(AliExpressErrorKind.Limit, method, "The gateway refused the call with HTTP 429.") with { RetryAfter = Wait(response) };
        }
        catch (UnreadableReplyException unreadable)
        {
            return Failed(AliExpressErrorKind.Unreadable, method, unreadable.Message) with { IsGarbled = unreadable.IsGarbled, RetryAfter = Wait(response) };
        }
        catch (InvalidDataException)
        {
            return Failed(AliExpressErrorKind.Unreadable, method, "The reply's compression is damaged.") with { IsGarbled = true };
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws when a name or a text is no Unicode.
            return Failed(AliExpressErrorKind.Unreadable, method, "The reply holds text that is not Unicode.");
        }
    }

    /// <summary>What the header Retry-After asks for, at least a second and at most a day.</summary>
    private TimeSpan? Wait(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - clock.GetUtcNow() : null;
        return asked is { } wait ? TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds, 1, 86_400)) : null;
    }

    private static AliExpressError Failed(AliExpressErrorKind kind, string method, string why) => new(kind, method, null, null, why, null);

    private HttpRequestMessage Sign(AliExpressCredentials credentials, string method, IEnumerable<KeyValuePair<string, string?>> business)
    {
        KeyValuePair<string, string?>[] system =
        [
            new("app_key", credentials.AppKey),
            new("format", "json"),
            new("method", method),
            new("session", credentials.AccessToken),
            new("sign_method", "sha256"),
            new("simplify", _options.Simplify ? "true" : null),
            new("timestamp", Text(clock.GetUtcNow().ToUnixTimeMilliseconds())),
            new("v", "2.0"),
        ];

        // Blank values are neither signed nor sent: the gateway leaves them out of the text that it signs.
        List<KeyValuePair<string, string?>> sent = [.. system.Concat(business).Where(p => !string.IsNullOrWhiteSpace(p.Value))];
        sent.Add(new("sign", IopSignature.Sign(null, sent, credentials.AppSecret)));
        return new HttpRequestMessage(HttpMethod.Post, credentials.Gateway) { Content = new FormUrlEncodedContent(sent) };
    }

    private static string WithoutSecrets(AliExpressCredentials credentials, string message)
    {
        foreach (var secret in (string[])[credentials.AppSecret, credentials.AccessToken])
        {
            message = secret.Length is 0 ? message : message.Replace(secret, "***", StringComparison.Ordinal);
        }

        return message;
    }
}

/// <param name="Simplify">Ask for replies without wrappers. Both forms are read.</param>
public sealed record AliExpressClientOptions(SellerMethods Methods = SellerMethods.Overseas, bool Simplify = true);
