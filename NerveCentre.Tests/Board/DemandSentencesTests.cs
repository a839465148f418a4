using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Board;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class DemandSentencesTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    [Fact]
    public void Concentration_NamesTheLargestTheFirstFiveAndTheirWeight()
    {
        var reading = Sample.Demand(0, ("BR", 50), ("US", 20), ("PL", 10), ("DE", 10), ("FR", 5), ("MT", 5));
        Assert.Equal(
            "orders from 6\u00A0countries; Brazil 50\u00A0%, five countries 95\u00A0% (as concentrated as 3.2 equal markets).",
            DemandSentences.Rest(reading));
    }

    [Fact]
    public void Concentration_OfOneCountry_SaysAll() => Assert.Equal("orders, all from Brazil.", DemandSentences.Rest(Sample.Demand(0, ("BR", 9))));

    [Fact]
    public void Concentration_WhileManyOrdersWaitForTheirCountry_IsNotClaimed() =>
        Assert.Equal("orders from 2\u00A0countries; Brazil 10\u00A0%; 80 of unknown country.", DemandSentences.Rest(Sample.Demand(80, ("BR", 10), ("US", 10))));

    [Fact]
    public void Concentration_WithoutAKnownCountry_NamesNone() => Assert.Equal("orders, none with a known country.", DemandSentences.Rest(Sample.Demand(3)));

    [Theory]
    [InlineData(Measure.Orders, null)]
    [InlineData(Measure.Change, "Against the 30\u00A0days before: 2\u00A0countries up, 0 down, 0 steady; 1\u00A0has too few orders to compare.")]
    [InlineData(Measure.Coverage, "384\u00A0orders of 782 came from 1\u00A0country to which fewer than 90 % of the active listings ship.")]
    [InlineData(Measure.Opportunity, "Brazil first: 384\u00A0orders met listings of which 14.2\u00A0% do not ship there though a template could, an opportunity of 54.3 orders; all countries together 54.3.")]
    public void WhatTheMapShows_IsSaid(Measure measure, string? sentence)
    {
        var figures = new MapFigures(Sample.Snapshot(demand: Sample.Demand(133, ("BR", 384), ("US", 262), ("MT", 3)), newestOrder: Sample.Noon));
        var view = new MapView(measure);
        Assert.Equal(sentence, DemandSentences.Of(figures, view, MapKey.For(figures, view)));
    }

    [Theory]
    [InlineData(9, 4, "too few")]
    [InlineData(10, 0, "new")]
    [InlineData(384, 300, "+28\u00A0%")]
    [InlineData(20, 40, "−50\u00A0%")]
    [InlineData(40, 40, "±0\u00A0%")]
    [InlineData(0, 0, "–")]
    public void Change_IsAPercentage_OnlyWhereThereIsEnough(int now, int before, string said) => Assert.Equal(said, DemandSentences.Change(new DemandChange(now, before), canCompare: true));

    [Fact]
    public void Bounds_SayWhichEndIsIncluded()
    {
        var (from, to) = DemandSentences.Bounds(Sample.Demand(1).Query.Window, new NerveCentre.Dashboard.Shared.StoreTime("America/Los_Angeles"));
        Assert.Equal(("after 14 Feb 2026 04:00:00 −08:00", "up to 16 Mar 2026 05:00:00 −07:00"), (from, to));
    }

    public void Dispose() => _english.Dispose();
}
