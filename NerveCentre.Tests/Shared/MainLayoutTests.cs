using Bunit;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Shared;

public sealed class MainLayoutTests : PageContext
{
    [Fact]
    public async Task ProposalsThatWait_AreToldToWhomMayDecide()
    {
        var store = await AddStoreAsync("Lamps");
        var mia = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Mia", (store.Id, StoreRole.Marketing));
        await Get<MarketProposals>().ProposeAsync(mia, store.Id, CountryCode.Parse("PL"), "", default);
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Otto", (store.Id, StoreRole.Owner));
        Assert.Equal("Markets 1 1 proposal to decide", MarketsLink());
        Window.Caller = mia;
        Assert.Equal("Markets", MarketsLink());
    }

    private string MarketsLink() => string.Join(' ', Render<MainLayout>().Find("nav a[href='/settings/markets']").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
