using NerveCentre.Core.Demand;
using NerveCentre.Tests.Board;

namespace NerveCentre.Tests.Demand;

public sealed class EmergingMarketsTests
{
    [Fact]
    public void ClusterOfTheSeed_IsNewlyActive_AndTheDeepMarketsAreNot()
    {
        var now = Sample.Demand(5, ("BR", 388), ("US", 252), ("PL", 13), ("CZ", 9), ("RO", 8), ("HU", 6), ("SK", 4), ("BG", 3));
        var before = Sample.Demand(4, ("BR", 343), ("US", 240), ("PL", 5), ("CZ", 4));

        var area = Assert.Single(EmergingMarkets.Areas(now, before));
        Assert.Equal(("151", "Eastern Europe", 43, 6, 9, true), (area.Area.Code, area.Area.Name, area.Orders, area.Countries, area.Before, area.IsNew));
    }

    [Theory]
    [InlineData(2, 1, false)] // 1 → 2 is no headline
    [InlineData(9, 0, false)]
    [InlineData(10, 0, true)]
    [InlineData(20, 10, false)] // twice as many, and still chance
    [InlineData(43, 9, true)]
    [InlineData(388, 343, false)]
    [InlineData(100_000, 90_000, false)] // certain, and no quarter more
    [InlineData(100_000, 80_000, true)]
    [InlineData(int.MaxValue, 0, true)]
    public void Growth_CountsWhenItIsLargeAndNoChance(int now, int before, bool emerges) => Assert.Equal(emerges, EmergingMarkets.Emerges(now, before));

    [Fact]
    public void WithoutAnythingBefore_NothingIsCalledNew() => Assert.Empty(EmergingMarkets.Areas(Sample.Demand(0, ("PL", 500)), Sample.Demand(0)));

    [Fact]
    public void OrdersOfUnknownCountry_BelongToNoArea() => Assert.Empty(EmergingMarkets.Areas(Sample.Demand(900, ("BR", 10)), Sample.Demand(1, ("BR", 10))));
}
