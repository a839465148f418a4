using System.Text.Json;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Tests.CommandLine;

/// <summary>What is asked on the command line, what comes back, and how it ends: 0 done, 1 failed, 2 wrong usage.</summary>
[Collection(ConsoleTests.Name)]
public sealed class CommandsTests : IDisposable
{
    private const string Orders = "aex_orders_by_buyer_country";
    private const string Coverage = "aex_ship_to_country_coverage";

    private readonly TempFolder _temp = new();

    private string Data => _temp.File("data");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Import_ThenCard_PrintsOneJsonObject()
    {
        var import = await ImportAsync();
        Assert.Equal((0, "accepted 4, updated 0, unchanged 0, rejected 1\n"), (import.ExitCode, import.Output));
        Assert.Contains("orders.csv.rejected.csv", import.Error, StringComparison.Ordinal);

        var run = await Run.InProcessAsync("card", Orders, "--store", "Shop", "--end", "2026-03-16T12:00:00Z", "--exclude", "unpaid", "--json", "--data", Data);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        var card = json.RootElement;
        Assert.Equal(
            ["card", "store", "asOf", "window", "attribution", "excluded", "total", "unknown", "unknownRaw", "countries", "top5Share", "effectiveCountries"],
            card.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["kind", "from", "to", "zone"], card.GetProperty("window").EnumerateObject().Select(p => p.Name));
        Assert.Equal("rolling", card.GetProperty("window").GetProperty("kind").GetString());
        Assert.Equal("2026-02-14T12:00:00Z", card.GetProperty("window").GetProperty("from").GetString());
        Assert.Equal("2026-03-16T12:00:00Z", card.GetProperty("window").GetProperty("to").GetString());
        Assert.Equal((Orders, "Shop", "buyer"), (card.GetProperty("card").GetString(), card.GetProperty("store").GetString(), card.GetProperty("attribution").GetString()));
        Assert.Equal(["unpaid"], card.GetProperty("excluded").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal((3, 1), (card.GetProperty("total").GetInt32(), card.GetProperty("unknown").GetInt32()));
        Assert.Equal(1, card.GetProperty("unknownRaw").GetProperty("Channel Islands").GetInt32());
        var countries = card.GetProperty("countries").EnumerateArray().ToList();
        Assert.Equal(["country", "orders", "share"], countries[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal([("BR", 1), ("PL", 1)], countries.Select(c => (c.GetProperty("country").GetString(), c.GetProperty("orders").GetInt32())));
        Assert.Equal(2 / 3.0, card.GetProperty("top5Share").GetDouble(), 12);
    }

    [Fact]
    public async Task Countries_ComeMostOrdersFirstThenByCode()
    {
        await ImportAsync("5,2026-03-01,PL,1,USD,paid\n6,2026-03-01,DE,1,USD,paid\n");

        using var json = JsonDocument.Parse((await Run.InProcessAsync("--data", Data, "card", Orders, "--store", "shop", "--window", "calendar", "--end", "2026-03-16", "--json")).Output);

        Assert.Equal(["PL", "BR", "DE", "US"], json.RootElement.GetProperty("countries").EnumerateArray().Select(c => c.GetProperty("country").GetString()));
        Assert.Equal(("calendar", "2026-02-15T00:00:00Z", "2026-03-17T00:00:00Z", "UTC"), Window(json));

        static (string?, string?, string?, string?) Window(JsonDocument json)
        {
            var window = json.RootElement.GetProperty("window");
            return (window.GetProperty("kind").GetString(), window.GetProperty("from").GetString(), window.GetProperty("to").GetString(), window.GetProperty("zone").GetString());
        }
    }

    [Fact]
    public async Task Sync_ThenCoverage_PrintsTheWorkedExample()
    {
        var sync = await Run.InProcessAsync("sync", "--store", SandboxStore.Name, "--data", Data);
        Assert.Equal((0, ""), (sync.ExitCode, sync.Error));
        Assert.Contains("listings: read 4820, added 4820", sync.Output, StringComparison.Ordinal);

        var run = await Run.InProcessAsync("card", Coverage, "--store", SandboxStore.Name, "--json", "--data", Data);

        using var json = JsonDocument.Parse(run.Output);
        var card = json.RootElement;
        Assert.Equal(
            ["card", "store", "asOf", "priorityMarkets", "active", "covered", "restrictedOnly", "gap", "unknown", "percent", "byCountry"],
            card.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["BR", "US", "ES", "FR", "GB", "DE", "PL", "MX"], card.GetProperty("priorityMarkets").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal((4310, 3534), (card.GetProperty("active").GetInt32(), card.GetProperty("covered").GetInt32()));
        Assert.Equal(100.0 * 3534 / 4310, card.GetProperty("percent").GetDouble());
        var countries = card.GetProperty("byCountry").EnumerateArray().ToList();
        Assert.Equal(250, countries.Count);
        Assert.Equal(["country", "ships", "assumed", "percent"], countries[0].EnumerateObject().Select(p => p.Name));
        Assert.All(countries, c => Assert.InRange(c.GetProperty("assumed").GetInt32(), 0, c.GetProperty("ships").GetInt32()));

        var table = await Run.InProcessAsync("card", Coverage, "--store", SandboxStore.Name, "--data", Data);
        Assert.Contains("Coverage         82.0 %", table.Output, StringComparison.Ordinal);
        var again = await Run.InProcessAsync("sync", "--data", Data, "--store", SandboxStore.Name);
        Assert.Contains("added 0, updated 0, unchanged 24", again.Output, StringComparison.Ordinal);
        Table.AssertSound(Path.Combine(Data, "nervecentre.db"));
    }

    [Fact]
    public async Task CoverageOfAStoreWithoutListings_HasNoPercentage()
    {
        await ImportAsync();

        using var json = JsonDocument.Parse((await Run.InProcessAsync("card", Coverage, "--store", "Shop", "--json", "--data", Data)).Output);

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("percent").ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("active").GetInt32());
    }

    [Fact]
    public async Task Markets_AreSetShownAndCleared()
    {
        await ImportAsync();

        var set = await Run.InProcessAsync("markets", "--store", "Shop", "--set", "Brazil, US;pl", "--data", Data);
        Assert.Equal((0, "BR  Brazil\nUS  United States\nPL  Poland\n"), (set.ExitCode, set.Output));
        Assert.Equal(set.Output, (await Run.InProcessAsync("markets", "--store", "Shop", "--data", Data)).Output);

        var wrong = await Run.InProcessAsync("markets", "--store", "Shop", "--set", "BR,Atlantis", "--data", Data);
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("'Atlantis' names no single country", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(set.Output, (await Run.InProcessAsync("markets", "--store", "Shop", "--data", Data)).Output);

        Assert.Equal((0, ""), (await Run.InProcessAsync("markets", "--store", "Shop", "--set", "", "--data", Data)) is var cleared ? (cleared.ExitCode, cleared.Output) : default);
        Assert.Equal(["BR PL US|", "|BR PL US"], Table.Rows(Path.Combine(Data, "nervecentre.db"), "SELECT Added, Removed FROM MarketChanges ORDER BY Id"));
    }

    public static TheoryData<string, int, string> WrongWords() => new()
    {
        { "card nonsense --store Shop", 2, "There is no card 'nonsense'" },
        { "card aex_orders_by_buyer_country", 2, "--store" },
        { "card aex_orders_by_buyer_country --store Nobody", 1, "There is no store named 'Nobody'" },
        { "card aex_orders_by_buyer_country --store Shop --window weekly", 2, "say rolling or calendar" },
        { "card aex_orders_by_buyer_country --store Shop --end yesterday", 2, "is no date that can be read" },
        { "card aex_orders_by_buyer_country --store Shop --end 2026-03-16", 2, "is a day" },
        { "card aex_orders_by_buyer_country --store Shop --end 0001-01-01T00:00:00Z", 2, "out of range" },
        { "card aex_orders_by_buyer_country --store Shop --end 0001-01-01T00:00:00 --zone Asia/Tokyo", 2, "is no year" },
        { "card aex_orders_by_buyer_country --store Shop --window calendar --end 0001-01-01", 2, "out of range" },
        { "card aex_orders_by_buyer_country --store Shop --window calendar --end 2026-03-16T10:00:00", 2, "ends with a day" },
        { "card aex_orders_by_buyer_country --store Shop --zone Mars/Olympus", 2, "is not known on this machine" },
        { "card aex_orders_by_buyer_country --store Shop --attribution seller", 2, "say buyer or ship" },
        { "card aex_orders_by_buyer_country --store Shop --exclude paid", 2, "say cancelled, unpaid" },
        { "card aex_ship_to_country_coverage --store Shop --exclude unpaid", 2, "is read as of now" },
        { "card aex_orders_by_buyer_country --store Shop --colour red", 2, "--colour" },
        { "sync --store Shop", 1, "is fed by files" },
        { "import orders /no/such/file.csv --store Shop", 1, "There is no file /no/such/file.csv" },
        { "import orders", 2, "Option '--store' is required" },
        { "import", 2, "Required command" },
        { "import orders x.csv --store Shop --status a", 2, "write it as --status raw=mapped" },
        { "import orders x.csv --store Shop --column a=b", 2, "is no field" },
        { "import orders x.csv --store Shop --zone Mars/Olympus", 2, "is not known on this machine" },
        { "publish", 2, "'publish' is not understood here" },
        { "--prot 5081", 2, "'--prot' is not understood here" },
        { "--colour=red", 2, "'--colour=red' is not understood here" },
    };

    [Theory]
    [MemberData(nameof(WrongWords))]
    public async Task WrongWords_EndWithTheRightCodeAndSayWhichOnStandardError(string words, int code, string message)
    {
        await ImportAsync();

        var run = await Run.InProcessAsync([.. words.Split(' '), "--data", Data]);

        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatCannotBeUsed_LeavesNoStoreBehind()
    {
        var file = _temp.Write("orders.csv", "order_id,placed_at,buyer_country\n");

        var run = await Run.InProcessAsync("import", "orders", file, "--store", "New", "--data", Data);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("Nothing was changed", run.Error, StringComparison.Ordinal);
        Assert.Contains("There is no store named 'New'", (await Run.InProcessAsync("markets", "--store", "New", "--data", Data)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MistypedFile_MakesNoDataFolder()
    {
        await Run.InProcessAsync("import", "orders", _temp.File("typo.csv"), "--store", "New", "--data", Data);

        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task DataFolderThatCannotBe_FailsInWords()
    {
        var under = Path.Combine(_temp.Write("file", "x"), "data");

        var run = await Run.InProcessAsync("markets", "--store", "Shop", "--data", under);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot be written to", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedPage_FailsInWords()
    {
        await ImportAsync(string.Concat(Enumerable.Range(100, 3_000).Select(i => $"{i},2026-03-01,BR,1,USD,paid\n")));
        var file = Path.Combine(Data, "nervecentre.db");
        Table.Rows(file, "PRAGMA wal_checkpoint(TRUNCATE)");
        var bytes = await File.ReadAllBytesAsync(file);
        Array.Fill(bytes, (byte)0xA5, 4096 * 8, bytes.Length - (4096 * 8));
        await File.WriteAllBytesAsync(file, bytes);

        var run = await Run.InProcessAsync("card", Orders, "--store", "Shop", "--end", "2026-03-16T12:00:00Z", "--data", Data);

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("defect", run.Error, StringComparison.Ordinal);
        Assert.Contains("Put back a backup", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedSandboxState_FailsInWords()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "sandbox.json"), "{ not json");

        var run = await Run.InProcessAsync("sync", "--store", SandboxStore.Name, "--data", Data);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Move it away to found a new one", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("defect", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfANewReading_NamesWhatItCounts() =>
        Assert.Contains("No listings", Dashboard.CommandLine.CardTable.Write(new CoverageReading("Shop", TestClock.Noon, [Core.Countries.CountryCode.Parse("BR")], 0, 0, 0, 0, 0, [])), StringComparison.Ordinal);

    private Task<Run> ImportAsync(string more = "")
    {
        var file = _temp.Write(
            "orders.csv",
            "order_id,placed_at,buyer_country,amount,currency,status\n"
            + "1,2026-03-01T10:00:00Z,Brazil,12.50,USD,paid\n2,2026-03-02T10:00:00Z,Poland,1,EUR,paid\n3,2026-03-03T10:00:00Z,Channel Islands,1,GBP,paid\n4,2026-03-04,US,1,USD,unpaid\nx,never,US,1,USD,paid\n"
            + more);
        return Run.InProcessAsync("import", "orders", file, "--store", "Shop", "--data", Data);
    }
}
