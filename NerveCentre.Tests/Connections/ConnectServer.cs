using Microsoft.Data.Sqlite;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Connections;

/// <summary>
/// A server before a gateway of its own. Beside the sandbox store it has two that AliExpress fills no more, A and B, whose listings, templates,
/// orders and runs have the sandbox's ids and say whose they are.
/// </summary>
public sealed class ConnectServer : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private GatewayServer? _gateway;
    private DashboardProcess? _process;

    public Uri Address { get; private set; } = null!;

    public string Log => _process!.Output + _process.Errors;

    public string Database => Path.Combine(_data.Path, "nervecentre.db");

    internal string Owner { get; private set; } = "";

    internal GatewayServer Gateway => _gateway!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayServer.StartAsync(Path.Combine(_data.Path, "gateway"));
        Owner = Entry.OwnerOf(_data.Path);
        Fill();
        _process = DashboardProcess.Serve(
            _data.Path,
            "--environment",
            "Development",
            "--Sandbox:Gateway=true",
            $"--AliExpress:Gateway={_gateway.Address}",
            "--AliExpress:AllowLoopback=true",
            "--AliExpress:CallsPerSecond=1000");
        Address = await _process.Listening;
    }

    public async Task DisposeAsync()
    {
        await _process!.DisposeAsync();
        await _gateway!.DisposeAsync();
        _data.Dispose();
    }

    private void Fill()
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (var id = 101; id <= 102; id++)
        {
            var mark = id is 101 ? "ONLY-A" : "ONLY-B";
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                INSERT INTO Stores (Id, Name, Kind, TimeZone, CreatedAt, Revision, PriorityMarkets) VALUES ({id}, 'Store {mark[^1]}', 2, 'UTC', 0, 1, 'BR');
                INSERT INTO Templates (StoreId, TemplateId, Name, IsDefault, Settings, Named, Assumed, Judged, UnknownCodes, ReadAt, ChangedAt) VALUES ({id}, 50001000101, 'Template {mark}', 0, '[]', 'US', '', 1, '{mark}', {now}, {now});
                INSERT INTO Listings (StoreId, ListingId, Title, Status, RawStatus, TemplateId, CategoryId, PublishedAt) VALUES ({id}, 1005006000000000, 'Listing {mark}', 0, 'onSelling', 50001000101, 7, {now});
                INSERT INTO ListingCounts (StoreId, TemplateId, CategoryId, Listings) VALUES ({id}, 50001000101, 7, 1);
                INSERT INTO Orders (StoreId, OrderId, PlacedAt, BuyerCountryRaw, ShipCountryRaw, Status, RawStatus, CountriesRead) VALUES ({id}, '8160045860000001', {now - 1000}, 'Country {mark}', 'Country {mark}', 2, 'x', 1);
                INSERT INTO OrderCounts (StoreId, Grain, Side, Bucket, Country, Counted, Cancelled, Unpaid) VALUES ({id}, 1, 0, {(now - 1000) / 3_600_000}, '?Country {mark}', 1, 0, 0), ({id}, 24, 0, {(now - 1000) / 86_400_000}, '?Country {mark}', 1, 0, 0);
                INSERT INTO Runs (StoreId, Stream, StartedAt, FinishedAt, Outcome, Read, Added, Updated, Unchanged, Gone, Error) VALUES ({id}, 'orders', {now}, {now}, 2, 0, 0, 0, 0, 0, 'Error {mark}');
                INSERT INTO MarketChanges (StoreId, At, By, Added, Removed) VALUES ({id}, {now}, 'By {mark}', 'BR', '');
                INSERT INTO MarketProposals (StoreId, Country, By, At, Reason) VALUES ({id}, 'PL', 'By {mark}', {now}, 'Reason {mark}');
                INSERT INTO Audit (At, Kind, By, StoreId, Action, Subject) VALUES ({now}, 5, 'server', {id}, 'sync.started', '{mark}');
                """;
            command.ExecuteNonQuery();
        }
    }
}
