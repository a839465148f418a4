using Microsoft.Data.Sqlite;

namespace NerveCentre.Core.Store;

/// <summary>Keeps the names of categories that files tell. The last one to speak is right.</summary>
internal sealed class CategoryWriter(SqliteConnection connection, int storeId) : IDisposable
{
    /// <summary>Names written in this transaction. A file repeats the same few; past the bound they are written again.</summary>
    private const int MostKnown = 10_000;

    private readonly Dictionary<long, string> _known = [];
    private readonly Statement _upsert = new(connection, """
        INSERT INTO Categories (StoreId, CategoryId, Name) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET Name = excluded.Name
        """);

    public void Name(long categoryId, string name)
    {
        if (_known.GetValueOrDefault(categoryId) == name)
        {
            return;
        }

        if (_known.Count < MostKnown)
        {
            _known[categoryId] = name;
        }

        _upsert.Bind(1, storeId).Bind(2, categoryId).Bind(3, name).Execute();
    }

    public void Dispose() => _upsert.Dispose();
}
