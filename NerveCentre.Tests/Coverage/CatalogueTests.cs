using NerveCentre.Core.Access;
using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Coverage;

/// <summary>From stored listings to the gauge, and from the gauge down to the listings again.</summary>
public sealed class CatalogueTests
{
    private static readonly Gen<Action<ListingWriter>> Operations = Gen.OneOf(
        from id in Gen.Choose(1, 15)
        from template in Gen.Elements<long?>(null, 1, 2)
        from status in Gen.Elements(Enum.GetValues<ListingStatus>())
        from hour in Gen.Elements<int?>(null, 0, 1, 2)
        select (Action<ListingWriter>)(w => w.Upsert(An.Listing(id, template, status, hour is { } h ? TestClock.Noon.AddHours(h) : null))),
        from id in Gen.Choose(1, 17)
        from category in Gen.Choose(1, 3)
        select (Action<ListingWriter>)(w => w.SetCategory(id, category)),
        from id in Gen.Choose(1, 17)
        select (Action<ListingWriter>)(w => w.SetGone(id)));

    [Fact]
    public async Task AnySequenceOfTellings_KeepsCountsThatCountingConfirms()
    {
        await using var installation = Installation.Empty();
        var round = 0;
        Prop.ForAll(Operations.ListOf(60).ToArbitrary(), async operations =>
        {
            var store = (await installation.StoreAsync($"Shop {++round}")).Id;
            foreach (var batch in operations.Chunk(9))
            {
                await installation.Writer.WriteAsync(
                    session =>
                    {
                        foreach (var operation in batch)
                        {
                            operation(session.Listings(store));
                        }
                    },
                    default);
            }
        }).QuickCheckThrowOnFailure();
        Table.AssertCounts(installation.Folder.Database);
    }

    [Fact]
    public async Task OlderRow_NeverUndoesWhatALaterOneTold()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;

        await installation.Writer.WriteAsync(
            session =>
            {
                session.Listings(store).Upsert(An.Listing(1, 2, ListingStatus.Offline, TestClock.Noon));
                session.Listings(store).Upsert(An.Listing(1, 1, ListingStatus.Active, TestClock.Noon.AddSeconds(-1)));
            },
            default);

        Assert.Equal(["1|2"], installation.Rows("SELECT Status, TemplateId FROM Listings"));
    }

    [Fact]
    public async Task ListingThatWasGone_ComesBackWithARowAsOldAsItsLast()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;

        await installation.Writer.WriteAsync(
            session =>
            {
                session.Listings(store).Upsert(An.Listing(1, 2, modified: TestClock.Noon));
                session.Listings(store).SetGone(1);
                session.Listings(store).Upsert(An.Listing(1, 2, modified: TestClock.Noon));
            },
            default);

        Assert.Equal(["0"], installation.Rows("SELECT Status FROM Listings"));
        Table.AssertCounts(installation.Folder.Database);
    }

    [Fact]
    public async Task UncoveredGroups_AddUpToWhatTheGaugeSaysIsMissingAndUnknown()
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();
        var reading = await installation.Get<CoverageReader>().ReadAsync(store.Id, default);

        foreach (var country in CountrySet.All)
        {
            var groups = await installation.Get<UncoveredListings>().GroupsAsync(Caller.CommandLine, store.Id, country, default);

            Assert.Equal(reading.For(country).Missing, groups.Where(g => g.Reason is UncoveredReason.NotInTemplate).Sum(g => g.Listings));
            Assert.Equal(reading.For(country).Unknown, groups.Where(g => g.Reason is UncoveredReason.TemplateUnknown).Sum(g => g.Listings));
            Assert.Equal(reading.For(country).Restricted, groups.Where(g => g.Reason is UncoveredReason.NotInTemplate).Sum(g => g.Restricted));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(200)]
    public async Task Pages_OfAllGroups_HoldEveryUncoveredListingOnce(int size)
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();
        var brazil = CountryCode.Parse("BR");
        var uncovered = installation.Get<UncoveredListings>();
        var groups = await uncovered.GroupsAsync(Caller.CommandLine, store.Id, brazil, default);
        // One listing at a time is slow over hundreds: the smallest group will do.
        foreach (var group in size is 1 ? [groups.MinBy(g => g.Listings)!] : groups)
        {
            var told = new List<long>();
            var restricted = 0;
            while (await uncovered.PageAsync(Caller.CommandLine, store.Id, brazil, group.TemplateId, told.LastOrDefault(), size, default) is { Count: > 0 } page)
            {
                Assert.True(page.Count <= size);
                told.AddRange(page.Select(l => l.ListingId));
                restricted += page.Count(l => l.Restricted);
            }

            var template = group.TemplateId?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var stored = installation.Rows($"SELECT ListingId FROM Listings WHERE Status = 0 AND TemplateId IS {template ?? "NULL"} ORDER BY ListingId");
            Assert.Equal(stored, told.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Equal((group.Listings, group.Restricted), (told.Count, restricted));
        }
    }

    [Fact]
    public async Task ListingsWithoutTemplate_AreUnknownAndCanBePaged()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await installation.Writer.WriteAsync(session => session.Listings(store).Upsert(An.Listing(7, template: null)), default);
        await installation.Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store, [CountryCode.Parse("BR")], default);

        var reading = await installation.Get<CoverageReader>().ReadAsync(store, default);
        var group = Assert.Single(await installation.Get<UncoveredListings>().GroupsAsync(Caller.CommandLine, store, CountryCode.Parse("BR"), default));
        var listing = Assert.Single(await installation.Get<UncoveredListings>().PageAsync(Caller.CommandLine, store, CountryCode.Parse("BR"), null, 0, 50, default));

        Assert.Equal((1, 1), (reading.Active, reading.Unknown));
        Assert.Equal((null, UncoveredReason.TemplateUnknown, 1), (group.TemplateId, group.Reason, group.Listings));
        Assert.Equal(7, listing.ListingId);
    }

    [Fact]
    public async Task TwoStores_NeverSeeEachOthersListings()
    {
        await using var installation = await Installation.FilledAsync();
        var other = await installation.StoreAsync("Other");

        var reading = await installation.Get<CoverageReader>().ReadAsync(other.Id, default);

        Assert.Equal(0, reading.Active);
        Assert.Empty(await installation.Get<UncoveredListings>().GroupsAsync(Caller.CommandLine, other.Id, CountryCode.Parse("BR"), default));
    }

    [Fact]
    public async Task History_GetsARowWhenAValueChangesAndNoneOtherwise()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var reader = installation.Get<CoverageReader>();

        await RecordAsync();
        await RecordAsync();
        await installation.Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store, [CountryCode.Parse("BR")], default);
        await RecordAsync();
        await RecordAsync();
        await installation.Writer.WriteAsync(session => session.Listings(store).Upsert(An.Listing(7)), default);
        await RecordAsync();

        var history = await reader.HistoryAsync(store, 10, default);
        Assert.Equal([(1, "BR"), (0, "BR"), (0, "")], history.Select(h => (h.Active, h.PriorityMarkets)));
        Assert.Equal([4, 2, 0], history.Select(h => (h.At - TestClock.Noon).TotalMinutes));
        Assert.Equal([0.0, null, null], history.Select(h => h.Percent));

        async Task RecordAsync()
        {
            await reader.RecordAsync(store, await reader.ReadAsync(store, default), default);
            installation.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }
}
