using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Files;

/// <summary>What is exported and imported again is the same, whatever stands in it, and no spreadsheet runs any of it.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Pieces =
    [
        "", "=", "'", "''", "'=", "+", "-", "@", "\t", "\t=", " ", "  =", "\n", "\r\n", "\r", "\u202E", "＝", "＠", "\"", "\"\"", ",", ";", "|", "😀", "ж", "法", "\uFEFF", "\u200B@", "lamp", "1", "=cmd|' /C calc'!A0",
    ];

    private static Gen<string> Texts => Gen.Elements(Pieces).ListOf(4).Select(string.Concat);

    private static Gen<Row> Rows =>
        from title in Texts
        from status in Texts
        from country in Gen.Elements("BR", "Brazil", "巴西", "Channel Islands", "=BR", "'", "UK", "")
        from number in Gen.Choose(0, 5)
        from cents in Gen.Choose(-500, 5_000)
        select new Row(title, status, country, number, cents);

    [Fact]
    public void AnyRows_ExportedAndImported_AreTheSame() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(25),
            Prop.ForAll(Rows.ListOf(12).ToArbitrary(), async rows =>
            {
                await using var shop = Installation.Empty();
                var store = await shop.StoreAsync("From");
                await shop.Writer.WriteAsync(session => Plant(session, store.Id, [.. rows]), default);

                await CopyAsync(shop, store.Id, "To");

                foreach (var query in Tables)
                {
                    Assert.Equal(shop.Rows(string.Format(System.Globalization.CultureInfo.InvariantCulture, query, store.Id)), shop.Rows(string.Format(System.Globalization.CultureInfo.InvariantCulture, query, store.Id + 1)));
                }

                Table.AssertSound(shop.Folder.Database);
            }));

    [Fact]
    public async Task SandboxStore_ExportedAndImported_ReadsTheSameOnBothCards()
    {
        await using var installation = await Installation.FilledAsync();
        var from = await installation.SandboxStoreAsync();
        await CopyAsync(installation, from.Id, "Copy");
        var to = await installation.Get<StoreDirectory>().RequireAsync("Copy", default);
        await installation.Get<PriorityMarkets>().SetAsync(Caller.CommandLine, to.Id, await installation.Get<PriorityMarkets>().GetAsync(Caller.CommandLine, from.Id, default), default);

        var gauges = (await installation.Get<CoverageReader>().ReadAsync(from.Id, default), await installation.Get<CoverageReader>().ReadAsync(to.Id, default));
        // Restrictions are kept by hand and in no file: what they excuse is a gap without them.
        Assert.Equal((gauges.Item1.Active, gauges.Item1.Covered, gauges.Item1.Unknown, gauges.Item1.Gap + gauges.Item1.RestrictedOnly), (gauges.Item2.Active, gauges.Item2.Covered, gauges.Item2.Unknown, gauges.Item2.Gap + gauges.Item2.RestrictedOnly));
        var query = new DemandQuery(DemandWindows.Rolling(TestClock.Noon, "UTC"));
        var demand = (await installation.Get<DemandReader>().ReadAsync(from.Id, query, default), await installation.Get<DemandReader>().ReadAsync(to.Id, query, default));
        Assert.Equal((demand.Item1.Total, demand.Item1.Unknown), (demand.Item2.Total, demand.Item2.Unknown));
        Assert.Equal(demand.Item1.Countries.Select(c => (c.Country, c.Orders)), demand.Item2.Countries.Select(c => (c.Country, c.Orders)));
    }

    private static readonly string[] Tables =
    [
        "SELECT OrderId, PlacedAt, BuyerCountry, BuyerCountryRaw, ShipCountry, ShipCountryRaw, Amount, Currency, Status, RawStatus, ModifiedAt, CountriesRead FROM Orders WHERE StoreId = {0} ORDER BY OrderId",
        "SELECT Grain, Side, Bucket, Country, Counted, Cancelled, Unpaid FROM OrderCounts WHERE StoreId = {0} ORDER BY 1, 2, 3, 4",
        "SELECT ListingId, hex(Title), Status, hex(RawStatus), TemplateId, CategoryId, PublishedAt, ModifiedAt FROM Listings WHERE StoreId = {0} ORDER BY 1",
        "SELECT TemplateId, CategoryId, Listings FROM ListingCounts WHERE StoreId = {0} ORDER BY 1, 2",
        "SELECT TemplateId, hex(Name), IsDefault, Settings, Named, Assumed, Judged, UnknownCodes FROM Templates WHERE StoreId = {0} ORDER BY 1",
    ];

    private static async Task CopyAsync(Installation shop, int from, string to)
    {
        foreach (var kind in Enum.GetValues<FileKind>())
        {
            var file = shop.Files.File($"{kind}.csv");
            await using (var stream = File.Create(file))
            {
                await CsvRows.CopyAsync(await shop.Get<FileExport>().RowsAsync(Caller.CommandLine, from, kind, default), stream, default);
            }

            AssertHarmless(file);
            var result = await shop.Get<FileImport>().RunAsync(Caller.CommandLine, new ImportRequest(file, to, FileMapping.Plain(kind, "UTC")), default);
            Assert.Equal([], result.FirstRejected);
            var again = await shop.Get<FileImport>().RunAsync(Caller.CommandLine, new ImportRequest(file, to, FileMapping.Plain(kind, "UTC")), default);
            Assert.Equal((0, 0, result.Added), (again.Added, again.Updated, again.Unchanged));
        }
    }

    private static void AssertHarmless(string file)
    {
        using var reader = CsvText.Open(file);
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                Assert.DoesNotMatch(@"^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]", reader.GetString(i));
            }
        }
    }

    private static void Plant(WriteSession session, int store, IReadOnlyList<Row> rows)
    {
        foreach (var (row, i) in rows.Select((r, i) => (r, i)))
        {
            var country = Core.Countries.CountryCatalogue.Find(row.Country);
            session.Orders(store).Upsert(new OrderInput(
                $"{row.Title}#{i}", TestClock.Noon.AddHours(-i), new OrderCountriesInput(country, row.Country, null, row.Status), row.Cents / 100m, row.Number is 0 ? null : "USD", (OrderStatus)row.Number, row.Status, null));
            session.Listings(store).Upsert(new ListingInput(
                i + 1, row.Title, (ListingStatus)(row.Number % 4), row.Status, row.Number is 0 ? null : row.Number, row.Number > 2 ? TestClock.Noon.AddDays(-i) : null, null, row.Number is 5 ? null : 7 + row.Number, ListingTells.Template | ListingTells.Category | ListingTells.Published));
            var codes = row.Number switch { 0 => TemplateDestinations.Read("* -RU").Codes, 1 => ["OTHER"], 2 => ["BR", "=Atlantis"], 3 => ["UK"], 4 => [], _ => TemplateDestinations.Read("BR;-Atlantis").Codes };
            List<FreightSetting> services = [new(row.Title.Length is 0 ? "CAINIAO" : $"x{i}", false, false, [], [], [], codes)];
            var (reach, unknown) = TemplateMapping.ToReach(new TemplateSettings(i + 1, "", false, services));
            session.Db.Templates.Add(new TemplateRecord
            {
                StoreId = store,
                TemplateId = i + 1,
                Name = "x" + row.Title,
                IsDefault = row.Number is 1,
                Settings = JsonSerializer.Serialize(services),
                Named = reach.Named.ToString(),
                Assumed = reach.Assumed.ToString(),
                Judged = reach.Unjudged.IsEmpty,
                UnknownCodes = string.Join(' ', unknown),
                ReadAt = TestClock.Noon,
                ChangedAt = TestClock.Noon,
            });
        }
    }

    private sealed record Row(string Title, string Status, string Country, int Number, int Cents);
}
