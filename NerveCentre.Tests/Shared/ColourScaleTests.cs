using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class ColourScaleTests
{
    private static readonly ScaleChoice Usual = new(ScaleMethod.Logarithmic);

    private static readonly ScaleChoice[] Choices =
    [
        .. from method in new[] { ScaleMethod.Logarithmic, ScaleMethod.Quantile, ScaleMethod.Equal }
           from classes in new[] { 3, 5, 9 }
           select new ScaleChoice(method, classes),
        new(ScaleMethod.Pinned, Breaks: [1, 5, 20, 100]),
        new(ScaleMethod.Pinned, Breaks: [3]),
        new(ScaleMethod.Pinned, Breaks: []),
    ];

    [Fact]
    public void Scale_WithoutCounts_HasNoClasses() => Assert.Empty(ColourScale.For([0, 0], Usual).Classes);

    [Fact]
    public void Scale_WithOneCountry_HasOneClassThatNamesItsCount()
    {
        var only = Assert.Single(ColourScale.For([1240], Usual).Classes);
        Assert.Equal((1240, 1240, 1), (only.From, only.To, only.Countries));
    }

    [Theory]
    [InlineData(ScaleMethod.Logarithmic)]
    [InlineData(ScaleMethod.Quantile)]
    [InlineData(ScaleMethod.Equal)]
    public void Scale_WithEqualCounts_HasOneClass(ScaleMethod method) => Assert.Equal(3, Assert.Single(ColourScale.For([7, 7, 7], new ScaleChoice(method)).Classes).Countries);

    [Fact]
    public void Scale_WithOneGiant_StillTellsTheRestApart()
    {
        var scale = ColourScale.For([100_000, 3, 8, 40, 90], Usual);
        Assert.Equal(ColourScale.Shades, scale.Shade(100_000));
        Assert.True(scale.Shade(3) < scale.Shade(90), "the small ones share a shade");
    }

    [Fact]
    public void Boundaries_AreNumbersOfTheSeries1_2_5()
    {
        var starts = ColourScale.For([1, 4, 12, 61, 262, 384], Usual).Classes.Skip(1).Select(c => c.From);
        Assert.All(starts, s => Assert.Contains(s.ToString(System.Globalization.CultureInfo.InvariantCulture).TrimEnd('0'), new[] { "1", "2", "5" }));
    }

    [Fact]
    public void Quantile_HasAboutAsManyCountriesInEachClass() =>
        Assert.Equal([2, 2, 2], ColourScale.For([1, 2, 30, 40, 500, 6000], new ScaleChoice(ScaleMethod.Quantile, 3)).Classes.Select(c => c.Countries));

    [Fact]
    public void Equal_OfAPercentage_DividesAllOfIt() =>
        Assert.Equal([(0.0, 20.0), (80.0, 100.0)], ColourScale.For([12.5, 99.7], new ScaleChoice(ScaleMethod.Equal), whole: false, most: 100).Classes.Select(c => (c.From, c.To!.Value)));

    [Fact]
    public void Pinned_BetweenWholeNumbers_BeginsAtTheNextOfThem() => Assert.Equal(
        [(1.0, 1.0, 2), (2.0, null, 1)],
        ColourScale.For([1, 1, 2], new ScaleChoice(ScaleMethod.Pinned, Breaks: [1, 1.5, 2])).Classes.Select(c => (c.From, c.To, c.Countries)));

    [Fact]
    public void Pinned_KeepsItsClassesAndShades_WhateverTheValues()
    {
        var (busy, calm) = (ColourScale.For([1, 7, 30, 400], Choices[^3]), ColourScale.For([1], Choices[^3]));
        Assert.Equal(busy.Classes.Select(c => (c.From, c.To, c.Shade)), calm.Classes.Select(c => (c.From, c.To, c.Shade)));
        Assert.Equal([1, 0, 0, 0], calm.Classes.Select(c => c.Countries));
        Assert.Null(calm.Classes[^1].To);
    }

    [Fact]
    public void Pinning_ThePresentBreaks_ChangesNoShade() => Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt[]>(), drawn =>
    {
        double[] counts = [.. drawn.Select(n => (double)n.Get * n.Get)];
        return Choices.Where(c => c.Method is not ScaleMethod.Pinned).All(choice =>
        {
            var before = ColourScale.For(counts, choice);
            var after = ColourScale.For(counts, new ScaleChoice(ScaleMethod.Pinned, Breaks: [.. before.Breaks.Split(',').Select(b => double.Parse(b, System.Globalization.CultureInfo.InvariantCulture))]));
            return counts.All(c => before.Shade(c) == after.Shade(c));
        });
    }));

    [Fact]
    public void AnyValues_FallIntoExactlyOneClassEach_RangesDoNotOverlap_AndMoreIsNeverLighter() => Check.QuickThrowOnFailure(
        Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt[]>(), drawn => Choices.All(choice => new[] { true, false }.All(whole =>
        {
            double[] values = [.. drawn.Select(n => whole ? n.Get * (double)n.Get : n.Get / 7.0)];
            var scale = ColourScale.For(values, choice, whole);
            double[] sorted = [.. values.Where(v => v > 0).Order()];
            return scale.Classes.Count <= ColourScale.MostClasses
                && (choice.Method is ScaleMethod.Pinned || scale.Classes.Count <= choice.Classes)
                && scale.Classes.Sum(c => c.Countries) == sorted.Length
                && scale.Classes.All(c => c.Shade is >= 1 and <= ColourScale.Shades && sorted.Count(v => scale.Shade(v) == c.Shade) == c.Countries)
                && sorted.All(v => scale.Classes.Count(c => v >= c.From && (c.To is not { } to || (whole || c.IsLast ? v <= to : v < to))) is 1)
                && scale.Classes.Zip(scale.Classes.Skip(1)).All(pair => whole ? pair.First.To < pair.Second.From : pair.First.To <= pair.Second.From)
                && sorted.Zip(sorted.Skip(1)).All(pair => scale.Shade(pair.First) <= scale.Shade(pair.Second))
                && scale.Shade(0) is 0;
        }))));
}
