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

        Assert.True(await markets.SetAsync(store, List("US BR"), "Ada", default));
        installation.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await markets.SetAsync(store, List("BR PL"), "Grace", default));

        Assert.Equal("BR PL", string.Join(' ', await markets.GetAsync(store, default)));
        var history = await markets.HistoryAsync(store, 10, default);
        Assert.Equal([("Grace", TestClock.Noon.AddHours(1), "PL", "US"), ("Ada", TestClock.Noon, "BR US", "")], history.Select(h => (h.By, h.At, string.Join(' ', h.Added), string.Join(' ', h.Removed))));
    }

    [Fact]
    public async Task ChangesByManyAtOnce_AllCount()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var markets = installation.Get<PriorityMarkets>();

        await Parallel.ForEachAsync(
            List("BR US DE ES FR PL MX CL GB IT NL SE NO FI DK AT"),
            async (country, cancel) => await markets.ChangeAsync(store, stored => [.. stored, country], "somebody", cancel));

        Assert.Equal(16, (await markets.GetAsync(store, default)).Count);
        Assert.Equal(16, (await markets.HistoryAsync(store, 100, default)).Count);
    }

    [Fact]
    public async Task Set_ToWhatItIs_WritesNothing()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var markets = installation.Get<PriorityMarkets>();
        await markets.SetAsync(store, List("US BR"), "Ada", default);
        var revision = installation.Rows("SELECT Revision FROM Stores");

        Assert.False(await markets.SetAsync(store, List("US BR"), "Grace", default));

        Assert.Single(await markets.HistoryAsync(store, 10, default));
        Assert.Equal(revision, installation.Rows("SELECT Revision FROM Stores"));
    }

    [Fact]
    public async Task Set_ToAnotherOrder_IsKeptButIsNoChangeOfMarkets()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var markets = installation.Get<PriorityMarkets>();
        await markets.SetAsync(store, List("US BR"), "Ada", default);

        Assert.True(await markets.SetAsync(store, List("BR US BR"), "Grace", default));

        Assert.Equal("BR US", string.Join(' ', await markets.GetAsync(store, default)));
        Assert.Single(await markets.HistoryAsync(store, 10, default));
    }

    [Fact]
    public async Task Set_ToNothing_IsNotConfigured()
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();

        await installation.Get<PriorityMarkets>().SetAsync(store.Id, [], "Ada", default);

        var reading = await installation.Get<CoverageReader>().ReadAsync(store.Id, default);
        Assert.Equal(CoverageState.NotConfigured, reading.State);
        Assert.Equal(4310, reading.Active);
    }

    private static List<CountryCode> List(string codes) => [.. codes.Split(' ').Select(CountryCode.Parse)];
}
