using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Coverage;

/// <summary>Lists of listings against the gauge, and against the rows read one by one.</summary>
public sealed class ListingBrowserTests
{
    private static readonly CountryCode Brazil = CountryCode.Parse("BR");
    private static readonly CountryCode Poland = CountryCode.Parse("PL");

    private static Task<int> CountAsync(Installation i, int store, ListingFilter filter) => i.Get<ListingBrowser>().CountAsync(Caller.CommandLine, store, filter, default);

    private static Task<IReadOnlyList<ListingRow>> PageAsync(Installation i, int store, ListingFilter filter, int take = 500, ListingSort sort = ListingSort.Id, ListingPlace? after = null) =>
        i.Get<ListingBrowser>().PageAsync(Caller.CommandLine, store, filter, sort, after, take, default);

    [Fact]
    public async Task CountsWithoutAFilter_AreTheGauges()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var reading = await installation.Get<CoverageReader>().ReadAsync(store, default);

        foreach (var country in CountrySet.All)
        {
            Assert.Equal(reading.For(country).Missing + reading.For(country).Unknown, await CountAsync(installation, store, new(country)));
        }

        Assert.Equal(reading.Active - reading.Covered, await CountAsync(installation, store, new()));
        Assert.Equal(reading.Active, await CountAsync(installation, store, new(Every: true)));
        Assert.Equal(
            [reading.Covered, reading.RestrictedOnly, reading.Gap, reading.Unknown],
            [await ClassAsync(CoverageClass.Covered), await ClassAsync(CoverageClass.RestrictedOnly), await ClassAsync(CoverageClass.Gap), await ClassAsync(CoverageClass.Unknown)]);

        Task<int> ClassAsync(CoverageClass one) => CountAsync(installation, store, new(Class: one));
    }

    [Theory]
    [InlineData(ListingSort.Id, 100)]
    [InlineData(ListingSort.Published, 100)]
    [InlineData(ListingSort.Published, 500)]
    public async Task Pages_HoldEveryListingOnce_AsJumpingDoes(ListingSort sort, int size)
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        // Some without a date, which come last.
        await installation.Writer.WriteAsync(session => session.Db.Database.ExecuteSql($"UPDATE Listings SET PublishedAt = NULL WHERE ListingId % 7 = 0"), default);
        var (told, jumped) = (new List<long>(), new List<long>());
        ListingPlace? after = null;
        while (await PageAsync(installation, store, new(), size, sort, after) is { Count: > 0 } page)
        {
            told.AddRange(page.Select(r => r.ListingId));
            after = page[^1].Place;
        }

        for (var skip = 0; skip < told.Count; skip += size)
        {
            jumped.AddRange((await installation.Get<ListingBrowser>().SpanAsync(Caller.CommandLine, store, new(), sort, skip, size, default)).Select(r => r.ListingId));
        }

        Assert.Equal(776, told.Distinct().Count());
        Assert.Equal(told, jumped);
        var order = sort is ListingSort.Id ? "ListingId" : "PublishedAt DESC, ListingId DESC";
        Assert.Equal(told, Ids(installation, $"SELECT ListingId FROM Listings WHERE ListingId IN ({string.Join(',', told)}) ORDER BY {order}"));
    }

    [Fact]
    public async Task EveryFilter_IsWhatTheRowsSay()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var from = TestClock.Noon.AddDays(-200);
        var all = await PageAllAsync(new());
        var demand = (await installation.Get<BoardFeed>().GetAsync(Caller.Server, store, default)).Demand;

        await SameAsync(new(From: from, Until: TestClock.Noon.AddDays(-20)), r => r.PublishedAt >= from && r.PublishedAt < TestClock.Noon.AddDays(-20));
        await SameAsync(new(Search: "LAMP"), r => r.Title.Contains("lamp", StringComparison.OrdinalIgnoreCase));
        await SameAsync(new(Search: $"{all[3].ListingId}"), r => r.ListingId == all[3].ListingId);
        await SameAsync(new(Template: all[0].TemplateId), r => r.TemplateId == all[0].TemplateId);
        await SameAsync(new(Restricted: true), r => r.Misses.Any(m => m.Restricted));
        await SameAsync(new(Restricted: false), r => !r.Misses.Any(m => m.Restricted));
        await SameAsync(new(MinOrders: 100), r => r.Misses.Sum(m => demand.OrdersFrom(m.Market.Country)) >= 100);
        await SameAsync(new(Ids: [all[1].ListingId, all[2].ListingId, 1]), r => r.ListingId == all[1].ListingId || r.ListingId == all[2].ListingId);
        await SameAsync(new(Search: "lamp", Restricted: false, From: from), r => r.Title.Contains("lamp", StringComparison.OrdinalIgnoreCase) && !r.Misses.Any(m => m.Restricted) && r.PublishedAt >= from);

        async Task SameAsync(ListingFilter filter, Func<ListingRow, bool> says)
        {
            var expected = all.Where(says).Select(r => r.ListingId).ToList();
            Assert.Equal(expected, (await PageAllAsync(filter)).Select(r => r.ListingId));
            Assert.Equal(expected.Count, await CountAsync(installation, store, filter));
            Assert.InRange(expected.Count, 1, all.Count - 1);
        }

        async Task<List<ListingRow>> PageAllAsync(ListingFilter filter)
        {
            var rows = new List<ListingRow>();
            await foreach (var row in await installation.Get<ListingBrowser>().ExportAsync(Caller.CommandLine, store, filter, ListingSort.Id, default))
            {
                rows.Add(row);
            }

            return rows;
        }
    }

    [Theory]
    [InlineData("50%_off", 1)]
    [InlineData("%", 1)]
    [InlineData("_", 1)]
    [InlineData("\\", 1)]
    [InlineData("' OR 1=1 --", 1)]
    [InlineData("Lamp", 4)]
    [InlineData("Listing", 0)]
    public async Task Search_TakesEverySignForItself(string search, int found)
    {
        await using var installation = await CatalogueAsync("Lamp 50%_off", "Lamp \\", "Lamp ' OR 1=1 --", "Lamp");

        Assert.Equal(found, await CountAsync(installation, 1, new(Search: search)));
        Assert.Equal(found, (await PageAsync(installation, 1, new(Search: search))).Count);
    }

    [Fact]
    public async Task Row_SaysWhatItMisses_AndWhichOfItIsRestrictedOrUnknown()
    {
        await using var installation = await CatalogueAsync("Lamp");
        await installation.Writer.WriteAsync(
            session =>
            {
                session.Listings(1).Upsert(new ListingInput(50, "Orphan", ListingStatus.Active, "onSelling", null, null, null));
                session.Db.Restrictions.Add(new RestrictionRecord { StoreId = 1, CategoryId = 9, Category = "Lamps", Country = "BR" });
                session.Listings(1).SetCategory(1, 9);
            },
            default);

        var rows = await PageAsync(installation, 1, new());

        Assert.Equal([(Brazil, true, DestinationVerdict.DoesNotShip), (Poland, false, DestinationVerdict.DoesNotShip)], rows[0].Misses.Select(m => (m.Market.Country, m.Restricted, m.Market.Verdict)));
        Assert.Equal(("Lamps", "Template"), (rows[0].Category, rows[0].TemplateName));
        Assert.Equal([(Brazil, false, DestinationVerdict.Unknown), (CountryCode.Parse("US"), false, DestinationVerdict.Unknown), (Poland, false, DestinationVerdict.Unknown)], rows[1].Misses.Select(m => (m.Market.Country, m.Restricted, m.Market.Verdict)));
        Assert.Equal((null, null), (rows[1].Category, rows[1].TemplateId));
        Assert.Equal([50L], (await PageAsync(installation, 1, new(Template: 0))).Select(r => r.ListingId));
        Assert.Equal([50L], (await PageAsync(installation, 1, new(Category: 0))).Select(r => r.ListingId));
        var facets = await installation.Get<ListingBrowser>().FacetsAsync(Caller.CommandLine, 1, new(), default);
        Assert.Equal([(0, null, 1), (7, "Template", 1)], facets.Templates.Select(f => (f.Id, f.Name, f.Listings)).Order());
        Assert.Equal([(0, null, 1), (9, "Lamps", 1)], facets.Categories.Select(f => (f.Id, f.Name, f.Listings)).Order());
    }

    [Fact]
    public async Task WithoutMarkets_NothingIsUncovered()
    {
        await using var installation = await CatalogueAsync("Lamp");
        await installation.Writer.WriteAsync(session => session.Db.Stores.Single().PriorityMarkets = "", default);

        Assert.Equal((0, 0, 1), (await CountAsync(installation, 1, new()), await CountAsync(installation, 1, new(Class: CoverageClass.Covered)), await CountAsync(installation, 1, new(Brazil))));
    }

    [Fact]
    public async Task Columns_AreKeptForTheAccountThatChoseThem()
    {
        await using var installation = Installation.Empty();
        var contexts = installation.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<NerveCentreDb>>();
        var (olga, mia) = (Access.TestPeople.AddOwner(contexts), Access.TestPeople.AddMember(contexts, "Mia"));
        var columns = installation.Get<ListingColumns>();

        await columns.SaveAsync(olga, "why", default);
        await columns.SaveAsync(olga, "why,misses", default);

        Assert.Equal(("why,misses", null, null), (await columns.GetAsync(olga, default), await columns.GetAsync(mia, default), await columns.GetAsync(Caller.Explorer, default)));
        await Assert.ThrowsAsync<Core.ProblemException>(() => columns.SaveAsync(olga, new string('x', 201), default));
    }

    private static async Task<Installation> CatalogueAsync(params string[] titles)
    {
        var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await installation.Writer.WriteAsync(
            session =>
            {
                session.Db.Stores.Single().PriorityMarkets = "BR US PL";
                session.Db.Templates.Add(new TemplateRecord { StoreId = store, TemplateId = 7, Name = "Template", Settings = "[]", Named = "US", Judged = true });
                foreach (var (at, title) in titles.Index())
                {
                    session.Listings(store).Upsert(new ListingInput(at + 1, title, ListingStatus.Active, "onSelling", 7, TestClock.Noon, null));
                }
            },
            default);
        return installation;
    }

    private static IEnumerable<long> Ids(Installation installation, string sql) =>
        installation.Rows(sql).Select(r => long.Parse(r, System.Globalization.CultureInfo.InvariantCulture));
}
