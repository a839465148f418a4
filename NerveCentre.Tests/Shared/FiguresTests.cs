using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(0.001, "<0.1")]
    [InlineData(0.1, "0.1")]
    [InlineData(82, "82.0")]
    [InlineData(99.94, "99.9")]
    [InlineData(99.999, "99.9")]
    [InlineData(100, "100.0")]
    public void Percent_NeverRoundsUpToAllOrDownToNothing(double percent, string shown)
    {
        using var english = new CultureScope("en");
        Assert.Equal(shown, Figures.PercentFigure(percent));
        Assert.Equal(shown + "\u00A0%", Figures.Percent(percent));
    }

    [Fact]
    public void Percent_FollowsTheViewersCulture()
    {
        using var german = new CultureScope("de-DE");
        Assert.Equal("82,0\u00A0%", Figures.Percent(82));
        Assert.Equal("4.310", Figures.Count(4310));
    }

    [Fact]
    public void SvgNumbers_DoNotFollowTheViewersCulture()
    {
        using var german = new CultureScope("de-DE");
        Assert.Equal("12.35", Svg.Number(12.345678));
        Assert.Equal("-3", Svg.Number(-3));
    }

    [Theory]
    [InlineData(1.4, "+1.4")]
    [InlineData(-0.21, "−0.2")]
    [InlineData(0.01, "±0.0")]
    public void Change_CarriesItsSign(double points, string shown)
    {
        using var english = new CultureScope("en");
        Assert.Equal(shown, Figures.Change(points));
    }
}
