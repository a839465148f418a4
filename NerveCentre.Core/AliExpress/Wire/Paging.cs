using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Wire;

internal static class Paging
{
    /// <summary>How many pages and rows there are, of which either follows from the other.</summary>
    /// <exception cref="UnreadableReplyException">
    /// Neither is said, or rows are announced and none are there on a page that must have some: taken for an empty store, that would wipe everything.
    /// </exception>
    public static (int TotalPages, int TotalCount) Read(JsonElement result, string countField, int rows, int page, int pageSize)
    {
        var count = result.Count(countField);
        var pages = result.Count("total_page");
        if (count is null && pages is null)
        {
            throw UnreadableReplyException.Missing(countField);
        }

        var totalPages = pages ?? (int)(((long)count!.Value + pageSize - 1) / pageSize);
        if (rows is 0 && totalPages > 0 && page <= totalPages && count is not 0)
        {
            throw new UnreadableReplyException($"The reply announces {count ?? totalPages} rows or pages and holds none.");
        }

        return (totalPages, count ?? (totalPages <= 1 ? rows : totalPages * pageSize));
    }
}
