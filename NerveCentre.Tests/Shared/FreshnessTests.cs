using Bunit;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Board;

namespace NerveCentre.Tests.Shared;

public sealed class FreshnessTests : PageContext
{
    private IRenderedComponent<Freshness> Show(BoardSnapshot snapshot) => Render<Freshness>(strip => strip
        .Add(s => s.Snapshot, snapshot)
        .Add(s => s.Now, Sample.Noon)
        .Add(s => s.Time, new StoreTime("UTC")));

    [Fact]
    public void StaleStream_SaysSoAndWhy()
    {
        var strip = Show(Sample.Snapshot(newestOrder: Sample.Noon));
        var orders = strip.FindAll("li").Single(l => l.TextContent.Contains("Orders", StringComparison.Ordinal));
        Assert.Contains("Orders read 11:18, stale: 42 min ago", orders.TextContent, StringComparison.Ordinal);
        Assert.Equal("Last attempt failed", orders.QuerySelector("details > summary")!.TextContent);
        Assert.Equal("AliExpress did not answer.", orders.QuerySelector("details > div")!.TextContent);
        Assert.NotNull(orders.QuerySelector(".late"));
    }

    [Fact]
    public void FreshStream_SaysWhen() => Assert.Contains("Templates read 11:57", Show(Sample.Snapshot()).Find("li").TextContent, StringComparison.Ordinal);

    [Fact]
    public void StreamThatWasNeverRead_SaysSo() => Assert.Contains("Orders: never read", Show(Sample.Snapshot()).Markup, StringComparison.Ordinal);

    [Fact]
    public async Task StoreFedByFiles_OrPaused_HasNothingToSync()
    {
        var snapshot = await SnapshotAsync();
        Assert.Empty(Show(snapshot with { Store = snapshot.Store with { Connection = snapshot.Store.Connection! with { PausedAt = Sample.Noon } } }).FindAll("button"));
        Assert.Empty(Show(snapshot with { Store = snapshot.Store with { Kind = StoreKind.File } }).FindAll("button"));
        Assert.Single(Show(snapshot).FindAll("button"));
    }

    [Fact]
    public async Task WhoeverMayNotStartASync_IsOfferedNone()
    {
        var snapshot = await SnapshotAsync();
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Mia", (snapshot.Store.Id, StoreRole.Marketing));
        Assert.Empty(Show(snapshot).FindAll("button"));
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Otto", (snapshot.Store.Id, StoreRole.Owner));
        Assert.Single(Show(snapshot).FindAll("button"));
    }

    [Fact]
    public async Task RoleThatWasTakenMeanwhile_GetsWordsForItsClick()
    {
        var snapshot = await SnapshotAsync();
        var strip = Show(snapshot);
        TestPeople.Change(Get<IDbContextFactory<NerveCentreDb>>(), Window.Caller, account => account.DisabledAt = TestClock.Noon);
        await strip.Find("button").ClickAsync();
        Assert.Contains("You are not signed in, or your session has ended.", strip.Find(".told").TextContent, StringComparison.Ordinal);
    }

    private async Task<BoardSnapshot> SnapshotAsync()
    {
        var snapshot = Sample.Snapshot();
        return snapshot with { Store = await AddStoreAsync("Lamps") };
    }
}
