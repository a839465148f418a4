using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class ColourScaleTests
{
    [Fact]
    public void Scale_WithoutCounts_HasNoClasses() => Assert.Empty(ColourScale.For([0, 0]).Classes);

    [Fact]
    public void Scale_WithOneCountry_HasOneClassThatNamesItsCount()
    {
        using var english = new CultureScope("en");
        var only = Assert.Single(ColourScale.For([1240]).Classes);
        Assert.Equal(("1,240", 1), (only.Range, only.Countries));
    }

    [Fact]
    public void Scale_WithEqualCounts_HasOneClass() => Assert.Equal(3, Assert.Single(ColourScale.For([7, 7, 7]).Classes).Countries);

    [Fact]
    public void Scale_WithOneGiant_StillTellsTheRestApart()
    {
        var scale = ColourScale.For([100_000, 3, 8, 40, 90]);
        Assert.Equal(5, scale.Shade(100_000));
        Assert.True(scale.Shade(3) < scale.Shade(90), "the small ones share a shade");
    }

    [Fact]
    public void Boundaries_AreNumbersOfTheSeries1_2_5()
    {
        var starts = ColourScale.For([1, 4, 12, 61, 262, 384]).Classes.Skip(1).Select(c => c.From);
        Assert.All(starts, s => Assert.Contains(s.ToString(System.Globalization.CultureInfo.InvariantCulture).TrimEnd('0'), new[] { "1", "2", "5" }));
    }

    [Fact]
    public void AnyCounts_FallIntoExactlyOneClassEach_AndMoreOrdersAreNeverLighter() => Check.QuickThrowOnFailure(
        Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt[]>(), drawn =>
        {
            int[] counts = [.. drawn.Select(n => n.Get)];
            var scale = ColourScale.For(counts);
            int[] sorted = [.. counts.Where(c => c > 0).Order()];
            return scale.Classes.Count <= ColourScale.Shades
                && scale.Classes.Sum(c => c.Countries) == sorted.Length
                && scale.Classes.All(c => c.Countries > 0 && sorted.Count(n => scale.Shade(n) == c.Shade) == c.Countries)
                && sorted.Zip(sorted.Skip(1)).All(pair => scale.Shade(pair.First) <= scale.Shade(pair.Second))
                && scale.Shade(0) is 0;
        }));
}
