using System.Globalization;
using Microsoft.Data.Sqlite;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests;

/// <summary>Reads a database file as another program would: past Core, with plain SQL.</summary>
internal static class Table
{
    // All that a reading rests on, without the times at which it was read.
    private static readonly string[] Contents =
    [
        "SELECT 'order', * FROM Orders ORDER BY StoreId, OrderId",
        "SELECT 'orders', * FROM OrderCounts ORDER BY StoreId, Grain, Side, Bucket, Country",
        "SELECT 'listing', * FROM Listings ORDER BY StoreId, ListingId",
        "SELECT 'listings', * FROM ListingCounts ORDER BY StoreId, TemplateId, CategoryId",
        "SELECT 'template', StoreId, TemplateId, Name, IsDefault, Settings, Named, Assumed, Judged, UnknownCodes, GoneAt FROM Templates ORDER BY StoreId, TemplateId",
    ];

    public static IReadOnlyList<string> Rows(string file, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "∅" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    /// <summary>Everything that was synced or imported.</summary>
    public static IReadOnlyList<string> AllRows(string file) => [.. Contents.SelectMany(sql => Rows(file, sql))];

    /// <summary>The counts kept with the rows must be what counting the rows gives, and the file must be sound.</summary>
    public static void AssertSound(string file)
    {
        Assert.Equal("ok", Assert.Single(Rows(file, "PRAGMA integrity_check")));
        Assert.Empty(Rows(file, "PRAGMA foreign_key_check"));
        AssertCounts(file);
    }

    public static void AssertCounts(string file)
    {
        // Floor division by hand: SQLite's own truncates.
        string[] sides =
        [
            $"SELECT o.*, {(int)CountedSide.Both} AS Side, Buyer AS Country FROM o WHERE Buyer = Ship",
            $"SELECT o.*, {(int)CountedSide.Buyer}, Buyer FROM o WHERE Buyer <> Ship",
            $"SELECT o.*, {(int)CountedSide.Ship}, Ship FROM o WHERE Buyer <> Ship",
        ];
        var recount = $"""
            WITH o AS (
                SELECT StoreId, PlacedAt, Status, coalesce(BuyerCountry, '?' || BuyerCountryRaw) AS Buyer, coalesce(ShipCountry, '?' || ShipCountryRaw) AS Ship FROM Orders),
            s AS ({string.Join(" UNION ALL ", sides)})
            SELECT StoreId, g.Grain, Side, CAST(floor(PlacedAt / 3600000.0 / g.Grain) AS INTEGER), Country, SUM(Status NOT IN (5, 1)), SUM(Status = 5), SUM(Status = 1)
            FROM s, (SELECT 1 AS Grain UNION ALL SELECT 24) g GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
            """;
        Assert.Equal(Rows(file, recount), Rows(file, "SELECT StoreId, Grain, Side, Bucket, Country, Counted, Cancelled, Unpaid FROM OrderCounts ORDER BY 1, 2, 3, 4, 5"));
        Assert.Equal(
            Rows(file, "SELECT StoreId, coalesce(TemplateId, 0), coalesce(CategoryId, 0), COUNT(*) FROM Listings WHERE Status = 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"),
            Rows(file, "SELECT StoreId, TemplateId, CategoryId, Listings FROM ListingCounts ORDER BY 1, 2, 3"));
    }
}
