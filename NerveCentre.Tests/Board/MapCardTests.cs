using Bunit;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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

    /// <summary>As in the first response, which brings the drawing; <paramref name="live"/> as a circuit holds it.</summary>
    private IRenderedComponent<MapCard> Show(BoardSnapshot snapshot, string address = "/", bool live = false, DateTimeOffset now = default)
    {
        Services.TryAddSingleton(WorldMapLayout.Of(BorderPolicy.Visionscarto));
        var asked = QueryHelpers.ParseQuery(new Uri(new Uri("http://board"), address).Query);
        return Render<MapCard>(card => card
            .Add(c => c.Snapshot, snapshot)
            .Add(c => c.Query, BoardQuery.Default)
            .Add(c => c.View, MapView.Parse(name => asked.TryGetValue(name, out var value) ? value.ToString() : null).View)
            .Add(c => c.Links, new StoreLinks(null))
            .Add(c => c.Time, new StoreTime("America/Los_Angeles"))
            .Add(c => c.Source, Services.GetRequiredService<WorldMapLayout>().Policy.Drawing)
            .Add(c => c.Drawn, !live)
            .Add(c => c.Now, now)
            .Add(c => c.Old, now == default ? null : MapCard.OldSince(snapshot, now)));
    }

    [Fact]
    public void OrdersThatAreTooOld_LookIt_AndSayHowOld()
    {
        var old = Show(Sample.Snapshot(newestOrder: Sample.Noon), now: Sample.Noon);
        Assert.Equal("Stale: last read 04:18.", old.Find(".map-card.stale > .late").TextContent);
        Assert.Empty(Show(Sample.Snapshot(newestOrder: Sample.Noon), now: Sample.Noon.AddMinutes(-40)).FindAll(".late"));
        Assert.Null(MapCard.OldSince(Sample.Snapshot(), Sample.Noon)); // never read is not old
    }

    [Fact]
    public void OrdersThatAreReadInPart_SaySinceWhenTheyAreHere()
    {
        var snapshot = Sample.Snapshot(newestOrder: Sample.Noon);
        var partial = Show(snapshot with { Store = snapshot.Store with { ReadDownTo = Sample.Noon.AddDays(-10) } });
        Assert.StartsWith("Orders are here from 6 March 2026 on: earlier days of this window have not been read.", partial.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Show(snapshot with { Store = snapshot.Store with { ReadDownTo = Sample.Noon.AddDays(-30) } }).FindAll("[role=status]"));
    }

    [Fact]
    public void OrdersThatWereNeverRead_AreNotNone()
    {
        var card = Show(Sample.Snapshot(demand: Sample.Demand(0)));
        Assert.Equal("–", card.Find("tfoot td").TextContent);
        Assert.Single(card.FindAll("a[href='/sync']"));
    }

    [Fact]
    public void Map_LinksToEveryCountryOnce()
    {
        var links = Show(Sample.Snapshot(newestOrder: Sample.Noon)).FindAll(".world a").Select(a => a.GetAttribute("href")).Order().ToArray();
        Assert.Equal(CountrySet.All.Select(c => $"/country/{c}").Order(), links);
    }

    [Fact]
    public void Circuit_HoldsNoDrawing_AndWhatPaintsIt()
    {
        var map = Show(Sample.Snapshot(demand: Sample.Demand(0, ("BR", 384), ("MT", 3)), newestOrder: Sample.Noon), live: true).Find("svg.world");
        Assert.Empty(map.Children);
        Assert.Equal("k1=MT k9=BR", map.GetAttribute("data-fills"));
        Assert.Equal("", map.GetAttribute("data-orders")); // the table's rows say it
        map = Show(Sample.Snapshot(demand: Sample.Demand(0, ("BR", 384), ("MT", 3)), newestOrder: Sample.Noon), "/?find=Malta", live: true).Find("svg.world");
        Assert.StartsWith("BR|384|99.2\u00A0%|+28\u00A0%|1|54.3;MT|3|", map.GetAttribute("data-orders"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?measure=change")]
    [InlineData("/?measure=coverage&classes=9")]
    [InlineData("/?measure=opportunity")]
    public void Looks_AreThoseOfTheLegend_AsManyAsItCounts(string address)
    {
        var card = Show(Sample.Snapshot(newestOrder: Sample.Noon), address);
        var drawn = card.FindAll(".world a").GroupBy(a => a.ClassName is { Length: > 0 } look ? look : "m-land").ToDictionary(g => g.Key, g => g.Count());
        var told = card.FindAll(".legend > div, .grid td:has(.swatch)").Where(d => !d.QuerySelector(".swatch")!.ClassList.Contains("pri"))
            .ToDictionary(d => d.QuerySelector(".swatch")!.ClassList[1], d => int.Parse(System.Text.RegularExpressions.Regex.Match((d.QuerySelector("dd") ?? d).TextContent, "[0-9]+").Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(drawn.OrderBy(d => d.Key, StringComparer.Ordinal), told.Where(t => t.Value > 0).OrderBy(d => d.Key, StringComparer.Ordinal));
        Assert.Equal(250, told.Values.Sum());
    }

    [Fact]
    public void Table_AddsUpToTheTotal_UnknownIncluded()
    {
        var card = Show(Sample.Snapshot(newestOrder: Sample.Noon));
        int Orders(string rows) => card.FindAll(rows).Sum(c => int.Parse(c.TextContent, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(782, Orders("tbody td:nth-child(2)"));
        Assert.Equal(782, Orders("tfoot td:nth-child(2)"));
        Assert.Contains("“EEC” 12", card.Find(".stray").TextContent, StringComparison.Ordinal);
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
        Assert.Empty(card.FindAll(".ranked tbody tr"));
    }

    [Fact]
    public void OrdersNeverRead_AreNoDataRatherThanZero()
    {
        var card = Show(Sample.Snapshot(demand: Sample.Demand(0)));
        Assert.Contains("No data", card.Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("No orders", card.Find(".legend").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_KeepWhatTheyDoNotAskFor()
    {
        var card = Show(Sample.Snapshot(newestOrder: Sample.Noon), "/?measure=coverage&sort=name&scale=quantile");
        Assert.Equal(["measure=coverage", "sort=name"], card.FindAll(".filters input[type=hidden]").Select(i => $"{i.GetAttribute("name")}={i.GetAttribute("value")}"));
        Assert.Equal("quantile", card.Find("select[name=scale] option[selected]").GetAttribute("value"));
        Assert.Equal(["/?scale=quantile&sort=name", "/?measure=share&scale=quantile&sort=name"], card.FindAll(".measures a").Take(2).Select(a => a.GetAttribute("href")));
        Assert.Equal("/", card.Find("a.reset").GetAttribute("href"));
    }

    [Fact]
    public void Filters_SayNothingOfAReset_WhenNothingIsChanged() => Assert.Empty(Show(Sample.Snapshot(newestOrder: Sample.Noon), "/?sort=name").FindAll("a.reset"));

    [Fact]
    public void Breaks_AreKeptByALink_ThatChangesNoLook()
    {
        var snapshot = Sample.Snapshot(newestOrder: Sample.Noon);
        var link = Show(snapshot).Find(".adds-up > a").GetAttribute("href")!;
        Assert.StartsWith("/?breaks=1%2C", link, StringComparison.Ordinal);
        Assert.Equal(Show(snapshot, live: true).Find("svg.world").GetAttribute("data-fills"), Show(snapshot, link, live: true).Find("svg.world").GetAttribute("data-fills"));
    }

    [Fact]
    public void View_IsDrawnByTheFirstResponse()
    {
        var map = Show(Sample.Snapshot(newestOrder: Sample.Noon), "/?view=480,40,250&country=PL");
        Assert.Equal("480 40 250 112", map.Find("svg.world").GetAttribute("viewBox"));
        Assert.Equal("1.3", map.Find(".points circle").GetAttribute("r"));
        Assert.Equal("PL", map.Find("tr.selected").GetAttribute("data-code"));
    }

    [Fact]
    public void Table_HoldsAll250_WhenAsked()
    {
        var snapshot = Sample.Snapshot(newestOrder: Sample.Noon);
        Assert.Equal(250 + 1, Show(snapshot, "/?all=1").FindAll(".ranked tbody tr").Count);
        Assert.Equal("PL", Assert.Single(Show(snapshot, "/?find=POL").FindAll(".ranked tbody tr[data-code=PL]")).GetAttribute("data-code"));
        Assert.Contains("No country has “<b>”", Show(snapshot, "/?find=%3Cb%3E").Find(".ranked tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Drawing_IsTheSameUnderACommaDecimalCulture()
    {
        string[] Numbers() => [.. Show(Sample.Snapshot(newestOrder: Sample.Noon)).FindAll("circle").SelectMany(c => new[] { c.GetAttribute("cx")!, c.GetAttribute("cy")!, c.GetAttribute("r")! })];
        var english = Numbers();
        using var german = new CultureScope("de-DE");
        Assert.Equal(english, Numbers());
    }

    [Theory]
    [InlineData("visionscarto", "Crimea with Ukraine, all of Western Sahara by itself")]
    [InlineData("natural-earth", "Crimea with Russia, Western Sahara west of the sand wall with Morocco")]
    public void Borders_AreThoseOfTheSetting_AndAboutThisCardNamesThem(string name, string says)
    {
        var policy = BorderPolicy.Find(name)!;
        var world = WorldMapLayout.Of(policy);
        Services.AddSingleton(world);
        var card = Show(Sample.Snapshot(newestOrder: Sample.Noon), "/?region=015");

        Assert.All(card.FindAll(".world use").Select(u => u.GetAttribute("href")!), href => Assert.StartsWith(policy.Drawing + "#", href, StringComparison.Ordinal));
        Assert.Equal(policy.Drawing, card.Find("svg.world").GetAttribute("data-source"));
        Assert.Equal(MapFrame.AroundMost(AreaWords.CountriesOf(AreaWords.Find("015")!).Select(world.Get)).ViewBox, card.Find("svg.world").GetAttribute("viewBox"));
        var (up, down, left, right) = world.Get(CountryCode.Parse("MA")).Neighbours;
        Assert.Equal($"{up} {down} {left} {right}", card.Find(".world a[data-code=MA]").GetAttribute("data-go"));
        Assert.Contains(says, card.Find(".about").TextContent, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        _english.Dispose();
        base.Dispose(disposing);
    }
}
