using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

/// <summary>A drawing as an eye sees it: which shapes lie over a place on earth.</summary>
internal sealed partial class WorldDrawing
{
    /// <summary>Equal Earth: Šavrič, Patterson and Jenny 2018.</summary>
    private static readonly double[] Coefficients = [1.340264, -0.081106, 0.000893, 0.003796];

    private static readonly double Middle = Math.Sqrt(3) / 2;

    /// <summary>The whole sphere is as wide as the map; the map begins at 83.9° north.</summary>
    private static readonly double Scale = WorldMapLayout.Width * Middle * Coefficients[0] / (2 * Math.PI);

    private const double North = 83.9;

    // One for each policy.
    private static readonly ConcurrentDictionary<string, WorldDrawing> Read = new();

    private readonly (CountryCode Code, List<(double X, double Y)[]> Rings)[] _shapes;

    private WorldDrawing(BorderPolicy policy)
    {
        Text = File.ReadAllText(PathOf(policy));
        Root = XDocument.Parse(Text).Root!;
        Layout = WorldMapLayout.Of(policy);
        _shapes = [.. Root.Elements().Where(path => path.Attribute("id")!.Value is not "sphere").Select(path => (CountryCode.Parse(path.Attribute("id")!.Value), Rings(path.Attribute("d")!.Value)))];
    }

    public string Text { get; }

    public XElement Root { get; }

    public WorldMapLayout Layout { get; }

    public static WorldDrawing Of(string policy) => Read.GetOrAdd(policy, name => new(BorderPolicy.Find(name)!));

    public static string PathOf(BorderPolicy policy, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "NerveCentre.Dashboard", "wwwroot", policy.Drawing);

    /// <summary>Codes of the countries that are drawn there; several only where shapes overlap.</summary>
    public IEnumerable<CountryCode> At(double x, double y) =>
        _shapes.Where(s => s.Rings.Sum(ring => Crossings(ring, y).Count(crossing => crossing > x)) % 2 is 1).Select(s => s.Code);

    /// <summary>The country that is drawn in the middle of each unit of the map; <c>null</c> for the sea.</summary>
    public CountryCode?[,] Raster()
    {
        var raster = new CountryCode?[WorldMapLayout.Width, WorldMapLayout.Height];
        foreach (var (code, rings) in _shapes)
        {
            for (var y = 0; y < WorldMapLayout.Height; y++)
            {
                double[] crossings = [.. rings.SelectMany(ring => Crossings(ring, y + 0.5)).Order()];
                for (var i = 0; i + 1 < crossings.Length; i += 2)
                {
                    for (var x = (int)Math.Ceiling(crossings[i] - 0.5); x + 0.5 < crossings[i + 1]; x++)
                    {
                        raster[x, y] = code;
                    }
                }
            }
        }

        return raster;
    }

    public static (double X, double Y) Project(double longitude, double latitude)
    {
        var (x, y) = EqualEarth(longitude, latitude);
        return ((WorldMapLayout.Width / 2.0) + (Scale * x), Scale * (EqualEarth(0, North).Y - y));
    }

    private static (double X, double Y) EqualEarth(double longitude, double latitude)
    {
        var l = Math.Asin(Middle * Math.Sin(latitude * Math.PI / 180));
        double[] powers = [1, Math.Pow(l, 2), Math.Pow(l, 6), Math.Pow(l, 8)];
        int[] exponents = [1, 3, 7, 9];
        var slope = powers.Zip(exponents, Coefficients).Sum(t => t.First * t.Second * t.Third);
        return (longitude * Math.PI / 180 * Math.Cos(l) / (Middle * slope), l * powers.Zip(Coefficients).Sum(t => t.First * t.Second));
    }

    /// <summary>Rings of a path that knows m, l and z alone, all of them relative.</summary>
    private static List<(double X, double Y)[]> Rings(string path)
    {
        var rings = new List<(double X, double Y)[]>();
        var (x, y) = (0.0, 0.0);
        foreach (var ring in path.Split('z', StringSplitOptions.RemoveEmptyEntries))
        {
            double[] steps = [.. Number().Matches(ring).Select(n => double.Parse(n.Value, CultureInfo.InvariantCulture))];
            (x, y) = (x + steps[0], y + steps[1]);
            var points = new List<(double X, double Y)> { (x, y) };
            for (var i = 2; i < steps.Length; i += 2)
            {
                points.Add((points[^1].X + steps[i], points[^1].Y + steps[i + 1]));
            }

            rings.Add([.. points]);
        }

        return rings;
    }

    /// <summary>Where a ring crosses the horizontal through <paramref name="y"/>.</summary>
    private static IEnumerable<double> Crossings((double X, double Y)[] ring, double y)
    {
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
        {
            if (ring[i].Y > y != ring[j].Y > y)
            {
                yield return ring[i].X + ((y - ring[i].Y) * (ring[j].X - ring[i].X) / (ring[j].Y - ring[i].Y));
            }
        }
    }

    [GeneratedRegex(@"-?\d*\.?\d+")]
    private static partial Regex Number();
}
