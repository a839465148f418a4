using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Dashboard.Listings;

/// <summary>One page of uncovered listings.</summary>
/// <param name="Next">Where the next page begins; <c>null</c> on the last one.</param>
public sealed record ListingRows(IReadOnlyList<UncoveredListing> Rows, long? Next)
{
    public const int PageSize = 25;

    public static async Task<ListingRows> ReadAsync(
        UncoveredListings listings, int storeId, CountryCode country, long? templateId, long after, CancellationToken cancel)
    {
        // One row more than shown tells whether there is a next page.
        var rows = await listings.PageAsync(storeId, country, templateId, after, PageSize + 1, cancel);
        return rows.Count > PageSize ? new([.. rows.Take(PageSize)], rows[PageSize - 1].ListingId) : new(rows, null);
    }
}
