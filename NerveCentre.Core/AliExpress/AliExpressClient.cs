#pragma warning disable CS9113 // stub
namespace NerveCentre.Core.AliExpress;

/// <summary>The read side of AliExpress's seller API, typed. One call, one answer: no retries, no limits, no tokens' life here.</summary>
public sealed class AliExpressClient(HttpClient http, AliExpressCredentials credentials, TimeProvider clock)
{
    public Task<AliExpressResult<ListingPage>> GetListingsAsync(ListingQuery query, CancellationToken cancel) => throw new NotImplementedException();

    public Task<AliExpressResult<ListingDetail>> GetListingAsync(long productId, CancellationToken cancel) => throw new NotImplementedException();

    public Task<AliExpressResult<IReadOnlyList<TemplateSummary>>> GetTemplatesAsync(CancellationToken cancel) => throw new NotImplementedException();

    public Task<AliExpressResult<TemplateSettings>> GetTemplateAsync(long templateId, CancellationToken cancel) => throw new NotImplementedException();

    public Task<AliExpressResult<OrderPage>> GetOrdersAsync(OrderQuery query, CancellationToken cancel) => throw new NotImplementedException();

    public Task<AliExpressResult<OrderCountries>> GetOrderCountriesAsync(long orderId, CancellationToken cancel) => throw new NotImplementedException();
}

/// <param name="Gateway">Address of the gateway's <c>/sync</c> door.</param>
public sealed record AliExpressCredentials(Uri Gateway, string AppKey, string AppSecret, string AccessToken)
{
    /// <summary>Without the secrets, so that a log line cannot carry them.</summary>
    public override string ToString() => $"app {AppKey} at {Gateway.Host}";
}

/// <summary>An answer or the reason why there is none. Exactly one of the two is set.</summary>
public sealed record AliExpressResult<T>(T? Value, AliExpressError? Error)
    where T : class
{
    public static implicit operator AliExpressResult<T>(AliExpressError error) => new(null, error);

    /// <exception cref="AliExpressException">There is no value.</exception>
    public T Required() => Value ?? throw new AliExpressException(Error!);
}

public enum AliExpressErrorKind
{
    /// <summary>No answer: the connection failed or timed out.</summary>
    Unreachable,

    /// <summary>An answer that is not what the protocol promises: HTML, cut JSON, a missing field.</summary>
    Unreadable,

    /// <summary>The signature was refused.</summary>
    Signature,

    /// <summary>The access token is invalid or has expired.</summary>
    Token,

    /// <summary>The app or the seller may not call this method.</summary>
    Permission,

    /// <summary>A quota or a limit per second is used up.</summary>
    Limit,

    /// <summary>AliExpress's side failed (<c>isp.*</c>); worth trying again.</summary>
    Service,

    /// <summary>The method itself said no: a wrong parameter, an unknown id.</summary>
    Request,
}

/// <param name="Method">The API method that was called.</param>
/// <param name="Code">AliExpress's code, as received.</param>
/// <param name="SubCode">AliExpress's sub-code, as received.</param>
/// <param name="Message">What AliExpress said, or what went wrong on the way; never a secret.</param>
/// <param name="RequestId">AliExpress's id of the call, to quote to its support.</param>
public sealed record AliExpressError(AliExpressErrorKind Kind, string Method, string? Code, string? SubCode, string Message, string? RequestId);

public sealed class AliExpressException(AliExpressError error) : Exception($"{error.Method}: {error.Message}")
{
    public AliExpressError Error { get; } = error;
}

/// <summary>AliExpress's listing statuses that the list methods can be asked for: one pass per status.</summary>
public static class ListingStatuses
{
    public const string OnSelling = "onSelling";
    public const string Offline = "offline";
    public const string Auditing = "auditing";
    public const string EditingRequired = "editingRequired";
}

/// <param name="Status">One of <see cref="ListingStatuses"/>; the method has no "all".</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 99.</param>
/// <param name="ModifiedFrom">Only listings modified at or after this moment.</param>
public sealed record ListingQuery(string Status, int Page, int PageSize, DateTimeOffset? ModifiedFrom = null, DateTimeOffset? ModifiedTo = null);

public sealed record ListingPage(IReadOnlyList<ListingRow> Rows, int Page, int TotalPages, int TotalCount);

public sealed record ListingRow(long ProductId, string Subject, long? FreightTemplateId, DateTimeOffset? Created, DateTimeOffset? Modified);

public sealed record ListingDetail(long ProductId, long? CategoryId, long? FreightTemplateId, string? Status);

public sealed record TemplateSummary(long TemplateId, string Name, bool IsDefault);

/// <summary>A freight template as AliExpress describes it: one setting per logistics service.</summary>
public sealed record TemplateSettings(long TemplateId, string Name, bool IsDefault, IReadOnlyList<FreightSetting> Services);

/// <summary>One logistics service of a freight template. Country codes are AliExpress's own, as received; the pseudo-code OTHER may be among them.</summary>
public sealed record FreightSetting(
    string LogisticsCompany,
    bool AllFreeShipping,
    bool AllStandardShipping,
    IReadOnlyList<string> FreeShippingCountries,
    IReadOnlyList<string> StandardShippingCountries,
    IReadOnlyList<string> SelfStandardCountries,
    IReadOnlyList<string> SelfDefinedCountries);

/// <summary>Times are sent in US Pacific. One of the two lower bounds must be set; at most 180 days, 30 for FINISH, which is never included unless asked for.</summary>
public sealed record OrderQuery(
    int Page,
    int PageSize,
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    DateTimeOffset? ModifiedFrom = null,
    DateTimeOffset? ModifiedTo = null,
    string? Status = null);

public sealed record OrderPage(IReadOnlyList<OrderRow> Rows, int Page, int TotalPages, int TotalCount);

/// <summary>The list row has no country of any kind: see <see cref="AliExpressClient.GetOrderCountriesAsync"/>.</summary>
public sealed record OrderRow(long OrderId, string Status, string? FundStatus, string? EndReason, DateTimeOffset Created, DateTimeOffset? Modified, decimal? Amount, string? Currency);

/// <summary>The two countries of an order, as AliExpress writes them. Nothing else of the buyer is read.</summary>
public sealed record OrderCountries(string? BuyerCountry, string? ShipToCountry);
