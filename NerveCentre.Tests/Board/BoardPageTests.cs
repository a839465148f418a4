using NerveCentre.Core.Access;
using Bunit;
using Microsoft.AspNetCore.Components;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Board;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class BoardPageTests : PageContext
{
    private void Visit(string address) => Get<NavigationManager>().NavigateTo(address);

    [Fact]
    public async Task FirstRender_IsComplete()
    {
        await AddStoreAsync("Lamps");
        var page = Render<BoardPage>();
        Assert.Equal("Lamps", page.Find("h1").TextContent);
        Assert.StartsWith("80.0", page.Find(".figure").TextContent, StringComparison.Ordinal);
        Assert.Contains("No data", page.Find(".map-card .lead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedList_MovesTheGaugeOfAnOpenPage()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<BoardPage>();
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [CountryCode.Parse("US")], default);
        await PublishAsync(store);
        page.WaitForAssertion(() => Assert.StartsWith("100.0", page.Find(".figure").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PageHeldStill_KeepsWhatItShows_AndGoesOnFromTheNewest()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<BoardPage>();
        await page.Find("button[aria-pressed]").ClickAsync(new());
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [CountryCode.Parse("US")], default);
        await PublishAsync(store);
        page.WaitForAssertion(() => Assert.Contains("newer figures wait", page.Find(".pause").TextContent, StringComparison.Ordinal));
        Assert.StartsWith("80.0", page.Find(".figure").TextContent, StringComparison.Ordinal);
        await page.Find("button[aria-pressed]").ClickAsync(new());
        Assert.StartsWith("100.0", page.Find(".figure").TextContent, StringComparison.Ordinal);
        Assert.Equal("Pause", page.Find("button[aria-pressed]").TextContent);
    }

    [Fact]
    public async Task AnotherStoresChange_LeavesThePageAlone()
    {
        await AddStoreAsync("Lamps");
        var other = await AddStoreAsync("Shoes");
        var page = Render<BoardPage>();
        var renders = page.RenderCount;
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, other.Id, [CountryCode.Parse("US")], default);
        await PublishAsync(other);
        Assert.Equal(renders, page.RenderCount);
    }

    [Fact]
    public async Task StoreInTheAddress_IsShown_WithoutRegardToCase_AndInEveryLink()
    {
        await AddStoreAsync("Lamps");
        await AddStoreAsync("Shoes");
        Visit("/?store=shoes");
        var page = Render<BoardPage>();
        Assert.Equal("Shoes", page.Find("h1").TextContent);
        Assert.All(page.FindAll("a").Select(a => a.GetAttribute("href")).Where(h => !h!.StartsWith('#')), href => Assert.Contains("store=Shoes", href, StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnknownStore_ListsTheOnesThereAre()
    {
        await AddStoreAsync("Lamps");
        Visit("/?store=Hats");
        var page = Render<BoardPage>();
        Assert.Equal("There is no store “Hats”", page.Find("h1").TextContent);
        Assert.Equal("Lamps", page.Find("li a").TextContent);
    }

    [Fact]
    public void NoStoreAtAll_IsSaid() => Assert.Equal("No store yet", Render<BoardPage>().Find("h1").TextContent);

    [Fact]
    public async Task MistypedAddress_IsTold_AndTheBoardStands()
    {
        await AddStoreAsync("Lamps");
        Visit("/?end=yesterday");
        var page = Render<BoardPage>();
        Assert.Contains("“yesterday”", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".gauge"));
    }

    /// <summary>Also what is counted otherwise than usual is counted, and rendered, once for all.</summary>
    [Fact]
    public async Task BoardsThatCountAlike_ShareOneSnapshot()
    {
        var store = await AddStoreAsync("Lamps");
        var feed = Get<BoardFeed>();
        var snapshot = await feed.GetAsync(Caller.CommandLine, store.Id, default);
        var asked = snapshot.Demand.Query with { Attribution = Attribution.Ship };
        var counted = await feed.CountedAsync(Caller.CommandLine, snapshot, asked, default);
        Assert.Equal(asked, counted.Demand.Query);
        Assert.Same(counted, await feed.CountedAsync(Caller.CommandLine, snapshot, asked, default));
        Assert.NotSame(counted, await feed.CountedAsync(Caller.CommandLine, snapshot, asked with { ExcludeCancelled = true }, default));
        Assert.Same(snapshot, await feed.CountedAsync(Caller.CommandLine, snapshot, snapshot.Demand.Query, default));
    }

    [Fact]
    public async Task PageThatWasLeft_NoLongerFollows()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<BoardPage>();
        var renders = page.RenderCount;
        await DisposeComponentsAsync();
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [], default);
        await PublishAsync(store);
        Assert.Equal(renders, page.RenderCount);
    }
}
