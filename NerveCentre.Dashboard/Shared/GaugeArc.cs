using NerveCentre.Core.Coverage;

namespace NerveCentre.Dashboard.Shared;

/// <summary>
/// The half circle of the coverage gauge: covered from the left, then gap, unknown and, at the right end, restricted only,
/// so that the ceiling is where the restricted begin.
/// </summary>
internal static class GaugeArc
{
    public const double CentreX = 160;
    public const double CentreY = 152;
    public const double Radius = 128;

    /// <summary>In degrees. A class with a single listing among thousands must still be seen.</summary>
    public const double SmallestSweep = 1.2;

    public static IReadOnlyList<GaugeSegment> Segments(CoverageReading reading)
    {
        (string Class, int Listings)[] parts =
        [
            ("covered", reading.Covered), ("gap", reading.Gap), ("unknown", reading.Unknown), ("restricted", reading.RestrictedOnly),
        ];
        parts = [.. parts.Where(p => p.Listings > 0)];
        var sweeps = Sweeps([.. parts.Select(p => p.Listings)]);
        var segments = new List<GaugeSegment>(parts.Length);
        var start = 0.0;
        foreach (var ((name, listings), sweep) in parts.Zip(sweeps))
        {
            segments.Add(new GaugeSegment(name, listings, start, sweep));
            start += sweep;
        }

        return segments;
    }

    /// <summary>The arc between two angles; 0 is the left end, 180 the right.</summary>
    public static string Path(double from, double to)
    {
        var ((x1, y1), (x2, y2)) = (Point(from, Radius), Point(to, Radius));
        return $"M{Svg.Number(x1)} {Svg.Number(y1)}A{Svg.Number(Radius)} {Svg.Number(Radius)} 0 0 1 {Svg.Number(x2)} {Svg.Number(y2)}";
    }

    /// <summary>A tick across the arc, a little longer than the arc is thick.</summary>
    public static string Tick(double angle)
    {
        var ((x1, y1), (x2, y2)) = (Point(angle, Radius - 17), Point(angle, Radius + 17));
        return $"M{Svg.Number(x1)} {Svg.Number(y1)}L{Svg.Number(x2)} {Svg.Number(y2)}";
    }

    /// <summary>A triangle outside of the arc whose tip touches it.</summary>
    public static string Marker(double angle)
    {
        var (tip, left, right) = (Point(angle, Radius + 13), Point(angle - 2.6, Radius + 24), Point(angle + 2.6, Radius + 24));
        return $"M{Svg.Number(tip.X)} {Svg.Number(tip.Y)}L{Svg.Number(left.X)} {Svg.Number(left.Y)}L{Svg.Number(right.X)} {Svg.Number(right.Y)}Z";
    }

    public static (double X, double Y) Point(double angle, double radius)
    {
        var radians = Math.PI * (180 - angle) / 180;
        return (CentreX + (radius * Math.Cos(radians)), CentreY - (radius * Math.Sin(radians)));
    }

    /// <summary>In proportion to the listings, but none smaller than <see cref="SmallestSweep"/>; together 180.</summary>
    private static double[] Sweeps(int[] listings)
    {
        double total = listings.Sum(l => (long)l);
        var spare = 180 - (SmallestSweep * listings.Length);
        return listings.Select(l => 180 * l / total).All(s => s >= SmallestSweep)
            ? [.. listings.Select(l => 180 * l / total)]
            : [.. listings.Select(l => SmallestSweep + (spare * l / total))];
    }
}

/// <param name="Class">covered, gap, unknown or restricted.</param>
/// <param name="Start">In degrees from the left end.</param>
/// <param name="Sweep">In degrees.</param>
internal sealed record GaugeSegment(string Class, int Listings, double Start, double Sweep)
{
    public string Path => GaugeArc.Path(Start, Start + Sweep);
}
