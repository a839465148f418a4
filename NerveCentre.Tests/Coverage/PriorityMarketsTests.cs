using NerveCentre.Core.Store;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Tests.Access;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Tests.Coverage;

public sealed class PriorityMarketsTests
{
    [Theory]
    [InlineData("BR,US", "BR US", "")]
    [InlineData("BR, US ; ES|FR\tGB\nDE\r\nPL", "BR US ES FR GB DE PL", "")]
    [InlineData("BR US ES", "BR US ES", "")]
    [InlineData("Brazil, United Kingdom, Türkiye", "BR GB TR", "")]
    [InlineData("uk, UK, GB, United Kingdom", "GB", "")]
    [InlineData("Bosnia and Herzegovina", "BA", "")]
    [InlineData("US BR,DE", "US BR DE", "")]
    [InlineData("BR, Atlantis, ZZ", "BR", "Atlantis|ZZ")]
    [InlineData("BR ZZ", "", "BR ZZ")]
    [InlineData("", "", "")]
    [InlineData(" ,;\n ", "", "")]
    [InlineData("AN", "", "AN")]
    public void ParseList_FindsWhatItCanAndNamesTheRest(string text, string markets, string unknown)
    {
        var parsed = PriorityMarkets.ParseList(text);

        Assert.Equal(markets, string.Join(' ', parsed.Markets));
        Assert.Equal(unknown, string.Join('|', parsed.Unknown));
    }

    [Fact]
    public void ParseList_OfAll250Codes_FindsThemAll() =>
        Assert.Equal(CountrySet.All.AsEnumerable(), PriorityMarkets.ParseList(string.Join(", ", CountrySet.All)).Markets);

    [Fact]
    public async Task Set_KeepsTheOrderAndTellsWhoChangedWhatWhen()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var markets = installation.Get<PriorityMarkets>();

        var (ada, grace) = (TestPeople.AddOwner(installation.Get<IDbContextFactory<NerveCentreDb>>(), "Ada"), TestPeople.AddMember(installation.Get<IDbContextFactory<NerveCentreDb>>(), "Grace", (store, StoreRole.Owner)));

        Assert.True(await markets.SetAsync(ada, store, List("US BR"), default));
        installation.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await markets.SetAsync(grace, store, List("BR PL"), default));

        Assert.Equal("BR PL", string.Join(' ', await markets.GetAsync(Caller.CommandLine, store, default)));
        var history = await markets.HistoryAsync(Caller.CommandLine, store, 10, default);
        Assert.Equal([("Grace (grace@example.com)", TestClock.Noon.AddHours(1), "PL", "US"), ("Ada (ada@example.com)", TestClock.Noon, "BR US", "")], history.Select(h => (h.By, h.At, string.Join(' ', h.Added), string.Join(' ', h.Removed))));
    }

    [Fact]
    public async Task ChangesByManyAtOnce_AllCount()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var markets = installation.Get<PriorityMarkets>();

        await Parallel.ForEachAsync(
            List("BR US DE ES FR PL MX CL GB IT NL SE NO FI DK AT"),
            async (country, cancel) => await markets.ChangeAsync(Caller.CommandLine, store, stored => [.. stored, country], cancel));

        Assert.Equal(16, (await markets.GetAsync(Caller.CommandLine, store, default)).Count);
        Assert.Equal(16, (await markets.HistoryAsync(Caller.CommandLine, store, 100, default)).Count);
    }

    [Fact]
    public async Task Set_ToWhatItIs_WritesNothing()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var markets = installation.Get<PriorityMarkets>();
        await markets.SetAsync(Caller.CommandLine, store, List("US BR"), default);
        var revision = installation.Rows("SELECT Revision FROM Stores");

        Assert.False(await markets.SetAsync(Caller.CommandLine, store, List("US BR"), default));

        Assert.Single(await markets.HistoryAsync(Caller.CommandLine, store, 10, default));
        Assert.Equal(revision, installation.Rows("SELECT Revision FROM Stores"));
    }

    [Fact]
    public async Task Set_ToAnotherOrder_IsKeptButIsNoChangeOfMarkets()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var markets = installation.Get<PriorityMarkets>();
        await markets.SetAsync(Caller.CommandLine, store, List("US BR"), default);

        Assert.True(await markets.SetAsync(Caller.CommandLine, store, List("BR US BR"), default));

        Assert.Equal("BR US", string.Join(' ', await markets.GetAsync(Caller.CommandLine, store, default)));
        Assert.Single(await markets.HistoryAsync(Caller.CommandLine, store, 10, default));
    }

    [Fact]
    public async Task Set_ToNothing_IsNotConfigured()
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();

        await installation.Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [], default);

        var reading = await installation.Get<CoverageReader>().ReadAsync(store.Id, default);
        Assert.Equal(CoverageState.NotConfigured, reading.State);
        Assert.Equal(4310, reading.Active);
    }

    private static List<CountryCode> List(string codes) => [.. codes.Split(' ').Select(CountryCode.Parse)];
}
