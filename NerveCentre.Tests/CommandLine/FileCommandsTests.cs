namespace NerveCentre.Tests.CommandLine;

/// <summary><c>import listings</c>, <c>import templates</c> and <c>export</c>, as they are asked for.</summary>
[Collection(ConsoleTests.Name)]
public sealed class FileCommandsTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private string Data => _temp.File("data");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task WholeCatalogue_WithoutYes_NamesTheNumberAndChangesNothing()
    {
        var first = await ImportAsync("listings", "listing_id,title,status,template_id,category_id,category,published_at\n1,A,active,1,,,\n2,B,onSelling,1,,,\n3,C,nonsense,1,,,\n");
        Assert.Equal((0, "accepted 2, updated 0, unchanged 0, rejected 1\n"), (first.ExitCode, first.Output));
        Assert.Contains(".rejected.csv", first.Error, StringComparison.Ordinal);

        var asked = await ImportAsync("listings", "listing_id,title,status\n1,A,active\n", "--whole-catalogue");
        Assert.Equal((2, ""), (asked.ExitCode, asked.Output));
        Assert.Contains("1 listing that is not in", asked.Error, StringComparison.Ordinal);
        Assert.Contains("Say --yes to do it.", asked.Error, StringComparison.Ordinal);
        Assert.Equal(["0", "0"], Table.Rows(Path.Combine(Data, "nervecentre.db"), "SELECT Status FROM Listings"));

        var done = await ImportAsync("listings", "listing_id,title,status\n1,A,active\n", "--whole-catalogue", "--yes");
        Assert.Equal((0, "accepted 0, updated 0, unchanged 1, rejected 0, offline 1\n"), (done.ExitCode, done.Output));
        Assert.Equal((0, "accepted 0, updated 0, unchanged 1, rejected 0, offline 0\n"), await Told(ImportAsync("listings", "listing_id,title,status\n1,A,active\n", "--whole-catalogue")));
    }

    [Fact]
    public async Task Templates_ThenCard_MeasureCoverage()
    {
        Assert.Equal((0, "accepted 2, updated 0, unchanged 0, rejected 0\n"), await Told(ImportAsync("templates", "template_id,name,destinations\n1,Most,* -RU -BY\n2,Few,BR;Atlantis\n")));
        await ImportAsync("listings", "listing_id,title,status,template_id\n1,A,active,1\n2,B,active,2\n");
        await Run.InProcessAsync("markets", "--store", "Shop", "--set", "BR,US", "--data", Data);

        var card = await Run.InProcessAsync("card", "aex_ship_to_country_coverage", "--store", "Shop", "--json", "--data", Data);

        Assert.Contains("\"covered\":1", card.Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var gone = await ImportAsync("templates", "template_id,name,destinations\n1,Most,* -RU -BY\n", "--all-templates", "--yes");
        Assert.Equal((0, "accepted 0, updated 0, unchanged 1, rejected 0, gone 1\n"), (gone.ExitCode, gone.Output));
    }

    [Theory]
    [InlineData("listings", "--decimal comma", "'--decimal'")]
    [InlineData("orders", "--decimal semicolon", "write point or comma")]
    [InlineData("orders", "--dates ydm", "write ymd, dmy or mdy")]
    [InlineData("orders", "--encoding klingon", "There is no encoding 'klingon'")]
    [InlineData("listings", "--status sold=gone", "there is no status 'gone'")]
    public async Task WordsThatMeanNothing_AreWrongUsage(string kind, string words, string message)
    {
        var run = await Run.InProcessAsync(["import", kind, "x.csv", "--store", "Shop", .. words.Split(' '), "--data", Data]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GermanFile_IsReadAsItsWordsSay_AndExportedAndImportedBack()
    {
        var import = await ImportAsync("orders", "order_id;placed_at;ship_country;amount\n1;31.01.2026 10:00;Polen;1.234,50 EUR\n", "--dates", "dmy", "--decimal", "comma", "--zone", "Europe/Berlin", "--ship-for-buyer");
        Assert.Equal((0, "accepted 1, updated 0, unchanged 0, rejected 0\n", ""), (import.ExitCode, import.Output, import.Error));
        var file = _temp.File("out.csv.gz");
        Assert.Equal(0, (await Run.InProcessAsync("export", "orders", file, "--store", "Shop", "--data", Data)).ExitCode);
        Assert.Equal(1, (await Run.InProcessAsync("export", "orders", file, "--store", "Shop", "--data", Data)).ExitCode);

        var back = await Run.InProcessAsync("import", "orders", file, "--store", "Copy", "--data", Data);

        Assert.Equal((0, "accepted 1, updated 0, unchanged 0, rejected 0\n", ""), (back.ExitCode, back.Output, back.Error));
        Assert.Equal(["PL|PL|1234.50|EUR|2026-01-31 09:00:00", "PL|PL|1234.50|EUR|2026-01-31 09:00:00"], Table.Rows(Path.Combine(Data, "nervecentre.db"), "SELECT BuyerCountry, ShipCountry, Amount, Currency, datetime(PlacedAt / 1000, 'unixepoch') FROM Orders"));
    }

    private static async Task<(int, string)> Told(Task<Run> run) => (await run is var done ? done.ExitCode : 0, done.Output);

    private Task<Run> ImportAsync(string kind, string text, params string[] more) =>
        Run.InProcessAsync(["import", kind, _temp.Write($"{kind}.csv", text), "--store", "Shop", .. more, "--data", Data]);
}
