using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Which part of a list: what follows a place, or what follows so many.</summary>
internal sealed record ListingWindow(ListingSort Sort, ListingPlace? After, int Skip, int Take);

internal readonly record struct StoredListing(long ListingId, string Title, long? CategoryId, long? TemplateId, DateTimeOffset? PublishedAt);

/// <summary>
/// The queries behind a list of listings. For each sort there is an index that holds all that a filter looks at but the title, so that only the rows of
/// a page are looked up in the table. They are named, since SQLite would rather take the one by template and sort a million rows.
/// </summary>
internal static class ListingSql
{
    public static async Task<int> CountAsync(NerveCentreDb db, int storeId, ListingCells cells, ListingFilter filter, CancellationToken cancel)
    {
        if (cells.Condition() is not { } condition)
        {
            return 0;
        }

        // Dates are in the index by date; a search looks into the rows, which lie by id.
        var sort = filter.Search is "" ? ListingSort.Published : ListingSort.Id;
        using var command = Command(db, $"SELECT COUNT(*) {Matching(sort, condition, filter)}", storeId, filter);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    /// <summary>How many active listings match that a prepared move does not hold.</summary>
    public static async Task<int> CountOutsideAsync(NerveCentreDb db, int storeId, ListingCells cells, int moveId, CancellationToken cancel)
    {
        if (cells.Condition() is not { } condition)
        {
            return 0;
        }

        const string Outside = "ListingId NOT IN (SELECT ListingId FROM MoveListings WHERE StoreId = $store AND MoveId = $move)";
        using var command = Command(db, $"SELECT COUNT(*) FROM Listings WHERE StoreId = $store AND Status = 0 AND {condition} AND {Outside}", storeId, new ListingFilter());
        Add(command, "$move", moveId);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    /// <summary>How many active listings match by category, 0 for those of which it is not known; from the counts kept with them.</summary>
    public static async Task<List<(long Category, int Listings)>> ByCategoryAsync(NerveCentreDb db, int storeId, ListingCells cells, CancellationToken cancel)
    {
        var groups = new List<(long, int)>();
        if (cells.Condition(none: "0") is { } condition)
        {
            using var command = Command(db, $"SELECT CategoryId, SUM(Listings) FROM ListingCounts WHERE StoreId = $store AND {condition} GROUP BY CategoryId", storeId, new ListingFilter());
            using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                groups.Add((reader.GetInt64(0), reader.GetInt32(1)));
            }
        }

        return groups;
    }

    public static async Task<List<StoredListing>> PageAsync(NerveCentreDb db, int storeId, ListingCells cells, ListingFilter filter, ListingWindow window, CancellationToken cancel)
    {
        if (cells.Condition() is not { } condition)
        {
            return [];
        }

        var dated = window is { Sort: ListingSort.Published, After.PublishedAt: not null };
        var rows = await RowsAsync(db, storeId, condition + After(window), filter, window, cancel);
        // Those without a date come last, and are no part of a range of dates.
        return !dated || rows.Count == window.Take
            ? rows
            : [.. rows, .. await RowsAsync(db, storeId, condition + " AND PublishedAt IS NULL", filter, window with { Take = window.Take - rows.Count }, cancel)];
    }

    private static async Task<List<StoredListing>> RowsAsync(NerveCentreDb db, int storeId, string condition, ListingFilter filter, ListingWindow window, CancellationToken cancel)
    {
        var order = window.Sort is ListingSort.Id ? "ListingId" : "PublishedAt DESC, ListingId DESC";
        using var command = Command(
            db,
            $"""
            SELECT l.ListingId, l.Title, l.CategoryId, l.TemplateId, l.PublishedAt
            FROM (SELECT ListingId AS Id {Matching(window.Sort, condition, filter)} ORDER BY {order} LIMIT $take OFFSET $skip)
            CROSS JOIN Listings AS l ON l.StoreId = $store AND l.ListingId = Id
            ORDER BY {order.Replace("ListingId", "l.ListingId", StringComparison.Ordinal).Replace("PublishedAt", "l.PublishedAt", StringComparison.Ordinal)}
            """,
            storeId,
            filter);
        Add(command, "$take", window.Take);
        Add(command, "$skip", window.Skip);
        Add(command, "$id", window.After?.ListingId ?? 0);
        Add(command, "$at", (object?)window.After?.PublishedAt?.ToUnixTimeMilliseconds() ?? DBNull.Value);
        var rows = new List<StoredListing>(window.Take);
        using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(new StoredListing(reader.GetInt64(0), reader.GetString(1), Long(reader, 2), Long(reader, 3), Long(reader, 4) is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null));
        }

        return rows;
    }

    /// <param name="condition">Made of numbers and names of columns alone.</param>
    private static string Matching(ListingSort sort, string condition, ListingFilter filter)
    {
        var index = sort is ListingSort.Id ? "IX_Listings_ById" : "IX_Listings_ByPublished";
        var dates = (filter.From is null ? "" : " AND PublishedAt >= $from") + (filter.Until is null ? "" : " AND PublishedAt < $until");
        var search = filter.Search is "" ? "" : IdIn(filter.Search) is null ? " AND Title LIKE $like ESCAPE '\\'" : " AND (Title LIKE $like ESCAPE '\\' OR ListingId = $asId)";
        var ids = filter.Ids is { Count: > 0 } some ? $" AND ListingId IN ({string.Join(',', some.Take(ListingFilter.MaxIds).Select(i => i.ToString(CultureInfo.InvariantCulture)))})" : "";
        return $"FROM Listings INDEXED BY {index} WHERE StoreId = $store AND Status = 0 AND {condition}{dates}{ids}{search}";
    }

    private static string After(ListingWindow window) => window switch
    {
        { After: null } => "",
        { Sort: ListingSort.Id } => " AND ListingId > $id",
        { After.PublishedAt: null } => " AND PublishedAt IS NULL AND ListingId < $id",
        // Said twice, so that the index is entered at the date.
        _ => " AND PublishedAt <= $at AND (PublishedAt < $at OR ListingId < $id)",
    };

    private static DbCommand Command(NerveCentreDb db, string sql, int storeId, ListingFilter filter)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction is { } transaction ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction) : null;
        command.CommandText = sql;
        Add(command, "$store", storeId);
        Add(command, "$from", (object?)filter.From?.ToUnixTimeMilliseconds() ?? DBNull.Value);
        Add(command, "$until", (object?)filter.Until?.ToUnixTimeMilliseconds() ?? DBNull.Value);
        Add(command, "$like", $"%{Escaped(filter.Search)}%");
        Add(command, "$asId", (object?)IdIn(filter.Search) ?? DBNull.Value);
        return command;
    }

    private static long? IdIn(string search) => long.TryParse(search.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string Escaped(string search) =>
        search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static long? Long(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
