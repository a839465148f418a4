using System.Globalization;
using NerveCentre.Core.Countries;

namespace NerveCentre.Dashboard.Shared;

/// <summary>
/// Where each of the 250 countries is on the drawing of a border policy. Coordinates are those of the drawing's view box, which all policies share.
/// Drawing and layout are made by <c>build/world-map</c> and committed.
/// </summary>
internal sealed class WorldMapLayout
{
    public const int Width = 1000;
    public const int Height = 448;

    /// <summary>The drawing's <c>viewBox</c>.</summary>
    public const string ViewBox = "0 0 1000 448";

    /// <summary>Markers of this radius do not overlap.</summary>
    public const double MarkerRadius = 2.6;

    // 250 entries, in the order of their codes.
    private readonly MapPlace[] _byOrdinal;

    private WorldMapLayout(BorderPolicy policy, MapPlace[] places) => (Policy, _byOrdinal) = (policy, places);

    public BorderPolicy Policy { get; }

    /// <summary>All 250 places, in alphabetical order of their codes.</summary>
    public IReadOnlyList<MapPlace> Places => _byOrdinal;

    /// <exception cref="ArgumentException"><paramref name="code"/> is <c>default</c>, which is no country.</exception>
    public MapPlace Get(CountryCode code) =>
        code.Ordinal is 0 ? throw new ArgumentException("default(CountryCode) is no country.", nameof(code)) : _byOrdinal[code.Ordinal - 1];

    public static WorldMapLayout Of(BorderPolicy policy) => new(policy, Read($"NerveCentre.Dashboard.Shared.world-{policy.Name}.csv"));

    private static MapPlace[] Read(string resource)
    {
        using var stream = typeof(WorldMapLayout).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidDataException($"{resource} is not embedded.");
        using var reader = new StreamReader(stream);
        _ = reader.ReadLine(); // column names
        var places = new List<MapPlace>(CountryCode.Total);
        while (reader.ReadLine() is { } line)
        {
            places.Add(ReadPlace(line.Split(',')));
        }

        return places.Count is CountryCode.Total
            ? [.. places.OrderBy(place => place.Code)]
            : throw new InvalidDataException($"{resource} places {places.Count} countries, not {CountryCode.Total}.");
    }

    private static MapPlace ReadPlace(string[] row) => new(
        CountryCode.Parse(row[0]),
        HasShape: row[1] is "1",
        NeedsMarker: row[2] is "1",
        X: Number(row[3]),
        Y: Number(row[4]),
        MarkerX: Number(row[5]),
        MarkerY: Number(row[6]),
        Box: row[7].Length is 0 ? null : new MapBox(Number(row[7]), Number(row[8]), Number(row[9]), Number(row[10])),
        new MapNeighbours(Neighbour(row[11]), Neighbour(row[12]), Neighbour(row[13]), Neighbour(row[14])));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static CountryCode? Neighbour(string code) => code.Length is 0 ? null : CountryCode.Parse(code);
}

/// <summary>One country on the map.</summary>
/// <param name="HasShape">Whether the drawing has a path with the code as its id.</param>
/// <param name="NeedsMarker">Without a shape, or with one too small to be hit: draw a circle at the marker's point, beside the shape if there is one.</param>
/// <param name="X">A point well inside the largest piece of land: for labels and tooltips.</param>
/// <param name="MarkerX">As <paramref name="X"/>, moved at most a few pixels where markers would overlap. The same point when no marker is needed.</param>
/// <param name="Box">Of the largest piece of land; <c>null</c> without a shape.</param>
/// <param name="Neighbours">Where the arrow keys lead.</param>
internal sealed record MapPlace(
    CountryCode Code,
    bool HasShape,
    bool NeedsMarker,
    double X,
    double Y,
    double MarkerX,
    double MarkerY,
    MapBox? Box,
    MapNeighbours Neighbours)
{
    /// <summary>What a frame must hold to show the country: its largest piece, or its marker.</summary>
    public MapBox Extent => Box ?? new MapBox(MarkerX - WorldMapLayout.MarkerRadius, MarkerY - WorldMapLayout.MarkerRadius, MarkerX + WorldMapLayout.MarkerRadius, MarkerY + WorldMapLayout.MarkerRadius);
}

internal sealed record MapBox(double Left, double Top, double Right, double Bottom);

/// <summary><c>null</c> where the map ends. Following the keys from anywhere, every one of the 250 countries can be reached.</summary>
internal sealed record MapNeighbours(CountryCode? Up, CountryCode? Down, CountryCode? Left, CountryCode? Right);
