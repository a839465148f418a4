using NerveCentre.Core.Access;
using System.Globalization;
using System.Text.Json;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Demand;

/// <summary>25,900 real invoices against answers that were computed twice, with other tools.</summary>
public sealed class OnlineRetailTests(OnlineRetailTests.Shop shop) : IClassFixture<OnlineRetailTests.Shop>
{
    public static TheoryData<int> Windows() => [.. Enumerable.Range(0, Expected().Count)];

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Orders_EveryOneCounted_AreTheExpectedNumber(int window)
    {
        var expected = Expected()[window];

        var reading = await shop.ReadAsync(new DemandQuery(Window(expected)));

        Assert.Equal(expected.GetProperty("orders_all").GetInt32(), reading.Total);
        Assert.Equal(reading.Total, reading.Countries.Sum(c => c.Orders) + reading.Unknown);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Orders_WithoutCancelled_AreTheExpectedOnesPerCountry(int window)
    {
        var expected = Expected()[window];

        var reading = await shop.ReadAsync(new DemandQuery(Window(expected), ExcludeCancelled: true));

        Assert.Equal(expected.GetProperty("orders_counted").GetInt32(), reading.Total);
        Assert.Equal(Counts(expected, "by_alpha2"), reading.Countries.ToDictionary(c => c.Country.Alpha2, c => c.Orders));
        Assert.Equal(Counts(expected, "unmapped"), reading.UnknownRaw);
        Assert.Equal(
            expected.GetProperty("top5").EnumerateArray().Select(c => (c.GetProperty("alpha2").GetString(), c.GetProperty("orders").GetInt32())),
            reading.Countries.Take(5).Select(c => ((string?)c.Country.Alpha2, c.Orders)));
        var share = expected.GetProperty("top5_share").GetProperty("percent").GetString();
        Assert.Equal(share, reading.Top5Share is { } top5 ? (100 * top5).ToString("0.0", CultureInfo.InvariantCulture) : null);
    }

    /// <summary>The rolling window against the one that Seller Center may show: whole days, without cancelled orders.</summary>
    [Theory]
    [MemberData(nameof(Windows))]
    public async Task TwoDefinitions_DifferByParts_WhoseOrdersCanBeListed(int window)
    {
        var expected = Expected()[window];
        var ours = new DemandQuery(Window(Expected()[0]));
        var theirs = new DemandQuery(Window(expected), ExcludeCancelled: true);

        var compared = await shop.CompareAsync(ours, theirs);

        Assert.Equal((expected.GetProperty("orders_counted").GetInt32(), 1562), (compared.Total.Theirs, compared.Total.Ours));
        Assert.Equal(Counts(expected, "by_alpha2"), compared.Places.Where(p => p.Place.Country is not null && p.Theirs > 0).ToDictionary(p => p.Place.Country!.Value.Alpha2, p => p.Theirs));
        foreach (var place in compared.Places.Append(compared.Total))
        {
            Assert.Equal(place.Difference, place.Parts.Sum(p => p.Net));
        }

        foreach (var part in compared.Total.Parts)
        {
            Assert.Equal(part.OnlyOurs, await shop.CountAsync(new OrderFilter(ours, OrderPlace.Everywhere, null, theirs, part.Reason)));
            Assert.Equal(part.OnlyTheirs, await shop.CountAsync(new OrderFilter(theirs, OrderPlace.Everywhere, null, ours, part.Reason)));
        }
    }

    [Fact]
    public async Task Orders_ByShipCountry_AreAllUnknown_ForTheFileTellsNone()
    {
        var reading = await shop.ReadAsync(new DemandQuery(Window(Expected()[0]), Attribution.Ship));

        Assert.Equal((1562, 1562), (reading.Total, reading.Unknown));
        Assert.Equal(1562, reading.UnknownRaw[""]);
        Assert.Empty(reading.Countries);
        Assert.Null(reading.EffectiveCountries);
    }

    [Fact]
    public void Counts_AreWhatCountingTheOrdersGives() => Table.AssertSound(shop.Database);

    [Fact]
    public async Task Import_OfTheSameFileAgain_ChangesNothing()
    {
        var before = Table.AllRows(shop.Database);

        var again = await shop.ImportAsync();

        Assert.Equal((0, 0, 25_900, 0), (again.Accepted, again.Updated, again.Unchanged, again.Rejected));
        Assert.Equal(before, Table.AllRows(shop.Database));
    }

    private static List<JsonElement> Expected()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "online_retail_orders.expected.json")));
        return [.. json.RootElement.GetProperty("windows").Clone().EnumerateArray()];
    }

    private static Dictionary<string, int> Counts(JsonElement window, string name) =>
        window.GetProperty(name).EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetInt32());

    private static DemandWindow Window(JsonElement window)
    {
        var end = window.GetProperty("end").GetString()!;
        return window.GetProperty("kind").GetString() switch
        {
            "rolling30" => DemandWindows.Rolling(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
            "pacific30" => DemandWindows.Calendar(DateOnly.Parse(end, CultureInfo.InvariantCulture), "America/Los_Angeles"),
            _ => DemandWindows.Calendar(DateOnly.Parse(end, CultureInfo.InvariantCulture), "UTC"),
        };
    }

    /// <summary>The file, imported once.</summary>
    public sealed class Shop : IAsyncLifetime
    {
        private readonly Installation _installation = Installation.Empty();
        private StoreSummary _store = null!;

        public string Database => _installation.Folder.Database;

        public async Task InitializeAsync()
        {
            _store = await _installation.StoreAsync();
            var result = await ImportAsync();
            Assert.Equal((25_900, 0, 0, 0), (result.Accepted, result.Updated, result.Unchanged, result.Rejected));
        }

        public async Task<OrderImportResult> ImportAsync()
        {
            var options = new OrderFileOptions(
                OrderFileOptions.ParseColumns(["buyer_country=buyer_country_raw", "ship_country=ship_country_raw"]),
                OrderFileOptions.ParseStatuses(["writeoff=cancelled", "adjustment=cancelled"]),
                TimeZoneInfo.Utc);
            var file = Path.Combine(AppContext.BaseDirectory, "Data", "online_retail_orders.csv.gz");
            return await _installation.Get<OrderImport>().RunAsync(Caller.CommandLine, file, _store, options, default);
        }

        public Task<DemandReading> ReadAsync(DemandQuery query) => _installation.Get<DemandReader>().ReadAsync(_store.Id, query, default);

        public Task<Reconciliation> CompareAsync(DemandQuery ours, DemandQuery theirs) => _installation.Get<ReconcileDesk>().ReadAsync(Caller.CommandLine, _store.Id, ours, theirs, default);

        public async Task<int> CountAsync(OrderFilter filter) => (await _installation.Get<OrderPages>().ReadAsync(Caller.CommandLine, _store.Id, filter, null, 1, default)).Count;

        public async Task DisposeAsync() => await _installation.DisposeAsync();
    }
}
