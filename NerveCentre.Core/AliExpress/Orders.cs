namespace NerveCentre.Core.AliExpress;

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
/// <param name="Created">In the hour that clocks repeat in autumn, the earlier of the two moments: the wire does not tell them apart.</param>
/// <param name="Amount">What the buyer pays; <c>null</c> when not said.</param>
/// <param name="Currency">ISO 4217; the first one where AliExpress names several ("USD;RUB").</param>
public sealed record OrderRow(long OrderId, string Status, string? FundStatus, string? EndReason, DateTimeOffset Created, DateTimeOffset? Modified, decimal? Amount, string? Currency);

/// <summary>The two countries of an order, as AliExpress writes them. Nothing else of the buyer is read.</summary>
/// <param name="IsShipToOnly">The call does not tell the buyer's.</param>
public sealed record OrderCountries(string? BuyerCountry, string? ShipToCountry, bool IsShipToOnly = false);
