using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class TrendLineTests : IDisposable
{
    private static readonly DateTimeOffset From = CoverageTrend.StartOf(Sample.Noon);
    private readonly CultureScope _german = new("de");

    [Fact]
    public void Steps_StandUntilTheNextReading_AndTodayHasAPathOfItsOwn()
    {
        var line = TrendLine.Of(Snapshot(Point(-40, 80), Point(-15.5, 90), Point(-0.25, 82)))!;

        // 31 days on 320: 30 days before today's midnight, half of them at 80 %, half at 90 %, and half a day of 82 %.
        Assert.Equal((80.0, 90.0), (line.Low, line.High));
        Assert.Equal("M0 76H154.8V6H309.7", line.Past);
        Assert.Equal("M309.7 6H312.3V62H314.8", line.Today);
    }

    [Fact]
    public void WhatCouldNotBeMeasured_IsAGap()
    {
        var line = TrendLine.Of(Snapshot(Point(-20.5, 90), Point(-10.5, 90) with { PriorityMarkets = "" }, Point(-5.5, 82)))!;

        Assert.Equal(2, line.Past.Count(c => c is 'M'));
        using var english = new CultureScope("en");
        Assert.Equal("From 90.0\u00A0%, read 23 Feb, 16:00, to 82.0\u00A0% now; lowest 82.0\u00A0%, highest 90.0\u00A0%.", TrendWords.Sentence(line, new StoreTime("America/Los_Angeles"), Sample.Noon));
    }

    [Fact]
    public void NothingMeasured_IsNoLine() => Assert.Null(TrendLine.Of(Sample.Snapshot(Sample.Coverage(1, 0, 1, 0, markets: ""))));

    [Fact]
    public void Target_IsWithinTheDrawing()
    {
        var snapshot = Snapshot(Point(-5, 82));
        var line = TrendLine.Of(snapshot with { Coverage = snapshot.Coverage with { Target = 97.5 } })!;

        Assert.Equal((80.0, 100.0), (line.Low, line.High));
        Assert.InRange(line.Target!.Value, TrendLine.Top, TrendLine.Bottom);
    }

    [Fact]
    public void Notes_LeadToWhatTheyName_OrNowhere()
    {
        var links = new StoreLinks("Shop");
        var batch = new TrendNote(From, TrendNoteKind.ListingsPublished, 30, []) { FirstDay = new(2026, 3, 1), LastDay = new(2026, 3, 9) };
        var edit = new TrendNote(From, TrendNoteKind.TemplatesChanged, 1, ["A"]) { TemplateId = 7 };

        Assert.Equal("/listings?class=active&from=2026-03-01&to=2026-03-09&sort=published&store=Shop", TrendWords.Link(batch, links));
        Assert.Equal("/listings?class=active&template=7&store=Shop", TrendWords.Link(edit, links));
        Assert.Null(TrendWords.Link(edit with { Count = 2, TemplateId = null }, links));
    }

    private static CoverageHistoryPoint Point(double days, int covered) => new(Sample.Noon.AddDays(days), 100, covered, 0, 100 - covered, 0, "BR US");

    private static BoardSnapshot Snapshot(params CoverageHistoryPoint[] points) => Sample.Snapshot(Sample.Coverage(82, 0, 18, 0)) with
    {
        Trend = new CoverageTrend(From, points.LastOrDefault(p => p.At <= From), [.. points.Where(p => p.At > From)], null, null),
    };

    public void Dispose() => _german.Dispose();
}
