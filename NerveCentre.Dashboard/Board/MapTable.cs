using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;
using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Parts;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>Which rows the table of the map has, and in which order.</summary>
internal static class MapTable
{
    /// <summary>Countries with orders, or those that are looked for, or all 250; as the address sorts them.</summary>
    public static IReadOnlyList<CountryRow> Rows(MapFigures map, MapView view)
    {
        var shown = view.Find is { } find ? map.Rows.Where(r => Matches(r.Country, find))
            : map.Rows.Where(r => view.All || r.Orders > 0 || r.Country == view.Selected);
        var descending = view.Sort.StartsWith('-');
        return view.Sort.TrimStart('-') is "name"
            ? [.. descending ? shown.OrderByDescending(r => CountryCatalogue.NameOf(r.Country), StringComparer.CurrentCulture) : shown.OrderBy(r => CountryCatalogue.NameOf(r.Country), StringComparer.CurrentCulture)]
            : [.. (descending ? shown.OrderByDescending(r => ValueOf(r, view.Sort, map)) : shown.OrderBy(r => ValueOf(r, view.Sort, map))).ThenByDescending(r => r.Orders).ThenBy(r => r.Country)];
    }

    /// <summary>Part of the name with or without its accents, the code of two or three letters, or anything that the catalogue knows as the country.</summary>
    public static bool Matches(CountryCode country, string find) =>
        CultureInfo.CurrentCulture.CompareInfo.IndexOf(CountryCatalogue.NameOf(country), find, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0
        || string.Equals(country.Alpha2, find, StringComparison.OrdinalIgnoreCase)
        || CountryCatalogue.Get(country).Alpha3.StartsWith(find, StringComparison.OrdinalIgnoreCase)
        || CountryCatalogue.Find(find) == country;

    /// <summary>Cut where it changes by itself.</summary>
    public static MarkupString Row(CountryRow row, MapKey key, MapFigures map, StoreLinks links) =>
        new(string.Join(LiveMarkup.Cut, Head(row, key, map, links), Demand(row, map), Coverage(row, links)));

    /// <summary>The country, its look and its page.</summary>
    private static string Head(CountryRow row, MapKey key, MapFigures map, StoreLinks links) =>
        $"<th scope=\"row\" class=\"{key.FillOf(row.Country)}\"><a href=\"{Html(links.Country(row.Country))}\">{Html(CountryCatalogue.NameOf(row.Country))}</a>"
        + (map.Priority.Contains(row.Country) ? $" <span class=\"tag\">{Html(T("priority"))}</span>" : "") + "</th>";

    /// <summary>What an order changes.</summary>
    private static string Demand(CountryRow row, MapFigures map) =>
        $"<td>{Html(Figures.Count(row.Orders))}</td><td>{Html(Figures.Percent(100 * row.Share))}</td><td>{Html(DemandSentences.Change(row.Change, map.CanCompare))}</td><td>{Html(DemandSentences.Opportunity(row.Opportunity))}</td>";

    /// <summary>What a listing or a template changes.</summary>
    private static string Coverage(CountryRow row, StoreLinks links) =>
        $"<td>{Html(row.Coverage.Percent is { } percent ? Figures.Percent(percent) : "–")}</td><td>"
        + (row.Uncovered is 0 ? Figures.Count(0) : $"<a href=\"{Html(links.Uncovered(row.Country))}\" aria-label=\"{Html(T("{0:# listing|# listings} uncovered for {1}", row.Uncovered, CountryCatalogue.NameOf(row.Country)))}\">{Figures.Count(row.Uncovered)}</a>") + "</td>";

    // A space that does not break is one character as it is, and six when encoded.
    private static string Html(string text) => WebUtility.HtmlEncode(text).Replace("&#160;", "\u00A0", StringComparison.Ordinal);

    /// <summary>What cannot be compared stands with the smallest, so that it is last when the largest are first.</summary>
    private static double ValueOf(CountryRow row, string sort, MapFigures map) => sort.TrimStart('-') switch
    {
        "share" => row.Share,
        "change" when !map.CanCompare => 0,
        "change" => row.Change.IsNew ? double.MaxValue : row.Change.Ratio ?? double.MinValue,
        "coverage" => row.Coverage.Percent ?? -1,
        "uncovered" => row.Uncovered,
        "opportunity" => row.Opportunity.Opportunity,
        _ => row.Orders,
    };
}
