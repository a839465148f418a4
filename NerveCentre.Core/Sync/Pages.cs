namespace NerveCentre.Core.Sync;

/// <summary>A page of a list, and how long the list says it is.</summary>
internal readonly record struct Page<T>(IReadOnlyList<T> Rows, int TotalPages, int TotalCount);

/// <summary>Reads a list whose rows may move between its pages meanwhile.</summary>
internal static class Pages
{
    private const int MaxAttempts = 6;

    /// <summary>
    /// Begins again when the total changes on the way or rows are missing at the end. <paramref name="write"/> is told with the last page
    /// that the list is complete: as many different rows as announced, at last over all attempts, for rows that moved were met before.
    /// </summary>
    /// <returns>False when it never got complete. What was told is written all the same.</returns>
    public static async Task<bool> ReadAsync<T>(Func<int, Task<Page<T>>> ask, Func<T, long> id, Func<IReadOnlyList<T>, bool, Task> write)
    {
        // Bound: the rows of one list, 8 bytes and a hash slot each.
        var ever = new HashSet<long>();
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var now = new HashSet<long>();
            var announced = 0;
            var moved = false;
            for (var page = 1; ; page++)
            {
                var answer = await ask(page);
                moved |= page > 1 && answer.TotalCount != announced;
                announced = Math.Max(announced, answer.TotalCount);
                now.UnionWith(answer.Rows.Select(id));
                ever.UnionWith(now);
                var isLast = page >= answer.TotalPages;
                var complete = isLast && ((!moved && now.Count >= announced) || (attempt is MaxAttempts && ever.Count >= announced));
                if (answer.Rows.Count > 0 || complete)
                {
                    await write(answer.Rows, complete);
                }

                if (complete)
                {
                    return true;
                }

                if (isLast || (moved && attempt < MaxAttempts))
                {
                    break;
                }
            }
        }

        return false;
    }
}
