using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Benchmarks;

/// <summary>An installation in a temporary folder, with one store in it; gone when disposed.</summary>
internal sealed class BenchStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private BenchStore(string path)
    {
        Path = path;
        Folder = DataFolder.Open(path);
        _services = new ServiceCollection()
            .AddLogging()
            .AddNerveCentreCore(new ConfigurationBuilder().Build(), Folder)
            .BuildServiceProvider();
    }

    public string Path { get; }

    public DataFolder Folder { get; }

    public int StoreId { get; private set; }

    public StoreWriter Writer => Get<StoreWriter>();

    public static async Task<BenchStore> CreateAsync()
    {
        var store = new BenchStore(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"nervecentre-bench-{Guid.NewGuid():N}"));
        store.Get<Database>().Prepare(closeOpenRuns: false);
        store.StoreId = (await store.Get<StoreDirectory>().CreateAsync("Bench", StoreKind.File, "UTC", default)).Id;
        return store;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public NerveCentreDb Open() => Get<IDbContextFactory<NerveCentreDb>>().CreateDbContext();

    /// <summary>A connection past the product, told the same as the product's own.</summary>
    public SqliteConnection OpenRaw()
    {
        var connection = new SqliteConnection($"Data Source={Folder.Database}");
        connection.Open();
        Pragmas.Apply(connection);
        return connection;
    }

    /// <summary>All rows of a query as text, one line each.</summary>
    public List<string> Rows(string sql)
    {
        using var connection = OpenRaw();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
