using Bunit;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class GaugeCardTests : BunitContext
{
    private readonly CultureScope _english = new("en");

    private IRenderedComponent<GaugeCard> Show(CoverageReading reading) => Show(Sample.Snapshot(reading));

    [Fact]
    public void SeedExample_IsSaidInFull()
    {
        var card = Show(Sample.SeedCoverage);
        Assert.StartsWith("82.0", card.Find(".figure").TextContent, StringComparison.Ordinal);
        Assert.Equal("3,534 of 4,310\u00A0active listings ship to every priority market", card.Find(".count").TextContent);
        Assert.Contains("Reading computed 05:00:00", card.Find(".asof").TextContent, StringComparison.Ordinal);
        Assert.Contains("templates read 04:57", card.Find(".asof").TextContent, StringComparison.Ordinal);
        Assert.Equal(["3,534", "617", "30", "129"], card.FindAll(".classes dd:not(.share, .meaning)").Select(d => d.TextContent.Trim()));
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
        Assert.Equal(["/country/BR", "/country/US"], Show(Sample.SeedCoverage).FindAll(".market-bars a.name").Select(a => a.GetAttribute("href")));

    [Fact]
    public void MarketWithNothingToFix_SaysSo_AndLooksSo()
    {
        var reading = Sample.Coverage(4169, 129, 0, 12);
        CountryCoverage[] byCountry = [.. reading.ByCountry.Select(c => c.Country == Sample.C("US") ? c with { Ships = 4169, Unknown = 12, Restricted = 129 } : c with { Ships = 4279 })];
        var card = Show(reading with { ByCountry = byCountry });
        Assert.Equal(["141 missing, 0 to fix", "31 missing"], card.FindAll(".market-bars .missing").Select(a => a.TextContent));
        Assert.Equal(["covered", "unknown", "restricted", "covered", "gap"], card.FindAll(".market-bars rect").Select(r => r.ClassName));
        Assert.Equal(["0%", "96.73%", "97.01%"], card.FindAll(".market-bars rect").Take(3).Select(r => r.GetAttribute("x")));
    }

    [Fact]
    public void Drawing_IsTheSameUnderACommaDecimalCulture()
    {
        var english = Show(Sample.SeedCoverage).FindAll("path").Select(p => p.GetAttribute("d")).ToArray();
        using var german = new CultureScope("de-DE");
        Assert.Equal(english, Show(Sample.SeedCoverage).FindAll("path").Select(p => p.GetAttribute("d")));
    }

    [Fact]
    public void EverySegment_LeadsToItsListings_AndSaysWhatItIs()
    {
        var links = Show(Sample.SeedCoverage).FindAll("svg a");
        Assert.Equal(["/listings?class=covered", "/listings?class=gap", "/listings?class=unknown", "/listings?class=restricted"], links.Select(a => a.GetAttribute("href")));
        Assert.Equal("617\u00A0listings, 14.3\u00A0%. Gap: at least one priority market is missing that a template could add. Show them.", links[1].GetAttribute("aria-label"));
    }

    [Fact]
    public void RowsThatAreTooOld_GreyTheFigureAndSayHowOld()
    {
        var snapshot = Sample.Snapshot();
        var card = Show(snapshot with { Streams = [new StreamFreshness("templates", TimeSpan.FromMinutes(15), Sample.Noon.AddMinutes(-42), null, null, false)] });
        Assert.Equal("Stale: last read 04:18.", card.Find(".late").TextContent);
        Assert.NotEmpty(card.FindAll(".gauge-frame.stale"));
        Assert.Empty(Show(snapshot).FindAll(".gauge-frame.stale"));
    }

    [Fact]
    public void ListingsThatWereNeverRead_AreNotNoListings()
    {
        var card = Show(Sample.Snapshot(Sample.Coverage(0, 0, 0, 0)) with { Streams = [new StreamFreshness("listings", TimeSpan.FromMinutes(15), null, null, null, false)] });
        Assert.Contains("never been read", card.Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.Single(card.FindAll("a[href='/sync']"));
    }

    [Fact]
    public void ListingsThatWereNeverImported_AreImportedNext()
    {
        var snapshot = Sample.Snapshot(Sample.Coverage(0, 0, 0, 0, markets: ""));
        snapshot = snapshot with { Store = snapshot.Store with { Kind = StoreKind.File }, Streams = [new StreamFreshness("listings", null, null, null, null, false)] };
        Assert.Equal("/import", Show(snapshot).Find("a.button").GetAttribute("href"));
        var next = Render<NerveCentre.Dashboard.Plan.NextStep>(n => n.Add(s => s.Snapshot, snapshot).Add(s => s.Links, new StoreLinks(null)).Add(s => s.Time, new StoreTime("UTC")));
        Assert.Equal("/import", next.Find(".first a").GetAttribute("href"));
    }

    [Fact]
    public void FirstReading_HasNothingToCompareWith_AndSaysSoOnce() =>
        Assert.Equal("Nothing to compare with yet: each later reading says here what has changed.", Show(Sample.Snapshot() with { History = [], Trend = CoverageTrend.None }).Find(".changes").TextContent);

    [Fact]
    public void BothDefinitions_AreThere_TheHeadlineMarked() =>
        Assert.Equal(["All markets headline", "82.0\u00A0%", "Average over market × listing", "92.9\u00A0%"], Show(Sample.SeedCoverage).FindAll(".definitions dt, .definitions dd").Select(d => d.TextContent.Trim()));

    [Fact]
    public void Changes_NameWhatTheyCompareWith_OrThatThereIsNone()
    {
        var week = new CoverageHistoryPoint(Sample.Noon.AddDays(-9), 4310, 3448, 129, 703, 30, "BR US");
        var card = Show(Sample.Snapshot() with { Trend = CoverageTrend.None with { WeekAgo = week } });
        Assert.Equal(["–", "+2.0 points", "–"], card.FindAll(".changes .points").Select(d => d.TextContent));
        Assert.Equal(["no other reading yet", "from 80.0\u00A0%, read 7 Mar, 04:00", "no reading that old"], card.FindAll(".changes .note").Select(d => d.TextContent));
    }

    [Fact]
    public void About_GivesTodaysNumbersForEachReason()
    {
        var coverage = new CoverageBackground(14, Sample.Noon, Sample.Noon.AddDays(-3), 2, 131, 7, new MarketChange(Sample.Noon.AddDays(-1), "Olga", [Sample.C("BR")], []));
        var card = Show(Sample.Snapshot() with { Background = new BoardBackground(Sample.Noon, [], coverage, new OrdersBackground(Sample.Noon, 0, 0, 0, 0, 0)) });
        var about = card.Find(".about").TextContent;
        Assert.Contains("2 of 14\u00A0templates were not read with the others at 05:00, the oldest at 13 Mar, 05:00. 131\u00A0listings use them.", about, StringComparison.Ordinal);
        Assert.Contains("2\u00A0markets: Brazil, United States.", about, StringComparison.Ordinal);
        Assert.Contains("Last changed 15 Mar, 05:00 by Olga.", about, StringComparison.Ordinal);
        Assert.Contains("7\u00A0pairs of category and country; 129\u00A0listings miss nothing else", about, StringComparison.Ordinal);
    }

    [Fact]
    public void AboutTheOrders_GivesTodaysNumbersForEachReason()
    {
        var snapshot = Sample.Snapshot() with { Background = new BoardBackground(Sample.Noon, [], new CoverageBackground(0, null, null, 0, 0, 0, null), new OrdersBackground(Sample.Noon, 1240, 9, 5, 31, 48)) };
        var about = Render<AboutCard>(card => card
            .Add(c => c.Card, Core.Cards.CardRegistry.Orders)
            .Add(c => c.Snapshot, snapshot)
            .Add(c => c.Links, new StoreLinks("Shop", "by=ship"))
            .Add(c => c.Time, new StoreTime("UTC"))
            .Add(c => c.Now, Sample.Noon));
        Assert.Contains("9 of 1,240\u00A0orders of the 30 days up to 16 Mar 2026 12:00:00 +00:00 went to another country than their buyer's.", about.Markup.Replace("&#x27;", "'", StringComparison.Ordinal).Replace("&nbsp;", "\u00A0", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("31 cancelled and 48 unpaid among", about.Markup, StringComparison.Ordinal);
        Assert.Contains("aex_orders_by_country", about.Markup, StringComparison.Ordinal);
        Assert.Equal("/reconcile?store=Shop&by=ship", about.FindAll("a")[^1].GetAttribute("href"));
    }

    [Fact]
    public void Points_AreTheDifferenceOfTheFiguresThatAreShown()
    {
        // 8.42 apart, and shown as 73.5 % and 82.0 %.
        var before = new CoverageHistoryPoint(Sample.Noon.AddDays(-9), 10_000, 8196, 0, 1804, 0, "BR US");
        var change = CoverageSentences.Change(Sample.Coverage(7354, 0, 2646, 0), before)!;
        Assert.Equal(("−8.5", "73.5", "82.0"), (Figures.Change(change.Points), Figures.PercentFigure(73.54), Figures.PercentFigure(change.Then)));
    }

    [Fact]
    public void WhatTheClassesMean_StandsWithThem_ForWhoeverCannotPoint() =>
        Assert.Equal("At least one priority market is missing that a template could add.", Show(Sample.SeedCoverage).Find(".classes .gap .meaning").TextContent);

    [Fact]
    public void File_HoldsTheGaugeItself_ThenEveryCountry()
    {
        var rows = CardExport.CoverageRows(Sample.SeedCoverage with { Target = 97.5 }).ToList();
        Assert.Equal(["gauge", "", "all priority markets", "yes", "4310", "3534", "", "617", "129", "30", "81.99536", "92.923434", "97.5", "2026-03-16T12:00:00Z"], rows[1]);
        Assert.Equal(["country", "BR", "Brazil", "yes", "4310", "3700"], rows[2][..6]);
        Assert.All(rows, r => Assert.Equal(14, r.Length));
        Assert.Equal(252, rows.Count);
    }

    [Fact]
    public void Files_AreCalledAfterTheirStore()
    {
        Assert.Equal("nervecentre-fix-plan-my-shop-20260316T120000Z.md", CsvDownload.FileName("fix-plan", " My \"Shop\"\r\n", Sample.Noon, "md"));
        Assert.Equal("nervecentre-coverage-20260316T120000Z.csv", CsvDownload.FileName("coverage", "店", Sample.Noon, "csv"));
    }

    /// <summary>Names in notes and changes are others' text.</summary>
    [Fact]
    public void HostileNames_AreTextAndNothingElse()
    {
        foreach (var text in Hostile.Payloads)
        {
            var notes = new[] { new TrendNote(Sample.Noon, TrendNoteKind.TemplatesChanged, 1, [text]) };
            var coverage = new CoverageBackground(1, Sample.Noon, Sample.Noon, 0, 0, 0, new MarketChange(Sample.Noon, text, [], []));
            var card = Show(Sample.Snapshot() with { Background = new BoardBackground(Sample.Noon, notes, coverage, new OrdersBackground(Sample.Noon, 0, 0, 0, 0, 0)) });
            Assert.Empty(card.FindAll("script, img, iframe, form, base, animate"));
        }
    }

    private IRenderedComponent<GaugeCard> Show(BoardSnapshot snapshot) => Render<GaugeCard>(card => card
        .Add(c => c.Snapshot, snapshot)
        .Add(c => c.Links, new StoreLinks(null))
        .Add(c => c.Time, new StoreTime("America/Los_Angeles"))
        .Add(c => c.Now, Sample.Noon));

    protected override void Dispose(bool disposing)
    {
        _english.Dispose();
        base.Dispose(disposing);
    }
}
