using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Board;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class CoverageSentencesTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    [Theory]
    [InlineData(3534, 129, 647, "About 1 in 6 listings misses at least one priority market.")]
    [InlineData(75, 0, 25, "1 in 4 listings misses at least one priority market.")]
    [InlineData(1000, 0, 500, "1 in 3 listings misses at least one priority market.")]
    [InlineData(200, 0, 301, "About 3 in 5 listings miss at least one priority market.")]
    [InlineData(10, 0, 990, "Nearly every listing misses at least one priority market.")]
    [InlineData(100_000, 0, 3, "Fewer than 1 in 1,000 listings misses at least one priority market.")]
    [InlineData(2, 0, 1, "1 of 3\u00A0listings misses at least one priority market.")]
    [InlineData(100, 0, 0, "Every active listing ships to every priority market.")]
    [InlineData(0, 0, 100, "No active listing ships to every priority market.")]
    public void Missing_IsSaidAsPeopleSayIt(int covered, int restricted, int gap, string sentence) =>
        Assert.Equal(sentence, CoverageSentences.Missing(Sample.Coverage(covered, restricted, gap, 0)));

    [Fact]
    public void Missing_WhenTheRestIsUnknown_ClaimsNothing() =>
        Assert.Equal("No listing is known to miss a priority market.", CoverageSentences.Missing(Sample.Coverage(90, 0, 0, 10)));

    [Fact]
    public void Missing_WithoutMarkets_SaysNothing() => Assert.Equal("", CoverageSentences.Missing(Sample.Coverage(90, 0, 10, 0, markets: "")));

    [Fact]
    public void Ceiling_NamesWhatNoEditCanReach() =>
        Assert.Equal("97.0\u00A0% reachable: 3.0\u00A0% is restricted.", CoverageSentences.Ceiling(Sample.SeedCoverage));

    [Theory]
    [InlineData(80, 82.0, "The target of 80.0\u00A0% is reached.")]
    [InlineData(82, 82.0, "The target of 82.0\u00A0% is reached.")]
    [InlineData(85.5, 82.0, "3.5 points below the target of 85.5\u00A0%: 35\u00A0more listings have to be covered.")]
    [InlineData(82.1, 82.0, "0.1 points below the target of 82.1\u00A0%: 1\u00A0more listing has to be covered.")]
    [InlineData(99, 82.0, "The target of 99.0\u00A0% lies above what templates can reach: 97.0\u00A0% at most, since the rest is restricted.")]
    public void Target_SaysHowFarItIs(double target, double percent, string sentence) =>
        Assert.Equal(sentence, CoverageSentences.Target(Sample.Coverage((int)(10 * percent), 30, 970 - (int)(10 * percent), 0) with { Target = target }));

    [Fact]
    public void Target_OfAllListings_IsNotReachedByNearlyAll() =>
        Assert.StartsWith("0.1 points below", CoverageSentences.Target(Sample.Coverage(99_999, 0, 1, 0) with { Target = 100 }), StringComparison.Ordinal);

    [Fact]
    public void Previous_SkipsTheStoredReadingThatIsThisOne()
    {
        var now = Sample.Coverage(82, 0, 18, 0);
        CoverageHistoryPoint[] history =
        [
            new(Sample.Noon, 100, 82, 0, 18, 0, "BR US"),
            new(Sample.Noon.AddDays(-2), 100, 80, 0, 20, 0, "BR US"),
        ];
        var change = CoverageSentences.Change(now, CoverageSentences.Previous(now, history));
        Assert.Equal((2.0, 80.0, Sample.Noon.AddDays(-2), true), (Math.Round(change!.Points, 9), change.Then, change.Since, change.SameMarkets));
    }

    [Fact]
    public void Change_AfterTheListChanged_SaysSo()
    {
        var change = CoverageSentences.Change(Sample.Coverage(82, 0, 18, 0), new CoverageHistoryPoint(Sample.Noon.AddDays(-2), 100, 80, 0, 20, 0, "BR"));
        Assert.False(change!.SameMarkets);
    }

    [Fact]
    public void Change_WithoutAnEarlierReading_OrAMeasuredOne_IsNone()
    {
        Assert.Null(CoverageSentences.Change(Sample.SeedCoverage, null));
        Assert.Null(CoverageSentences.Change(Sample.SeedCoverage, new CoverageHistoryPoint(Sample.Noon, 100, 0, 0, 0, 100, "")));
    }

    public void Dispose() => _english.Dispose();
}
