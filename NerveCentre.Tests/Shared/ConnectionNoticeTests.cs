using Bunit;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Shared;

public sealed class ConnectionNoticeTests : PageContext
{
    private static readonly DateTimeOffset Now = TestClock.Noon;
    private static readonly ConnectionState Good = new("50012345", null, null, null, Now.AddDays(60));

    [Fact]
    public async Task Notice_SaysDaysAheadAndAfterwards_WhatAliExpressAsks()
    {
        var store = await AddStoreAsync("Lamps");
        Assert.Equal("", Told(store with { Connection = Good }));
        Assert.Equal("", Told(store with { Connection = Good with { AuthorisedUntil = Now.AddDays(7).AddMinutes(1) } }));
        Assert.Equal("", Told(store with { Connection = Good with { AuthorisedUntil = null } }));
        Assert.Equal("", Told(store with { Kind = StoreKind.File, Connection = null }));
        Assert.Equal("AliExpress asks for the seller’s authorisation again by 19 March 2026. After that nothing new is read. Authorise again", Told(store with { Connection = Good with { AuthorisedUntil = Now.AddDays(3) } }));
        Assert.Equal("AliExpress asks for the seller’s authorisation again, since 16 March 2026. It ended. The last good figures stay and grow old. Authorise again", Told(store with { Connection = Good with { RefusedAt = Now, RefusedWhy = "It ended." } }));
        Assert.StartsWith("Paused since 16 March 2026.", Told(store with { Connection = Good with { PausedAt = Now } }), StringComparison.Ordinal);
        Assert.StartsWith("This store is not connected.", Told(store with { Connection = null }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marketing_GetsTheWordsWithoutTheButton()
    {
        var store = await AddStoreAsync("Lamps");
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Mia", (store.Id, StoreRole.Marketing));
        Assert.Equal("AliExpress asks for the seller’s authorisation again by 19 March 2026. After that nothing new is read. Ask an owner of the store.", Told(store with { Connection = Good with { AuthorisedUntil = Now.AddDays(3) } }));
    }

    private string Told(StoreSummary store)
    {
        var notice = Render<ConnectionNotice>(n => n.Add(c => c.Store, store).Add(c => c.Links, new StoreLinks(store.Name)).Add(c => c.Time, new StoreTime("UTC")).Add(c => c.Now, Now));
        return string.Join(' ', notice.FindAll("p, button, a").SelectMany(n => n.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }
}
