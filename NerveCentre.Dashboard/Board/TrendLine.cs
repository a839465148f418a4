using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>
/// The stored readings as steps: a value stands until the next one. What is past and what is of today are two paths, so that a new reading
/// sends only the short one; the days shown begin at midnight UTC, so that the long one stays the same all day.
/// </summary>
internal sealed class TrendLine
{
    public const double Width = 320;
    public const double Height = 88;
    public const double Top = 6;
    public const double Bottom = 76;

    /// <summary>In percentage points. A tenth of a point must not look like a landslide.</summary>
    private const double SmallestSpan = 10;

    private readonly DateTimeOffset _from;
    private readonly double _days;

    private TrendLine(DateTimeOffset from, double days, double low, double high) => (_from, _days, Low, High) = (from, days, low, high);

    /// <summary>What the lower edge stands for, in percent.</summary>
    public double Low { get; }

    /// <summary>What the upper edge stands for, in percent.</summary>
    public double High { get; }

    public string Past { get; private set; } = "";

    public string Today { get; private set; } = "";

    /// <summary>Every value drawn, oldest first; the last one is the present reading.</summary>
    public IReadOnlyList<CoverageHistoryPoint> Points { get; private init; } = [];

    public double? Target { get; private set; }

    public (double X, double Y)? End { get; private set; }

    /// <summary><c>null</c> when nothing of these days could be measured.</summary>
    public static TrendLine? Of(BoardSnapshot snapshot)
    {
        var (trend, now) = (snapshot.Trend, snapshot.Coverage);
        var present = new CoverageHistoryPoint(now.AsOf, now.Active, now.Covered, now.RestrictedOnly, now.Gap, now.Unknown, string.Join(' ', now.PriorityMarkets));
        List<CoverageHistoryPoint> points = [.. trend.Before is { } before ? [before] : Array.Empty<CoverageHistoryPoint>(), .. trend.Points];
        if (points is not [.., var last] || last with { At = present.At } != present)
        {
            points.Add(present);
        }

        var values = points.Select(p => p.Percent).OfType<double>().ToList();
        if (values.Count is 0)
        {
            return null;
        }

        var (low, high) = Range([.. values, .. now.Target is { } target ? [target] : Array.Empty<double>()]);
        var line = new TrendLine(trend == CoverageTrend.None ? CoverageTrend.StartOf(snapshot.At) : trend.From, CoverageTrend.Days + 1, low, high) { Points = points };
        line.Draw(now, snapshot.At);
        return line;
    }

    public double X(DateTimeOffset moment) => Width * Math.Clamp((moment - _from).TotalDays / _days, 0, 1);

    public double Y(double percent) => Bottom - ((Bottom - Top) * (percent - Low) / (High - Low));

    private void Draw(CoverageReading now, DateTimeOffset at)
    {
        // Today's reading is drawn up to this minute, the others up to the next one.
        var today = _from.AddDays(CoverageTrend.Days);
        Past = Steps(Points, DateTimeOffset.MinValue, today < at ? today : at);
        Today = Steps(Points, today, at);
        Target = now.Target is { } target ? Y(target) : null;
        End = now.Percent is { } percent ? (X(at), Y(percent)) : null;
    }

    /// <summary>The part of the steps between two moments. Where nothing could be measured the line has a gap.</summary>
    private string Steps(IReadOnlyList<CoverageHistoryPoint> points, DateTimeOffset first, DateTimeOffset end)
    {
        var path = new System.Text.StringBuilder();
        var isDrawn = false;
        for (var i = 0; i < points.Count; i++)
        {
            var (from, to) = (points[i].At > first ? points[i].At : first, i + 1 < points.Count && points[i + 1].At < end ? points[i + 1].At : end);
            if (points[i].Percent is not { } percent || to < from)
            {
                isDrawn = isDrawn && to < from;
                continue;
            }

            var (x, y) = (Number(X(from)), Number(Y(percent)));
            path.Append(isDrawn ? $"V{y}" : $"M{x} {y}").Append('H').Append(Number(X(to)));
            isDrawn = true;
        }

        return path.ToString();
    }

    private static string Number(double value) => Svg.Number(Math.Round(value, 1));

    private static (double Low, double High) Range(IReadOnlyCollection<double> values)
    {
        var (low, high) = (5 * Math.Floor(values.Min() / 5), 5 * Math.Ceiling(values.Max() / 5));
        if (high - low < SmallestSpan)
        {
            high = Math.Min(100, low + SmallestSpan);
            low = high - SmallestSpan;
        }

        return (low, high);
    }
}
