using Bunit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class MapCardTests : BunitContext
{
    private readonly CultureScope _english = new("en");

    private IRenderedComponent<MapCard> Show(BoardSnapshot snapshot, BoardQuery? query = null) => Render<MapCard>(card => card
        .Add(c => c.Snapshot, snapshot)
        .Add(c => c.Query, query ?? BoardQuery.Default)
        .Add(c => c.Links, new StoreLinks(null))
        .Add(c => c.Time, new StoreTime("America/Los_Angeles")));

    [Fact]
    public void Map_LinksToEveryCountryOnce()
    {
        var links = Show(Sample.Snapshot(newestOrder: Sample.Noon)).FindAll(".world a").Select(a => a.GetAttribute("href")).Order().ToArray();
        Assert.Equal(CountrySet.All.Select(c => $"/country/{c}").Order(), links);
    }

    [Fact]
    public void Shades_AreThoseOfTheLegend_AndZeroHasNone()
    {
        var card = Show(Sample.Snapshot(demand: Sample.Demand(0, ("BR", 384), ("MT", 3)), newestOrder: Sample.Noon));
        var drawn = card.FindAll(".shades > *").Select(s => s.ClassName).Order().ToArray();
        Assert.Equal(card.FindAll(".legend rect[class^=k]").Select(s => s.ClassName).Order(), drawn);
        Assert.Contains("248\u00A0countries", card.Find(".legend").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_AddsUpToTheTotal_UnknownIncluded()
    {
        var card = Show(Sample.Snapshot(newestOrder: Sample.Noon));
        int Orders(string rows) => card.FindAll(rows).Sum(c => int.Parse(c.TextContent, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(782, Orders("tbody td:nth-child(2)"));
        Assert.Equal(782, Orders("tfoot td:nth-child(2)"));
        Assert.Contains("“EEC” 12", card.Find("tr.stray").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Country_LeadsToItsUncoveredListings() =>
        Assert.Equal("/listings?uncovered=BR", Show(Sample.Snapshot(newestOrder: Sample.Noon)).Find("tbody td a").GetAttribute("href"));

    [Fact]
    public void EmptyWindow_LeadsToTheNewestOrder()
    {
        var card = Show(Sample.Snapshot(demand: Sample.Demand(0), newestOrder: new DateTimeOffset(2011, 12, 9, 12, 50, 0, TimeSpan.Zero)));
        Assert.Contains("The newest order is from 9 December 2011", card.Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.Equal("/?end=2011-12-09T12%3A50%3A00Z", card.Find(".lead a").GetAttribute("href"));
        Assert.Empty(card.FindAll("table"));
    }

    [Fact]
    public void OrdersNeverRead_AreNoDataRatherThanZero()
    {
        var card = Show(Sample.Snapshot(demand: Sample.Demand(0)));
        Assert.Contains("No data", card.Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("No orders", card.Find(".legend").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Switches_ChangeOneThingEach()
    {
        var card = Show(Sample.Snapshot(newestOrder: Sample.Noon), BoardQuery.Default with { WithoutCancelled = true });
        Assert.Equal(
            ["/?cancelled=out", "/?by=ship&cancelled=out", "/?cancelled=out", "/?cancelled=out&window=calendar", "/", "/?cancelled=out", "/?cancelled=out", "/?cancelled=out&unpaid=out"],
            card.FindAll(".switches [role=group] a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Drawing_IsTheSameUnderACommaDecimalCulture()
    {
        string[] Numbers() => [.. Show(Sample.Snapshot(newestOrder: Sample.Noon)).FindAll("circle").SelectMany(c => new[] { c.GetAttribute("cx")!, c.GetAttribute("cy")!, c.GetAttribute("r")! })];
        var english = Numbers();
        using var german = new CultureScope("de-DE");
        Assert.Equal(english, Numbers());
    }

    protected override void Dispose(bool disposing)
    {
        _english.Dispose();
        base.Dispose(disposing);
    }
}
