using System.Globalization;

namespace NerveCentre.Dashboard.Shared;

/// <summary>The part of the world map that is shown: always as wide for its height as the whole.</summary>
/// <param name="X">Left edge, in the drawing's units.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">At most <see cref="WorldMapLayout.Width"/>, at least a <see cref="MostZoom"/>th of it.</param>
public readonly record struct MapFrame(double X, double Y, double Width)
{
    public const double MostZoom = 16;

    /// <summary>Room around what a frame is made to hold, as a part of its size.</summary>
    private const double Margin = 0.06;

    /// <summary>Wider than this, a country may outgrow its whole area: Russia does.</summary>
    private const double Giant = WorldMapLayout.Width / 5.0;

    /// <summary>Narrower than this, a country is left out of its area's frame when that makes it smaller than the next number of itself.</summary>
    private const double Islet = 10;

    private const double WorthLeavingOut = 0.85;

    public static MapFrame World { get; } = new(0, 0, WorldMapLayout.Width);

    public double Height => Width * WorldMapLayout.Height / WorldMapLayout.Width;

    public double Zoom => WorldMapLayout.Width / Width;

    public bool Holds(double x, double y) => x >= X && x <= X + Width && y >= Y && y <= Y + Height;

    /// <summary>For the drawing's <c>viewBox</c>.</summary>
    public string ViewBox => $"{Svg.Number(X)} {Svg.Number(Y)} {Svg.Number(Width)} {Svg.Number(Height)}";

    /// <summary>For an address: left, upper edge and width.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{X:0.#},{Y:0.#},{Width:0.#}");

    public static MapFrame? Parse(string text)
    {
        var parts = text.Split(',');
        // "NaN" and "Infinity" are numbers to the parser, and lie nowhere on a map.
        return parts.Length is 3 && parts.All(p => double.TryParse(p, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            && parts.Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray() is [var x, var y, > 0 and var width]
            ? Within(x, y, width)
            : null;
    }

    /// <summary>Larger or smaller around the same middle.</summary>
    public MapFrame Zoomed(double factor) => Within(X + (Width * (1 - (1 / factor)) / 2), Y + (Height * (1 - (1 / factor)) / 2), Width / factor);

    /// <summary>The smallest frame around countries, with some room; the world when there are none.</summary>
    internal static MapFrame Around(IEnumerable<MapPlace> places) => Around([.. places.Select(p => p.Extent)]);

    /// <summary>
    /// A frame around an area, without what would make it much larger and the rest small: Russia among Europe's countries,
    /// islands far out in an ocean, one in six at most. What lies on both edges of the map (Oceania) is shown where most of it is.
    /// </summary>
    internal static MapFrame AroundMost(IEnumerable<MapPlace> places)
    {
        var boxes = OneSide([.. places.Select(p => p.Extent)]);
        if (boxes.Count > 2 && boxes.MaxBy(b => b.Right - b.Left) is { } widest && boxes.Where(b => b != widest).ToList() is var others
            && widest.Right - widest.Left > Math.Max(Giant, others.Max(b => b.Right) - others.Min(b => b.Left)))
        {
            boxes = others;
        }

        for (var left = boxes.Count / 6; left > 0 && boxes.Any(b => b.Right - b.Left < Islet); left--)
        {
            var (without, width) = boxes.Where(b => b.Right - b.Left < Islet).Select(b => (Box: b, Around([.. boxes.Where(o => o != b)]).Width)).MinBy(b => b.Width);
            if (width > WorthLeavingOut * Around(boxes).Width)
            {
                break;
            }

            boxes.Remove(without);
        }

        return Around(boxes);
    }

    private static MapFrame Around(List<MapBox> boxes)
    {
        if (boxes is [])
        {
            return World;
        }

        var (left, right) = (boxes.Min(b => b.Left), boxes.Max(b => b.Right));
        var (top, bottom) = (boxes.Min(b => b.Top), boxes.Max(b => b.Bottom));
        var width = Math.Max(right - left, (bottom - top) * WorldMapLayout.Width / WorldMapLayout.Height) * (1 + (2 * Margin));
        width = Math.Max(width, WorldMapLayout.Width / MostZoom);
        return Within(((left + right) / 2) - (width / 2), ((top + bottom) / 2) - (width * WorldMapLayout.Height / WorldMapLayout.Width / 2), width);
    }

    private static List<MapBox> OneSide(List<MapBox> boxes)
    {
        var ordered = boxes.OrderBy(b => b.Left).ToList();
        var gap = Enumerable.Range(1, Math.Max(0, ordered.Count - 1)).Select(i => (At: i, Width: ordered[i].Left - ordered.Take(i).Max(b => b.Right))).OrderByDescending(g => g.Width).FirstOrDefault();
        return gap.Width < WorldMapLayout.Width / 2.5 ? ordered
            : gap.At > ordered.Count / 2 ? [.. ordered.Take(gap.At)]
            : [.. ordered.Skip(gap.At)];
    }

    private static MapFrame Within(double x, double y, double width)
    {
        width = Math.Clamp(width, WorldMapLayout.Width / MostZoom, WorldMapLayout.Width);
        var height = width * WorldMapLayout.Height / WorldMapLayout.Width;
        return new MapFrame(Math.Clamp(x, 0, WorldMapLayout.Width - width), Math.Clamp(y, 0, WorldMapLayout.Height - height), width);
    }
}
