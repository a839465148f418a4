using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Files;

namespace NerveCentre.Tests.Files;

/// <summary>Listings and templates from files, and the gauge over them.</summary>
public sealed class CatalogueImportTests
{
    private const string ListingHeader = "listing_id,title,status,template_id,category_id,category,published_at\n";

    [Fact]
    public async Task ListingsAndTemplates_FromFiles_FillTheGaugeAsCountedByHand()
    {
        await using var shop = Installation.Empty();
        var templates = await TemplatesAsync(shop, "template_id,name,destinations\n1,Most,* -RU -BY\n2,Two,BR;United States\n2,Two,OTHER\n3,Few,\"Brazil; Deutschland\"\n4,Odd,BR;Atlantis\n");
        var listings = await ListingsAsync(shop, ListingHeader + "11,A,active,1,7,Lamps,2026-03-01\n12,B,onSelling,1,,,\n13,C,Active,2,7,Lamps,\n14,D,active,3,,,\n15,E,active,9,,,\n16,F,offline,1,,,\n17,G,editingRequired,1,,,\n18,H,auditing,,,,\n19,I,sold out,1,,,\n");

        Assert.Equal((4, 0), (templates.Added, templates.Rejected));
        Assert.Contains("Template 4 ('Odd', line 6) names what is no country: 'Atlantis'.", templates.Note, StringComparison.Ordinal);
        Assert.Equal((8, 1), (listings.Added, listings.Rejected));
        Assert.Equal(1, listings.UnknownTexts["sold out"]);
        var store = await shop.Get<NerveCentre.Core.Store.StoreDirectory>().RequireAsync("Shop", default);
        await shop.Get<PriorityMarkets>().SetAsync(Core.Access.Caller.CommandLine, store.Id, [CountryCode.Parse("BR"), CountryCode.Parse("DE")], default);
        var gauge = await shop.Get<CoverageReader>().ReadAsync(store.Id, default);
        // 11, 12 and 14 are covered by name, 13 by the rest of the world; 15 names a template that nobody told of.
        Assert.Equal((5, 4, 0, 1), (gauge.Active, gauge.Covered, gauge.Gap, gauge.Unknown));
        Assert.Equal(["248|0|", "2|248|", "2|0|", "1|0|Atlantis"], shop.Installation("Templates"));
        Table.AssertSound(shop.Folder.Database);
    }

    [Fact]
    public async Task RowsOfOneTemplate_AreTakenTogetherOrNotAtAll()
    {
        await using var shop = Installation.Empty();

        var result = await TemplatesAsync(shop, "template_id,name,destinations\n1,One,BR\n1,Another,US\n2,Two,-RU\n3,,PL\nx,Four,PL\n");

        Assert.Equal((1, 4), (result.Added, result.Rejected));
        Assert.Equal(["3|Template 3|PL"], shop.Rows("SELECT TemplateId, Name, Named FROM Templates"));
        Assert.Contains("all rows of template 1 are left out", await File.ReadAllTextAsync(result.RejectedFile!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BR;US", "BR US")]
    [InlineData("BR, US", "BR US")]
    [InlineData("BR US", "BR US")]
    [InlineData("Brasilien; Vereinigte Staaten", "BR US")]
    [InlineData("Korea, Republic of", "KR")]
    [InlineData("UK", "UK")]
    [InlineData("other", "OTHER")]
    [InlineData("BR;Nowhere", "BR Nowhere")]
    [InlineData("", "")]
    public void Destinations_AreReadAsPeopleWriteThem(string cell, string codes) => Assert.Equal(codes, string.Join(' ', TemplateDestinations.Read(cell).Codes));

    [Fact]
    public void Everywhere_IsEveryCountryByName_ButThoseLeftOut()
    {
        Assert.Equal(CountrySet.All, Countries("*"));
        Assert.Equal(CountrySet.All - CountrySet.Of(CountryCode.Parse("RU"), CountryCode.Parse("BY")), Countries("* -RU -BY"));
        Assert.Equal(Countries("* -RU -BY"), Countries("*;-Russia; -Belarus"));
        Assert.Equal(Countries("* -RU -AE"), Countries("* -Russia -United Arab Emirates"));
        Assert.NotNull(TemplateDestinations.Read("-RU").Problem);

        static CountrySet Countries(string cell) => CountrySet.Of(TemplateDestinations.Read(cell).Codes.Select(c => AliExpressCountryCodes.ToCountry(c)!.Value));
    }

    [Fact]
    public async Task WholeCatalogue_TakesListingsOffline_OnlyForAsManyAsWereAgreedTo()
    {
        await using var shop = Installation.Empty();
        await ListingsAsync(shop, ListingHeader + "1,A,active,1,,,\n2,B,active,1,,,\n3,C,auditing,1,,,\n4,D,offline,1,,,\n5,E,active,1,,,\n");
        var file = ListingHeader + "1,A,active,1,,,\n5,E,no status,1,,,\n";
        var before = Table.AllRows(shop.Folder.Database);

        var needed = await Assert.ThrowsAsync<ConfirmationNeededException>(() => ListingsAsync(shop, file, r => r with { Whole = true, Confirmed = 1 }));
        Assert.Equal(2, needed.Left);
        Assert.Contains("2 listings that are not in", needed.Message, StringComparison.Ordinal);
        var trial = await ListingsAsync(shop, file, r => r with { Whole = true, IsTrial = true });
        Assert.Equal((0, 0, 1, 1, 2), (trial.Added, trial.Updated, trial.Unchanged, trial.Rejected, trial.Left));
        Assert.Equal(before, Table.AllRows(shop.Folder.Database));

        var result = await ListingsAsync(shop, file, r => r with { Whole = true, Confirmed = 2 });

        Assert.Equal(2, result.Left);
        // The fifth stands in the file, though its row cannot be read.
        Assert.Equal(["1|0", "2|1", "3|1", "4|1", "5|0"], shop.Rows("SELECT ListingId, Status FROM Listings ORDER BY 1"));
        Table.AssertSound(shop.Folder.Database);

        Assert.Equal(2, (await Assert.ThrowsAsync<ConfirmationNeededException>(() => ListingsAsync(shop, ListingHeader, r => r with { Whole = true }))).Left);
    }

    [Fact]
    public async Task ColumnsThatAFileLacks_StayAsTheyAre()
    {
        await using var shop = Installation.Empty();
        await ListingsAsync(shop, ListingHeader + "1,A,active,5,7,Lamps,2026-03-01\n");

        var result = await ListingsAsync(shop, "listing_id,title,status\n1,New title,offline\n");

        Assert.Equal((0, 1), (result.Added, result.Updated));
        Assert.Equal(["New title|1|5|7"], shop.Rows("SELECT Title, Status, TemplateId, CategoryId FROM Listings"));
        Assert.Equal(["7|Lamps"], shop.Rows("SELECT CategoryId, Name FROM Categories"));
        await ListingsAsync(shop, "listing_id,title,status,template_id\n1,New title,offline,\n");
        Assert.Equal(["|7"], shop.Rows("SELECT coalesce(TemplateId, ''), CategoryId FROM Listings"));
    }

    private static Task<ImportResult> ListingsAsync(Installation shop, string text, Func<ImportRequest, ImportRequest>? change = null) =>
        FileReadingTests.ImportAsync(shop, shop.Files.Write("listings.csv", text), FileMapping.Plain(FileKind.Listings, "UTC"), change);

    private static Task<ImportResult> TemplatesAsync(Installation shop, string text) =>
        FileReadingTests.ImportAsync(shop, shop.Files.Write("templates.csv", text), FileMapping.Plain(FileKind.Templates, "UTC"));
}

file static class Reaches
{
    /// <summary>How many countries each template names and assumes, and what it names that is none.</summary>
    public static IReadOnlyList<string> Installation(this Installation shop, string table) =>
        shop.Rows($"SELECT (length(Named) + 1) / 3, (length(Assumed) + 1) / 3, UnknownCodes FROM {table} ORDER BY TemplateId");
}
