using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;
using NerveCentre.Core.Countries;

namespace NerveCentre.Dashboard.Shared;

/// <summary>
/// What is drawn on the world map, for the first response: patterns, 250 links with their looks, outlines of priority markets.
/// It works without script. map.js keeps these nodes and paints them from the map's data- attributes,
/// so that neither a circuit's memory nor its socket carries them.
/// </summary>
internal static class MapMarkup
{
    private static readonly CultureInfo Machines = CultureInfo.InvariantCulture;

    /// <summary>Where Tab enters the map as long as no script says otherwise.</summary>
    private static readonly CountryCode Entry = CountryCode.Parse("US");

    /// <summary>Colour and texture of what colour alone must not say; looks are in app.css. Sizes are those of the whole world.</summary>
    private const string Patterns = """
        <defs>
        <pattern id="map-few" width="4" height="4" patternUnits="userSpaceOnUse"><rect class="m-land" width="4" height="4"/><circle cx="2" cy="2" r=".8" class="m-ink"/></pattern>
        <pattern id="map-zero" width="4" height="4" patternUnits="userSpaceOnUse"><rect class="m-land" width="4" height="4"/><rect class="m-ink" width="4" height=".6"/></pattern>
        <pattern id="map-unknown" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="m-unknown-ground" width="5" height="5"/><rect class="m-unknown-line" width="1.2" height="5"/></pattern>
        <pattern id="map-nodata" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="m-sunk" width="5" height="5"/><rect class="m-unknown-line" width=".6" height="5"/></pattern>
        <pattern id="map-down1" width="4" height="4" patternUnits="userSpaceOnUse"><rect class="m-down1" width="4" height="4"/><rect class="m-down-line" width="4" height=".9"/></pattern>
        <pattern id="map-down2" width="3" height="3" patternUnits="userSpaceOnUse"><rect class="m-down2" width="3" height="3"/><rect class="m-down-line" width="3" height=".9"/></pattern>
        """;

    public static MarkupString Drawing(MapDrawing drawing)
    {
        var svg = new StringBuilder(Patterns);
        var world = drawing.World;
        for (var demand = 1; demand <= 3; demand++)
        {
            // Demand is the depth, the gap is the hatching: two things that no eye takes for each other.
            svg.Append(Machines, $"<pattern id=\"map-d{demand}g2\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"d{demand}\" width=\"7\" height=\"7\"/><rect class=\"m-gap-line\" width=\"1.6\" height=\"7\"/></pattern>");
            svg.Append(Machines, $"<pattern id=\"map-d{demand}g3\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"d{demand}\" width=\"5\" height=\"5\"/><rect class=\"m-gap-line\" width=\"2.3\" height=\"5\"/></pattern>");
        }

        var (line, radius) = (Svg.Number(0.5 / drawing.Frame.Zoom), Svg.Number(RadiusAt(drawing.Frame.Zoom)));
        svg.Append("</defs>").Append(Machines, $"<use class=\"sphere\" href=\"{drawing.Source}#sphere\" stroke-width=\"{line}\"/><g class=\"places\" stroke-width=\"{line}\">");
        foreach (var place in world.Places.Where(p => p.HasShape))
        {
            var shape = $"<use href=\"{drawing.Source}#{place.Code}\"/>";
            svg.Append(place.NeedsMarker ? shape : Link(drawing, place, shape));
        }

        svg.Append(Machines, $"</g><g class=\"places points\" stroke-width=\"{line}\">");
        foreach (var place in world.Places.Where(p => p.NeedsMarker))
        {
            svg.Append(Link(drawing, place, Marker(place, radius)));
        }

        svg.Append(Machines, $"</g><g class=\"outlines\" stroke-width=\"{Svg.Number(0.8 / drawing.Frame.Zoom)}\">");
        foreach (var place in drawing.Priority.Select(world.Get))
        {
            svg.Append(place.NeedsMarker ? Circle(place, radius) : $"<use href=\"{drawing.Source}#{place.Code}\"/>");
        }

        return new MarkupString(svg.Append("</g><g class=\"hot\"></g>").ToString());
    }

    /// <summary>Markers grow with the map, but more slowly: what they stand beside comes out from under them.</summary>
    public static double RadiusAt(double zoom) => WorldMapLayout.MarkerRadius / Math.Sqrt(zoom);

    private static string Marker(MapPlace place, string radius) =>
        ((place.X, place.Y) == (place.MarkerX, place.MarkerY) ? "" : $"<line x1=\"{Svg.Number(place.X)}\" y1=\"{Svg.Number(place.Y)}\" x2=\"{Svg.Number(place.MarkerX)}\" y2=\"{Svg.Number(place.MarkerY)}\"/>") + Circle(place, radius);

    private static string Circle(MapPlace place, string radius) => $"<circle cx=\"{Svg.Number(place.MarkerX)}\" cy=\"{Svg.Number(place.MarkerY)}\" r=\"{radius}\"/>";

    private static string Link(MapDrawing drawing, MapPlace place, string content) =>
        $"<a href=\"{WebUtility.HtmlEncode(drawing.Links.Country(place.Code))}\"{(drawing.Fill(place.Code) is { Length: > 0 } fill ? $" class=\"{fill}\"" : "")} data-code=\"{place.Code}\" data-go=\"{place.Neighbours.Up} {place.Neighbours.Down} {place.Neighbours.Left} {place.Neighbours.Right}\""
        + $" data-at=\"{Svg.Number(place.MarkerX)} {Svg.Number(place.MarkerY)}\" tabindex=\"{(place.Code == Entry ? 0 : -1)}\" aria-label=\"{WebUtility.HtmlEncode(CountryCatalogue.NameOf(place.Code))}\">{content}</a>";
}

/// <param name="Source">Address of the drawing that the layout belongs to.</param>
/// <param name="Fill">The look of a country; empty for bare land.</param>
internal sealed record MapDrawing(StoreLinks Links, WorldMapLayout World, string Source, MapFrame Frame, IReadOnlyList<CountryCode> Priority, Func<CountryCode, string> Fill);
