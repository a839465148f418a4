using Microsoft.Data.Sqlite;

namespace NerveCentre.Core.Store;

/// <summary>Which columns a source of listings tells; what it does not tell stays as it is stored.</summary>
[Flags]
internal enum ListingTells
{
    Template = 1,
    Category = 2,
    Published = 4,

    /// <summary>The category takes a call of its own for each listing.</summary>
    AsAliExpressLists = Template | Published,
}

/// <summary>A listing as AliExpress's list or a file tells it.</summary>
/// <param name="Title">Empty when it is not told.</param>
internal readonly record struct ListingInput(
    long ListingId,
    string Title,
    ListingStatus Status,
    string RawStatus,
    long? TemplateId,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? ModifiedAt,
    long? CategoryId = null,
    ListingTells Tells = ListingTells.AsAliExpressLists);

/// <summary>Writes listings and, in the same transaction, the counts of active listings per template and category that the gauge reads.</summary>
internal sealed class ListingWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly int _storeId;
    private readonly Statement _insert;
    private readonly Statement _select;
    private readonly Statement _update;
    private readonly Statement _count;
    private readonly Statement _dropEmpty;
    private readonly Dictionary<(long Template, long Category), int> _pending = [];

    public ListingWriter(SqliteConnection connection, int storeId)
    {
        (_connection, _storeId) = (connection, storeId);
        _insert = new Statement(connection, """
            INSERT INTO Listings (StoreId, ListingId, Title, Status, RawStatus, TemplateId, CategoryId, PublishedAt, ModifiedAt)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING
            """);
        _select = new Statement(connection, """
            SELECT Title, Status, RawStatus, TemplateId, CategoryId, PublishedAt, ModifiedAt FROM Listings WHERE StoreId = ?1 AND ListingId = ?2
            """);
        _update = new Statement(connection, """
            UPDATE Listings SET Title = ?3, Status = ?4, RawStatus = ?5, TemplateId = ?6, CategoryId = ?7, PublishedAt = ?8, ModifiedAt = ?9
            WHERE StoreId = ?1 AND ListingId = ?2
            """);
        _count = new Statement(connection, """
            INSERT INTO ListingCounts (StoreId, TemplateId, CategoryId, Listings) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET Listings = Listings + excluded.Listings
            """);
        _dropEmpty = new Statement(connection, "DELETE FROM ListingCounts WHERE StoreId = ?1 AND TemplateId = ?2 AND CategoryId = ?3 AND Listings = 0");
    }

    /// <summary>Adds or updates a listing. What AliExpress told of it later is never undone by an older row.</summary>
    public UpsertOutcome Upsert(in ListingInput listing)
    {
        var row = new Row(
            listing.Title,
            listing.Status,
            listing.RawStatus,
            listing.TemplateId,
            listing.CategoryId,
            listing.PublishedAt?.ToUnixTimeMilliseconds(),
            listing.ModifiedAt?.ToUnixTimeMilliseconds());
        if (Bind(_insert, listing.ListingId, row).Execute() is 1)
        {
            Count(row, +1);
            return UpsertOutcome.Added;
        }

        var stored = Read(listing.ListingId)!.Value;
        var older = stored.Status is not ListingStatus.Gone && row.Modified is { } told && stored.Modified is { } known && told < known;
        return older ? UpsertOutcome.Unchanged : Replace(listing.ListingId, stored, row with
        {
            Title = row.Title is "" ? stored.Title : row.Title,
            Template = listing.Tells.HasFlag(ListingTells.Template) ? row.Template : stored.Template,
            Category = listing.Tells.HasFlag(ListingTells.Category) ? row.Category : stored.Category,
            Published = listing.Tells.HasFlag(ListingTells.Published) ? row.Published : stored.Published,
            Modified = row.Modified ?? stored.Modified,
        });
    }

    /// <summary>Fills in the category, which the list does not tell.</summary>
    public UpsertOutcome SetCategory(long listingId, long categoryId) =>
        Read(listingId) is { } stored ? Replace(listingId, stored, stored with { Category = categoryId }) : UpsertOutcome.Unchanged;

    /// <summary>The listing is no longer told under any status: it leaves the active count, the row stays.</summary>
    public UpsertOutcome SetGone(long listingId) =>
        Read(listingId) is { } stored ? Replace(listingId, stored, stored with { Status = ListingStatus.Gone }) : UpsertOutcome.Unchanged;

    /// <summary>The listings that are in use and do not stand among the ids of the file that is being imported become offline.</summary>
    /// <returns>How many.</returns>
    public int SetOfflineNotImported()
    {
        var ids = new List<long>();
        using (var missing = new Statement(_connection, """
            SELECT ListingId FROM Listings
            WHERE StoreId = ?1 AND Status NOT IN (1, 4) AND CAST(ListingId AS TEXT) NOT IN (SELECT Id FROM temp.ImportedIds)
            """))
        {
            for (missing.Bind(1, _storeId); missing.Step();)
            {
                ids.Add(missing.Long(0));
            }

            missing.Reset();
        }

        // What it was called when it was sold says nothing any more.
        ids.ForEach(id => Replace(id, Read(id)!.Value, Read(id)!.Value with { Status = ListingStatus.Offline, RawStatus = "" }));
        return ids.Count;
    }

    /// <summary>Writes the changed counts. Before the commit, always.</summary>
    public void FlushCounts()
    {
        foreach (var ((template, category), listings) in _pending)
        {
            if (listings is 0)
            {
                continue;
            }

            _count.Bind(1, _storeId).Bind(2, template).Bind(3, category).Bind(4, listings).Execute();
            if (listings < 0)
            {
                _dropEmpty.Bind(1, _storeId).Bind(2, template).Bind(3, category).Execute();
            }
        }

        _pending.Clear();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _select.Dispose();
        _update.Dispose();
        _count.Dispose();
        _dropEmpty.Dispose();
    }

    private UpsertOutcome Replace(long listingId, in Row stored, in Row row)
    {
        if (row == stored)
        {
            return UpsertOutcome.Unchanged;
        }

        Bind(_update, listingId, row).Execute();
        Count(stored, -1);
        Count(row, +1);
        return UpsertOutcome.Updated;
    }

    private void Count(in Row row, int listings)
    {
        if (row.Status is ListingStatus.Active)
        {
            var key = (row.Template ?? 0, row.Category ?? 0);
            _pending[key] = _pending.GetValueOrDefault(key) + listings;
        }
    }

    private Row? Read(long listingId)
    {
        try
        {
            return !_select.Bind(1, _storeId).Bind(2, listingId).Step()
                ? null
                : new Row(
                    _select.Text(0),
                    (ListingStatus)_select.Long(1),
                    _select.Text(2),
                    _select.LongOrNull(3),
                    _select.LongOrNull(4),
                    _select.LongOrNull(5),
                    _select.LongOrNull(6));
        }
        finally
        {
            _select.Reset();
        }
    }

    private Statement Bind(Statement statement, long listingId, in Row row) => statement
        .Bind(1, _storeId)
        .Bind(2, listingId)
        .Bind(3, row.Title)
        .Bind(4, (int)row.Status)
        .Bind(5, row.RawStatus)
        .Bind(6, row.Template)
        .Bind(7, row.Category)
        .Bind(8, row.Published)
        .Bind(9, row.Modified);

    private readonly record struct Row(string Title, ListingStatus Status, string RawStatus, long? Template, long? Category, long? Published, long? Modified);
}
