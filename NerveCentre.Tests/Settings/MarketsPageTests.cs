using NerveCentre.Core.Access;
using Bunit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Settings;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Settings;

public sealed class MarketsPageTests : PageContext
{
    private async Task<string> ListAsync(StoreSummary store) => string.Join(' ', await Get<PriorityMarkets>().GetAsync(Caller.CommandLine, store.Id, default));

    [Fact]
    public async Task Removing_StoresTheList_TellsIt_AndRecordsIt()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<MarketsPage>();
        await page.Find("button[aria-label='Remove Brazil']").ClickAsync();
        Assert.Equal("US", await ListAsync(store));
        Assert.Equal("Removed Brazil.", page.Find(".told").TextContent);
        Assert.Contains("Olga (olga@example.com) removed Brazil.", page.Find(".history li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_KeepsTheOwnersOrder()
    {
        var store = await AddStoreAsync("Lamps");
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [CountryCode.Parse("US"), CountryCode.Parse("BR")], default);
        var page = Render<MarketsPage>();
        page.Find("#market").Input("Chile");
        await page.Find("form.add").SubmitAsync();
        Assert.Equal("US BR CL", await ListAsync(store));
    }

    [Fact]
    public async Task ChangeByAnotherViewer_IsNotLost()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<MarketsPage>();
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [.. CountrySet.Parse("BR ES US")], default);
        await page.Find("button[aria-label='Remove Brazil']").ClickAsync();
        Assert.Equal("ES US", await ListAsync(store));
    }

    [Fact]
    public async Task Gauge_MovesWithTheList()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<MarketsPage>();
        Assert.StartsWith("80.0", page.Find(".figure").TextContent, StringComparison.Ordinal);
        await page.Find("button[aria-label='Remove Brazil']").ClickAsync();
        await PublishAsync(store);
        page.WaitForAssertion(() => Assert.StartsWith("100.0", page.Find(".figure").TextContent, StringComparison.Ordinal));
    }
}
