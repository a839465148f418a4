using Bunit;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class GaugeCardTests : BunitContext
{
    private readonly CultureScope _english = new("en");

    private IRenderedComponent<GaugeCard> Show(CoverageReading reading) => Render<GaugeCard>(card => card
        .Add(c => c.Snapshot, Sample.Snapshot(reading))
        .Add(c => c.Links, new StoreLinks(null))
        .Add(c => c.Time, new StoreTime("America/Los_Angeles"))
        .Add(c => c.Now, Sample.Noon));

    [Fact]
    public void SeedExample_IsSaidInFull()
    {
        var card = Show(Sample.SeedCoverage);
        Assert.StartsWith("82.0", card.Find(".figure").TextContent, StringComparison.Ordinal);
        Assert.Equal("3,534 of 4,310\u00A0active listings ship to every priority market", card.Find(".count").TextContent);
        Assert.Contains("templates read 04:57", card.Find(".asof").TextContent, StringComparison.Ordinal);
        Assert.Equal(["3,534", "617", "30", "129"], card.FindAll(".classes dd:not(.share)").Select(d => d.TextContent.Trim()));
    }

    [Fact]
    public void WithoutMarkets_ThereIsNoFigureButAWayOut()
    {
        var card = Show(Sample.Coverage(90, 0, 10, 0, markets: ""));
        Assert.Equal("–", card.Find(".figure").TextContent);
        Assert.Empty(card.FindAll(".segment"));
        Assert.Equal("/settings/markets", card.Find("a.button").GetAttribute("href"));
    }

    [Fact]
    public void WithoutListings_ThereIsNoFigure() => Assert.Equal("–", Show(Sample.Coverage(0, 0, 0, 0)).Find(".figure").TextContent);

    [Fact]
    public void MarketsWithTheMostToDo_ComeFirst() =>
        Assert.Equal(["/country/BR", "/country/US"], Show(Sample.SeedCoverage).FindAll(".market-bars a").Select(a => a.GetAttribute("href")));

    [Fact]
    public void Drawing_IsTheSameUnderACommaDecimalCulture()
    {
        var english = Show(Sample.SeedCoverage).FindAll("path").Select(p => p.GetAttribute("d")).ToArray();
        using var german = new CultureScope("de-DE");
        Assert.Equal(english, Show(Sample.SeedCoverage).FindAll("path").Select(p => p.GetAttribute("d")));
    }

    protected override void Dispose(bool disposing)
    {
        _english.Dispose();
        base.Dispose(disposing);
    }
}
