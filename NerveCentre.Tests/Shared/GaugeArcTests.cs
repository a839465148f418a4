using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Board;

namespace NerveCentre.Tests.Shared;

public sealed class GaugeArcTests
{
    [Fact]
    public void Segments_OfAnyReading_FillTheHalfCircleInOrder_AndNoneIsInvisible() => Check.QuickThrowOnFailure(
        Prop.ForAll(ArbMap.Default.ArbFor<(ushort, ushort, ushort, ushort)>(), parts =>
        {
            var reading = Sample.Coverage(parts.Item1, parts.Item2, parts.Item3, parts.Item4);
            var segments = GaugeArc.Segments(reading);
            return reading.Active is 0
                ? segments.Count is 0
                : Math.Abs(segments.Sum(s => s.Sweep) - 180) < 1e-6
                    && segments.Sum(s => s.Listings) == reading.Active
                    && segments.All(s => s.Listings > 0 && s.Sweep >= GaugeArc.SmallestSweep - 1e-9)
                    && segments.Zip(segments.Skip(1)).All(p => Math.Abs(p.First.Start + p.First.Sweep - p.Second.Start) < 1e-9);
        }));

    [Fact]
    public void OneGapAmongThousands_IsStillSeen()
    {
        var segments = GaugeArc.Segments(Sample.Coverage(covered: 9999, restrictedOnly: 0, gap: 1, unknown: 0));
        Assert.Equal(["covered", "gap"], segments.Select(s => s.Class));
        Assert.Equal(GaugeArc.SmallestSweep, segments[1].Sweep, 1);
    }

    [Fact]
    public void Path_UnderACommaDecimalCulture_HasPoints()
    {
        using var german = new CultureScope("de-DE");
        Assert.Equal("M32 152A128 128 0 0 1 250.51 61.49", GaugeArc.Path(0, 135));
    }
}
