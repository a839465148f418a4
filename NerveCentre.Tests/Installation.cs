using NerveCentre.Core.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests;

/// <summary>Core over a real database file in a folder of its own, with a clock that the test moves.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly Lazy<byte[]> EmptyDatabase = new(MakeEmptyDatabase);
    private static readonly Lazy<Task<(byte[] Database, byte[] Sandbox)>> FilledDatabase = new(MakeFilledDatabaseAsync);

    private readonly TempFolder _temp = new();
    private readonly Func<ServiceProvider> _start;
    private ServiceProvider _services;

    private Installation(Action<Installation> prepare, Action<IServiceCollection>? configure, IEnumerable<(string Key, string Value)> settings)
    {
        prepare(this);
        Folder = DataFolder.Open(_temp.Path);
        _start = () => Services(Folder, Clock, configure, settings);
        _services = _start();
    }

    public TestClock Clock { get; } = new();

    public DataFolder Folder { get; }

    /// <summary>A folder for the test's own files.</summary>
    public TempFolder Files => _temp;

    public StoreWriter Writer => Get<StoreWriter>();

    public SandboxStore Sandbox => Get<StoreConnections>().Sandbox;

    /// <summary>With the schema and nothing in it.</summary>
    public static Installation Empty(Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings) =>
        new(me => me._temp.Write("nervecentre.db", EmptyDatabase.Value), configure, settings);

    /// <summary>Without a database file.</summary>
    public static Installation Bare(Action<IServiceCollection>? configure = null) => new(_ => { }, configure, []);

    /// <summary>With the sandbox store, synced once at <see cref="TestClock.Noon"/>.</summary>
    public static async Task<Installation> FilledAsync(Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var (database, sandbox) = await FilledDatabase.Value;
        return new(
            me =>
            {
                me._temp.Write("nervecentre.db", database);
                me._temp.Write("sandbox.json", sandbox);
            },
            configure,
            settings);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public NerveCentreDb Db() => Get<IDbContextFactory<NerveCentreDb>>().CreateDbContext();

    /// <summary>A store that is fed by files.</summary>
    public Task<StoreSummary> StoreAsync(string name = "Shop", string zone = "UTC") => Get<StoreDirectory>().CreateAsync(name, StoreKind.File, zone, default);

    /// <summary>The sandbox store, founded if it is not there.</summary>
    public async Task<StoreSummary> SandboxStoreAsync()
    {
        await Get<SandboxFounding>().EnsureAsync(default);
        return await Get<StoreDirectory>().RequireAsync(SandboxStore.Name, default);
    }

    /// <summary>Syncs the sandbox store once and tells the three run records.</summary>
    public async Task<IReadOnlyList<SyncRunSummary>> SyncAsync(CancellationToken cancel = default)
    {
        var store = await SandboxStoreAsync();
        foreach (var stream in SyncStreams.All)
        {
            await Get<SyncRunner>().RunAsync(store, stream, cancel);
        }

        return [.. (await Get<SyncDesk>().RunsAsync(Caller.CommandLine, store.Id, 3, default)).Reverse()];
    }

    public async Task<SyncRunSummary> SyncAsync(string stream)
    {
        var store = await SandboxStoreAsync();
        await Get<SyncRunner>().RunAsync(store, stream, default);
        return (await Get<SyncDesk>().RunsAsync(Caller.CommandLine, store.Id, 1, default))[0];
    }

    /// <summary>As if the process had been killed and started again: nothing is left but the folder.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = _start();
        Get<Database>().Prepare(closeOpenRuns: true);
    }

    /// <summary>The rows of a query as text, one line each.</summary>
    public IReadOnlyList<string> Rows(string sql) => Table.Rows(Folder.Database, sql);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _temp.Dispose();
    }

    /// <summary>Lets go of the database; its file is whole and alone afterwards.</summary>
    private async Task CloseAsync()
    {
        await _services.DisposeAsync();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Folder.Database, Mode = SqliteOpenMode.ReadWriteCreate }.ToString());
        SqliteConnection.ClearPool(connection);
    }

    private static ServiceProvider Services(DataFolder folder, TimeProvider clock, Action<IServiceCollection>? configure, IEnumerable<(string Key, string Value)> settings)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(clock);
        // Calls are made once and at once unless a test is about that: nobody moves the clock while a test waits for a call.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AliExpress:Retries", "0"), new("AliExpress:CallsPerSecond", "10000")]).AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
        services.AddNerveCentreCore(configuration, folder);
        configure?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private static byte[] MakeEmptyDatabase()
    {
        using var temp = new TempFolder();
        var folder = DataFolder.Open(temp.Path);
        using var services = Services(folder, new TestClock(), null, []);
        services.GetRequiredService<Database>().Prepare(closeOpenRuns: false);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Mode = SqliteOpenMode.ReadWriteCreate }.ToString());
        SqliteConnection.ClearPool(connection);
        return File.ReadAllBytes(folder.Database);
    }

    private static async Task<(byte[] Database, byte[] Sandbox)> MakeFilledDatabaseAsync()
    {
        await using var filled = Empty();
        await filled.SyncAsync();
        await filled.CloseAsync();
        return (await File.ReadAllBytesAsync(filled.Folder.Database), await File.ReadAllBytesAsync(filled.Folder.SandboxState));
    }
}
