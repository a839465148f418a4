using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Listings;

public sealed class ListingsPageTests : PageContext
{
    private IRenderedComponent<ListingsPage> Visit(string query)
    {
        Get<NavigationManager>().NavigateTo($"/listings?{query}");
        return Render<ListingsPage>();
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task AfterThatIsNoListing_BeginsAtTheFirstPage(string after)
    {
        await AddStoreAsync("Lamps");
        var page = Visit($"uncovered=BR&template=2&after={after}");
        Assert.Equal("Uncovered for Brazil", page.Find("h1").TextContent);
        Assert.DoesNotContain("First page", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreWithoutListings_DoesNotClaimThatEveryListingShips()
    {
        await Get<StoreDirectory>().CreateAsync("Files", StoreKind.File, "UTC", default);
        Assert.Equal("No listing is active.", Visit("uncovered=BR").Find(".lead").TextContent);
    }

    [Fact]
    public async Task ClassWithoutPriorityMarkets_IsToldToBeNone()
    {
        await AddStoreAsync("Lamps", markets: "");
        var page = Visit("class=covered");
        Assert.Contains("No priority market is set", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("100 of 100", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreRole.Owner, 1)]
    [InlineData(StoreRole.Marketing, 0)]
    public async Task SandboxFix_IsOfferedToWhomMayMakeIt(StoreRole role, int offered)
    {
        var store = await Get<StoreDirectory>().CreateAsync("Sand", StoreKind.Sandbox, "UTC", default);
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Mia", (store.Id, role));
        Assert.Equal(offered, Visit("uncovered=BR").FindComponents<SandboxFix>().Count);
    }
}
