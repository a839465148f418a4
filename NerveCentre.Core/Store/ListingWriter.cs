using Microsoft.Data.Sqlite;

namespace NerveCentre.Core.Store;

/// <summary>A listing as AliExpress's list tells it.</summary>
internal readonly record struct ListingInput(
    long ListingId,
    string Title,
    ListingStatus Status,
    string RawStatus,
    long? TemplateId,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? ModifiedAt);

/// <summary>Writes listings and, in the same transaction, the counts of active listings per template and category that the gauge reads.</summary>
internal sealed class ListingWriter : IDisposable
{
    private readonly int _storeId;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _select;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _count;
    private readonly SqliteCommand _dropEmpty;
    private readonly Dictionary<(long Template, long Category), int> _pending = [];

    public ListingWriter(SqliteConnection connection, SqliteTransaction transaction, int storeId)
    {
        _storeId = storeId;
        const string columns = "$id,$title,$status,$rawStatus,$template,$category,$published,$modified";
        _insert = Prepare(connection, transaction, """
            INSERT INTO Listings (StoreId, ListingId, Title, Status, RawStatus, TemplateId, CategoryId, PublishedAt, ModifiedAt)
            VALUES ($store, $id, $title, $status, $rawStatus, $template, $category, $published, $modified) ON CONFLICT DO NOTHING
            """, columns);
        _select = Prepare(connection, transaction, """
            SELECT Title, Status, RawStatus, TemplateId, CategoryId, PublishedAt, ModifiedAt FROM Listings WHERE StoreId = $store AND ListingId = $id
            """, "$id");
        _update = Prepare(connection, transaction, """
            UPDATE Listings SET Title = $title, Status = $status, RawStatus = $rawStatus, TemplateId = $template, CategoryId = $category, PublishedAt = $published, ModifiedAt = $modified
            WHERE StoreId = $store AND ListingId = $id
            """, columns);
        _count = Prepare(connection, transaction, """
            INSERT INTO ListingCounts (StoreId, TemplateId, CategoryId, Listings) VALUES ($store, $template, $category, $listings)
            ON CONFLICT DO UPDATE SET Listings = Listings + excluded.Listings
            """, "$template,$category,$listings");
        _dropEmpty = Prepare(connection, transaction, """
            DELETE FROM ListingCounts WHERE StoreId = $store AND TemplateId = $template AND CategoryId = $category AND Listings = 0
            """, "$template,$category");
    }

    /// <summary>Adds or updates a listing. What AliExpress told of it later is never undone by an older row.</summary>
    public UpsertOutcome Upsert(in ListingInput listing)
    {
        var row = new Row(
            listing.Title,
            listing.Status,
            listing.RawStatus,
            listing.TemplateId,
            null,
            listing.PublishedAt?.ToUnixTimeMilliseconds(),
            listing.ModifiedAt?.ToUnixTimeMilliseconds());
        Bind(_insert, listing.ListingId, row);
        if (_insert.ExecuteNonQuery() is 1)
        {
            Count(row, +1);
            return UpsertOutcome.Added;
        }

        var stored = Read(listing.ListingId)!.Value;
        var older = stored.Status is not ListingStatus.Gone && row.Modified is { } told && stored.Modified is { } known && told < known;
        return older ? UpsertOutcome.Unchanged : Replace(listing.ListingId, stored, row with { Category = stored.Category });
    }

    /// <summary>Fills in the category, which the list does not tell.</summary>
    public UpsertOutcome SetCategory(long listingId, long categoryId) =>
        Read(listingId) is { } stored ? Replace(listingId, stored, stored with { Category = categoryId }) : UpsertOutcome.Unchanged;

    /// <summary>The listing is no longer told under any status: it leaves the active count, the row stays.</summary>
    public UpsertOutcome SetGone(long listingId) =>
        Read(listingId) is { } stored ? Replace(listingId, stored, stored with { Status = ListingStatus.Gone }) : UpsertOutcome.Unchanged;

    /// <summary>Writes the changed counts. Before the commit, always.</summary>
    public void FlushCounts()
    {
        foreach (var ((template, category), listings) in _pending)
        {
            if (listings is 0)
            {
                continue;
            }

            _count.Parameters[1].Value = template;
            _count.Parameters[2].Value = category;
            _count.Parameters[3].Value = listings;
            _count.ExecuteNonQuery();
            if (listings < 0)
            {
                _dropEmpty.Parameters[1].Value = template;
                _dropEmpty.Parameters[2].Value = category;
                _dropEmpty.ExecuteNonQuery();
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

        Bind(_update, listingId, row);
        _update.ExecuteNonQuery();
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
        _select.Parameters[1].Value = listingId;
        using var reader = _select.ExecuteReader();
        return !reader.Read()
            ? null
            : new Row(reader.GetString(0), (ListingStatus)reader.GetInt32(1), reader.GetString(2), Number(3), Number(4), Number(5), Number(6));

        long? Number(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
    }

    private SqliteCommand Prepare(SqliteConnection connection, SqliteTransaction transaction, string sql, string parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.Parameters.AddWithValue("$store", _storeId);
        foreach (var name in parameters.Split(','))
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static void Bind(SqliteCommand command, long listingId, in Row row)
    {
        var parameters = command.Parameters;
        parameters[1].Value = listingId;
        parameters[2].Value = row.Title;
        parameters[3].Value = (int)row.Status;
        parameters[4].Value = row.RawStatus;
        parameters[5].Value = (object?)row.Template ?? DBNull.Value;
        parameters[6].Value = (object?)row.Category ?? DBNull.Value;
        parameters[7].Value = (object?)row.Published ?? DBNull.Value;
        parameters[8].Value = (object?)row.Modified ?? DBNull.Value;
    }

    private readonly record struct Row(string Title, ListingStatus Status, string RawStatus, long? Template, long? Category, long? Published, long? Modified);
}
