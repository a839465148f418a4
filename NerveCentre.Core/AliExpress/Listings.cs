namespace NerveCentre.Core.AliExpress;

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

/// <param name="FreightTemplateId">0 for none; <c>null</c> when it is not told.</param>
/// <param name="Created">Read as US Pacific, like order times; AliExpress does not say which zone listing times have. <c>null</c> when absent or no time.</param>
public sealed record ListingRow(long ProductId, string Subject, long? FreightTemplateId, DateTimeOffset? Created, DateTimeOffset? Modified);

public sealed record ListingDetail(long ProductId, long? CategoryId, long? FreightTemplateId, string? Status);
