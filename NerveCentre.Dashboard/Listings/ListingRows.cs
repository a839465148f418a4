using NerveCentre.Core.Coverage;

namespace NerveCentre.Dashboard.Listings;

/// <summary>One page of uncovered listings.</summary>
/// <param name="Next">Where the next page begins; <c>null</c> on the last one.</param>
public sealed record ListingRows(IReadOnlyList<UncoveredListing> Rows, long? Next)
{
    public const int PageSize = 25;

    /// <param name="page">Reads as many rows as it is told to.</param>
    public static async Task<ListingRows> ReadAsync(Func<int, Task<IReadOnlyList<UncoveredListing>>> page)
    {
        // One row more than shown tells whether there is a next page.
        var rows = await page(PageSize + 1);
        return rows.Count > PageSize ? new([.. rows.Take(PageSize)], rows[PageSize - 1].ListingId) : new(rows, null);
    }
}
