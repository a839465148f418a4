using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Coverage;

public sealed class CoverageTrendTests
{
    [Fact]
    public async Task ValueAtAMoment_IsTheNewestReadingByThen()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await AddAsync(installation, store, (-40, 70), (-8, 80), (-6, 82), (-1, 81));

        var trend = await installation.Get<CoverageReader>().TrendAsync(store, TestClock.Noon, default);

        Assert.Equal((70, 80, 70), (trend.Before!.Covered, trend.WeekAgo!.Covered, trend.MonthAgo!.Covered));
        Assert.Equal([80, 82, 81], trend.Points.Select(p => p.Covered));
    }

    [Fact]
    public async Task WithoutReadingsThatOld_ThereIsNone()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await AddAsync(installation, store, (-8, 80));

        var trend = await installation.Get<CoverageReader>().TrendAsync(store, TestClock.Noon, default);

        Assert.Equal((null, 80, null), (trend.Before, trend.WeekAgo?.Covered, trend.MonthAgo));
    }

    [Fact]
    public async Task ManyReadings_AreThinnedToTheLastOfEachHalfDay()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await AddAsync(installation, store, [.. Enumerable.Range(1, 700).Select(i => (-31 + (i / 23.0), i % 100))]);

        var trend = await installation.Get<CoverageReader>().TrendAsync(store, TestClock.Noon, default);

        Assert.InRange(trend.Points.Count, 55, CoverageTrend.MaxPoints);
        Assert.Equal(trend.Points.OrderBy(p => p.At), trend.Points);
        Assert.All(trend.Points.Zip(trend.Points.Skip(1)), p => Assert.NotEqual(p.First.At.ToUnixTimeSeconds() / 43_200, p.Second.At.ToUnixTimeSeconds() / 43_200));
        Assert.Equal(0, trend.Points[^1].Covered);
    }

    [Fact]
    public void Batches_AreDaysWithManyMoreThanUsual_ThoseNextToEachOtherAsOne()
    {
        var day = new DateOnly(2026, 3, 1);
        var perDay = new Dictionary<DateOnly, int> { [day] = 12, [day.AddDays(1)] = 3, [day.AddDays(2)] = 30, [day.AddDays(9)] = 9, [day.AddDays(20)] = 14 };

        Assert.Equal([new PublishedBatch(day, day.AddDays(2), 45), new PublishedBatch(day.AddDays(20), day.AddDays(20), 14)], TrendNotes.Batches(perDay, 4));
        Assert.Equal([new PublishedBatch(day.AddDays(2), day.AddDays(2), 30)], TrendNotes.Batches(perDay, 10));
        Assert.Empty(TrendNotes.Batches(perDay, 11));
    }

    [Fact]
    public async Task Notes_TellWhatMayHaveMovedTheGauge()
    {
        await using var installation = Installation.Empty();
        var store = await installation.StoreAsync();
        await AddAsync(installation, store.Id, (-3, 80));
        await installation.Writer.WriteAsync(
            session =>
            {
                session.Db.Templates.Add(Template(store.Id, 101, "Old", -3));
                session.Db.Templates.Add(Template(store.Id, 102, "Edited", -2));
                for (var i = 0; i < 30; i++)
                {
                    session.Listings(store.Id).Upsert(An.Listing(i + 1) with { PublishedAt = TestClock.Noon.AddDays(-5) });
                }
            },
            default);
        await installation.Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [CountryCode.Parse("BR")], default);
        await installation.Get<CoverageTargets>().SetAsync(Caller.CommandLine, store.Id, 95m, default);

        var background = await installation.Get<BackgroundReader>().ReadAsync(store, TestClock.Noon.AddMinutes(1), default);

        Assert.Equal(
            [TrendNoteKind.MarketsChanged, TrendNoteKind.TargetSet, TrendNoteKind.TemplatesChanged, TrendNoteKind.ListingsPublished],
            background.Notes.Select(n => n.Kind));
        Assert.Equal(["Edited"], background.Notes[2].Names);
        Assert.Equal((30, new DateOnly(2026, 3, 11)), (background.Notes[3].Count, background.Notes[3].LastDay));
        // The address that the note leads to holds just these.
        var (first, last) = (background.Notes[3].FirstDay!.Value, background.Notes[3].LastDay!.Value);
        var time = new NerveCentre.Dashboard.Shared.StoreTime(store.TimeZone);
        var published = new ListingFilter(From: time.Start(first), Until: time.Start(last.AddDays(1)), Every: true);
        Assert.Equal(30, await installation.Get<ListingBrowser>().CountAsync(Caller.CommandLine, store.Id, published, default));
        Assert.Equal((2, 1, 0, "BR"), (background.Coverage.Templates, background.Coverage.Late, background.Coverage.ListingsOnLate, string.Join(' ', background.Coverage.LastChange!.Added)));
    }

    [Fact]
    public async Task TemplatesThatAreReadForTheFirstTime_WereNotEdited()
    {
        await using var installation = Installation.Empty();
        var store = await installation.StoreAsync();
        // A connected store: its listings are read before its templates, and a reading is stored in between.
        await AddAsync(installation, store.Id, new ReadingRecord { At = TestClock.Noon.AddDays(-3), Active = 100, Unknown = 100, PriorityMarkets = "BR" });
        await AddAsync(installation, store.Id, (-2, 80));
        await installation.Writer.WriteAsync(session => session.Db.Templates.AddRange(Template(store.Id, 1, "Standard", -2.5), Template(store.Id, 2, "Edited", -1)), default);

        var notes = (await installation.Get<BackgroundReader>().ReadAsync(store, TestClock.Noon, default)).Notes;

        Assert.Equal(["Edited"], Assert.Single(notes).Names);
    }

    [Fact]
    public async Task Orders_ThatSellerCenterMayCountElsewhere_AreCounted()
    {
        await using var installation = Installation.Empty();
        var store = await installation.StoreAsync();
        await installation.Writer.WriteAsync(
            session =>
            {
                session.Orders(store.Id).Upsert(An.Order("1", buyer: "BR", ship: "US"));
                session.Orders(store.Id).Upsert(An.Order("2", buyer: "BR", ship: "BR", status: OrderStatus.Cancelled));
                session.Orders(store.Id).Upsert(An.Order("3", buyer: "BR", ship: "", status: OrderStatus.Unpaid));
                session.Orders(store.Id).Upsert(An.Order("4", TestClock.Noon.AddDays(-31), ship: "US"));
            },
            default);

        Assert.Equal(new OrdersBackground(TestClock.Noon, 3, 1, 1, 1, 1), (await installation.Get<BackgroundReader>().ReadAsync(store, TestClock.Noon, default)).Orders);
    }

    private static TemplateRecord Template(int store, long id, string name, double days) => new()
    {
        StoreId = store, TemplateId = id, Name = name, Settings = "[]", Judged = true, ReadAt = TestClock.Noon.AddDays(days), ChangedAt = TestClock.Noon.AddDays(days),
    };

    private static Task AddAsync(Installation installation, int store, params (double Days, int Covered)[] readings) => AddAsync(
        installation, store, [.. readings.Select(r => new ReadingRecord { At = TestClock.Noon.AddDays(r.Days), Active = 100, Covered = r.Covered, Gap = 100 - r.Covered, PriorityMarkets = "BR" })]);

    private static Task AddAsync(Installation installation, int store, params ReadingRecord[] readings) => installation.Writer.WriteAsync(
        session =>
        {
            Array.ForEach(readings, r => r.StoreId = store);
            session.Db.Readings.AddRange(readings);
        },
        default);
}
