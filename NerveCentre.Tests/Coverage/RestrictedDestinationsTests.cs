using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Tests.Coverage;

public sealed class RestrictedDestinationsTests
{
    private static readonly CountryCode Brazil = CountryCode.Parse("BR");

    [Fact]
    public async Task Overview_CountsTheListingsThatEachPairConcerns()
    {
        await using var shop = await Shop.OpenAsync();

        var overview = await Room(shop).ReadAsync(Caller.CommandLine, shop.Id, default);

        Assert.Equal((8, 0, 4310), (overview.Restrictions.Count, overview.ToRead, overview.Active));
        Assert.Equal(129, overview.Restrictions.Where(r => r.Country == Brazil).Sum(r => r.Listings));
        Assert.Equal(overview.Active, overview.Categories.Sum(c => c.Listings));
        Assert.Equal(["E-bikes", "Health supplements", "Kitchen knives", "Lithium batteries", "Power banks"], overview.Categories.Select(c => c.Name).OfType<string>().Order());
    }

    [Fact]
    public async Task Pair_MovesTheGaugeAsThePreviewSaid_AndBackWhenItIsRemoved()
    {
        await using var shop = await Shop.OpenAsync();
        var room = Room(shop);
        var category = (await room.ReadAsync(Caller.CommandLine, shop.Id, default)).Categories.First(c => c.Name is null);
        IReadOnlyList<NewRestriction> pairs = [new(category.CategoryId, "  Lamps ", Brazil), new(category.CategoryId, "Lamps", Brazil)];

        var preview = await room.PreviewAsync(Caller.CommandLine, shop.Id, pairs, default);
        Assert.Equal((3534, 3534), (preview.Now.Covered, preview.Then.Covered));
        Assert.True(preview.Then.RestrictedOnly > preview.Now.RestrictedOnly);

        Assert.Equal(1, await room.AddAsync(Caller.CommandLine, shop.Id, pairs, default));
        Assert.Equal((preview.Then.RestrictedOnly, preview.Then.Gap), ((await shop.GaugeAsync()).RestrictedOnly, (await shop.GaugeAsync()).Gap));
        var added = (await room.ReadAsync(Caller.CommandLine, shop.Id, default)).Restrictions.Single(r => r.CategoryId == category.CategoryId);
        Assert.Equal(("Lamps", TestClock.Noon, category.Listings), (added.Category, added.AddedAt, added.Listings));
        Assert.StartsWith("command line", added.By, StringComparison.Ordinal);
        Assert.Equal(0, await room.AddAsync(Caller.CommandLine, shop.Id, pairs, default));

        Assert.True(await room.RemoveAsync(Caller.CommandLine, shop.Id, category.CategoryId, Brazil, default));
        Assert.False(await room.RemoveAsync(Caller.CommandLine, shop.Id, category.CategoryId, Brazil, default));
        Assert.Equal(preview.Now.Gap, (await shop.GaugeAsync()).Gap);
        Assert.Equal(["restriction.added|Lamps to Brazil", "restriction.removed|Lamps to Brazil"], shop.Installation.Rows("SELECT Action, COALESCE(After, Before) FROM Audit WHERE Action LIKE 'restriction%' ORDER BY Id"));
    }

    [Fact]
    public async Task PairThatIsNotSound_IsRefusedWhole()
    {
        await using var shop = await Shop.OpenAsync();
        foreach (var wrong in (NewRestriction[])[new(0, "Lamps", Brazil), new(-1, "Lamps", Brazil), new(1, "", Brazil), new(1, "A\u0007", Brazil), new(1, new string('W', 101), Brazil)])
        {
            await Assert.ThrowsAsync<ProblemException>(() => Room(shop).AddAsync(Caller.CommandLine, shop.Id, [new(7, "Sound", Brazil), wrong], default));
        }

        var many = Enumerable.Range(1, 21).SelectMany(id => CountrySet.All.Select(c => new NewRestriction(id, "Many", c))).ToList();
        Assert.Contains("at most", (await Assert.ThrowsAsync<ProblemException>(() => Room(shop).AddAsync(Caller.CommandLine, shop.Id, many, default))).Message, StringComparison.Ordinal);
        Assert.Equal(["8"], shop.Installation.Rows("SELECT COUNT(*) FROM Restrictions"));
    }

    [Fact]
    public void Table_TakesSeveralCountriesInARow_AndNamesTheLineThatIsWrong()
    {
        var pairs = DestinationFiles.ReadRestrictions("country,category_id,category\n\"BR, US\",7,Lamps\nGB,8,\n");

        Assert.Equal([(7L, "Lamps", "BR"), (7, "Lamps", "US"), (8, "8", "GB")], pairs.Select(p => (p.CategoryId, p.Category, p.Country.Alpha2)));
        Assert.Contains("Line 3", Assert.Throws<ProblemException>(() => DestinationFiles.ReadRestrictions("country,category_id,category\nBR,7,Lamps\nBR,seven,Lamps")).Message, StringComparison.Ordinal);
        Assert.Contains("Line 2", Assert.Throws<ProblemException>(() => DestinationFiles.ReadRestrictions("country,category_id,category\nNowhere,7,Lamps")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstPair_HasTheCategoriesRead_AndSaysHowManyAreStillToBe()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Installation.Writer.WriteAsync(
            session =>
            {
                using var command = session.Connection.CreateCommand();
                command.CommandText = "UPDATE Listings SET CategoryId = NULL WHERE Status = 0; DELETE FROM ListingCounts; INSERT INTO ListingCounts SELECT StoreId, COALESCE(TemplateId, 0), 0, COUNT(*) FROM Listings WHERE Status = 0 GROUP BY 1, 2";
                command.ExecuteNonQuery();
            },
            default);
        Assert.Equal(4310, (await Room(shop).ReadAsync(Caller.CommandLine, shop.Id, default)).ToRead);

        await shop.Installation.SyncAsync(Core.Sync.SyncStreams.Listings);

        Assert.Equal(0, (await Room(shop).ReadAsync(Caller.CommandLine, shop.Id, default)).ToRead);
        Assert.Equal(129, (await shop.GaugeAsync()).RestrictedOnly);
    }

    private static RestrictedDestinations Room(Shop shop) => shop.Installation.Get<RestrictedDestinations>();
}
