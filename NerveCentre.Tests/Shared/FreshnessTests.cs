using Bunit;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;
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
        Assert.Contains("Last attempt failed: AliExpress did not answer.", orders.TextContent, StringComparison.Ordinal);
        Assert.Equal("late", orders.ClassName);
    }

    [Fact]
    public void FreshStream_SaysWhen() => Assert.Contains("Templates read 11:57", Show(Sample.Snapshot()).Find("li").TextContent, StringComparison.Ordinal);

    [Fact]
    public void StreamThatWasNeverRead_SaysSo() => Assert.Contains("Orders never read", Show(Sample.Snapshot()).Markup, StringComparison.Ordinal);

    [Fact]
    public void StoreFedByFiles_HasNothingToSync()
    {
        var snapshot = Sample.Snapshot();
        Assert.Empty(Show(snapshot with { Store = snapshot.Store with { Kind = StoreKind.File } }).FindAll("button"));
        Assert.Single(Show(snapshot).FindAll("button"));
    }
}
