using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;
using NerveCentre.Core.Countries;

namespace NerveCentre.Dashboard.Shared;

/// <summary>
/// The part of the world map that never changes: 250 links, one per country. Made once and shared by every viewer,
/// so that neither a circuit's memory nor an update carries it.
/// </summary>
internal static class MapMarkup
{
    /// <summary>Bound of <see cref="Made"/>. There is one entry per language, store, way of counting and part.</summary>
    private const int MaxMade = 64;

    /// <summary>Where Tab enters the map as long as no script says otherwise.</summary>
    private static readonly CountryCode Entry = CountryCode.Parse("US");

    private static readonly ConcurrentDictionary<(string Culture, StoreLinks Links, string Source, bool Markers), MarkupString> Made = [];

    /// <summary>Links of the countries that are large enough to be pointed at; shapes without a link for the rest.</summary>
    public static MarkupString Shapes(StoreLinks links, string source) => Get(links, source, markers: false);

    /// <summary>Links of the countries that are drawn as points, to be painted above every shape.</summary>
    public static MarkupString Markers(StoreLinks links, string source) => Get(links, source, markers: true);

    public static string Use(string source, CountryCode country) => $"{source}#{country}";

    private static MarkupString Get(StoreLinks links, string source, bool markers)
    {
        var key = (CultureInfo.CurrentUICulture.Name, links, source, markers);
        if (Made.TryGetValue(key, out var made))
        {
            return made;
        }

        if (Made.Count >= MaxMade)
        {
            Made.Clear();
        }

        return Made[key] = new MarkupString(markers ? MakeMarkers(links) : MakeShapes(links, source));
    }

    private static string MakeShapes(StoreLinks links, string source)
    {
        var svg = new StringBuilder();
        foreach (var place in WorldMapLayout.Places.Where(p => p.HasShape))
        {
            var shape = $"<use href=\"{Use(source, place.Code)}\"/>";
            svg.Append(place.NeedsMarker ? shape : Link(links, place, shape));
        }

        return svg.ToString();
    }

    private static string MakeMarkers(StoreLinks links)
    {
        var svg = new StringBuilder();
        foreach (var place in WorldMapLayout.Places.Where(p => p.NeedsMarker))
        {
            var (x, y) = (Svg.Number(place.MarkerX), Svg.Number(place.MarkerY));
            var leader = (place.X, place.Y) == (place.MarkerX, place.MarkerY) ? "" : $"<line x1=\"{Svg.Number(place.X)}\" y1=\"{Svg.Number(place.Y)}\" x2=\"{x}\" y2=\"{y}\"/>";
            svg.Append(Link(links, place, $"{leader}<circle cx=\"{x}\" cy=\"{y}\" r=\"{Svg.Number(WorldMapLayout.MarkerRadius)}\"/>"));
        }

        return svg.ToString();
    }

    private static string Link(StoreLinks links, MapPlace place, string content) =>
        $"<a href=\"{WebUtility.HtmlEncode(links.Country(place.Code))}\" data-code=\"{place.Code}\" data-go=\"{place.Neighbours.Up} {place.Neighbours.Down} {place.Neighbours.Left} {place.Neighbours.Right}\""
        + $" data-at=\"{Svg.Number(place.MarkerX)} {Svg.Number(place.MarkerY)}\" tabindex=\"{(place.Code == Entry ? 0 : -1)}\" aria-label=\"{WebUtility.HtmlEncode(CountryCatalogue.NameOf(place.Code))}\">{content}</a>";
}
