using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class MapKeyTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    private static MapFigures Figures(params (string, int)[] orders) => new(Sample.Snapshot(demand: Sample.Demand(3, orders), newestOrder: Sample.Noon));

    private static MapKey Key(Measure measure, params (string, int)[] orders) => MapKey.For(Figures(orders), new MapView(measure));

    [Fact]
    public void EveryCountry_IsInExactlyOneClass_WhateverIsMeasured() => Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt[]>(), drawn =>
    {
        var countries = drawn.Take(CountryCode.Total).Select((n, i) => (CountryCatalogue.All[i].Code.Alpha2, n.Get)).Where(c => c.Get > 0).ToArray();
        var figures = Figures(countries);
        return Enum.GetValues<Measure>().All(measure =>
        {
            var key = MapKey.For(figures, new MapView(measure));
            return key.Classes.Sum(c => c.Countries) == CountryCode.Total && key.Classes.DistinctBy(c => c.Fill).Count() == key.Classes.Count && key.Classes.DistinctBy(c => c.Label).Count() == key.Classes.Count;
        });
    }));

    [Fact]
    public void Map_AndUnknown_AddUpToTheTotal() => Assert.Equal("900 on the map + 100 unknown = 1,000", DemandSentences.AddUp(new MapFigures(Sample.Snapshot(demand: Sample.Demand(100, ("BR", 899), ("MT", 1)), newestOrder: Sample.Noon))));

    [Fact]
    public void ZeroNoDataAndUnjudged_LookDifferent()
    {
        var active = Sample.Coverage(0, 0, 100, 0);
        var coverage = active with
        {
            ByCountry = [.. active.ByCountry.Select(c => c.Country == Sample.C("DE") ? c with { Ships = 0 } : c.Country == Sample.C("FR") ? c with { Ships = 0, Unknown = 100 } : c)],
        };
        var key = MapKey.For(new MapFigures(Sample.Snapshot(coverage, newestOrder: Sample.Noon)), new MapView(Measure.Coverage));
        Assert.Equal(["m-zero", "m-unknown", "k7"], new[] { "DE", "FR", "PL" }.Select(c => key.FillOf(Sample.C(c))));
        var none = MapKey.For(new MapFigures(Sample.Snapshot(Sample.Coverage(0, 0, 0, 0), newestOrder: Sample.Noon)), new MapView(Measure.Coverage));
        Assert.Equal("m-nodata", Assert.Single(none.Classes).Fill);
    }

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(9, 1, "m-few")]
    [InlineData(10, 0, "m-up2")]
    [InlineData(13, 10, "m-even")] // may be chance
    [InlineData(130, 100, "m-even")] // may be chance, just
    [InlineData(260, 200, "m-up1")]
    [InlineData(400, 200, "m-up2")]
    [InlineData(150, 200, "m-down1")]
    [InlineData(20, 200, "m-down2")]
    [InlineData(0, 20, "m-down2")]
    [InlineData(2100, 2000, "m-even")]
    public void Change_IsToldByItsSize_UnlessItMayBeChance(int now, int before, string look)
    {
        var snapshot = Sample.Snapshot(demand: Sample.Demand(0, [.. new[] { ("BR", now), ("US", 1) }.Where(c => c.Item2 > 0)]), newestOrder: Sample.Noon) with { PreviousDemand = Sample.Before(1, [.. new[] { ("BR", before) }.Where(c => c.Item2 > 0)]) };
        Assert.Equal(look, MapKey.For(new MapFigures(snapshot), new MapView(Measure.Change)).FillOf(Sample.C("BR")));
    }

    [Fact]
    public void Change_WithoutOrdersBefore_ComparesNothing() => Assert.Equal(
        "m-nodata", Assert.Single(MapKey.For(new MapFigures(Sample.Snapshot(newestOrder: Sample.Noon) with { PreviousDemand = Sample.Before(0) }), new MapView(Measure.Change)).Classes).Fill);

    [Fact]
    public void Opportunity_IsDemandByGap() // 14 % of the listings do not ship to Brazil, all ship to the United States
    {
        var key = Key(Measure.Opportunity, ("BR", 384), ("US", 262), ("MT", 1));
        Assert.Equal(["d3g2", "d3g1", "d1g1"], new[] { "BR", "US", "MT" }.Select(c => key.FillOf(Sample.C(c))));
    }

    [Theory]
    [InlineData("change", "-change", "US")] // new, which no percentage beats
    [InlineData("name", "-name", "BR")]
    [InlineData("uncovered", "-uncovered", "US")]
    public void Table_IsSortedBothWays(string up, string down, string first)
    {
        var figures = new MapFigures(Sample.Snapshot(demand: Sample.Demand(0, ("BR", 384), ("US", 262)), newestOrder: Sample.Noon));
        var (rising, falling) = (MapTable.Rows(figures, new MapView(Sort: up)), MapTable.Rows(figures, new MapView(Sort: down)));
        Assert.Equal(rising.Select(r => r.Country), falling.Reverse().Select(r => r.Country));
        Assert.Equal(first, (up is "change" ? falling : rising)[0].Country.Alpha2);
    }

    [Theory]
    [InlineData("bra", "BR GI")] // Gibraltar too
    [InlineData("BRA", "BR GI")]
    [InlineData("reunion", "RE")]
    [InlineData("de", "DE")]
    [InlineData("uk", "GB UA")]
    [InlineData("<script>", "")]
    public void Table_FindsNamesAndCodes(string find, string found)
    {
        var rows = MapTable.Rows(Figures(("BR", 1)), new MapView(Find: find)).Select(r => r.Country.Alpha2).ToArray();
        Assert.All(found.Split(' ', StringSplitOptions.RemoveEmptyEntries), code => Assert.Contains(code, rows));
        Assert.True(found is not "" || rows.Length is 0);
    }

    public void Dispose() => _english.Dispose();
}
