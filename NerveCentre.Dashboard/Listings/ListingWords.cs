using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Listings;

/// <summary>A list of listings in words.</summary>
internal static class ListingWords
{
    /// <summary>Longest name of a template or category in a table.</summary>
    private const int MaxName = 80;

    public static string Title(ListingFilter filter) => filter switch
    {
        { Country: { } country } => T("Uncovered for {0}", CountryCatalogue.NameOf(country)),
        { Class: { } shown } => ClassWords.Title(shown),
        { Every: true } => T("Active listings"),
        _ => T("Listings that miss any priority market"),
    };

    public static string Label(ListingColumn column) => column switch
    {
        ListingColumn.Category => T("Category"),
        ListingColumn.Template => T("Template"),
        ListingColumn.Published => T("Published"),
        ListingColumn.Misses => T("Misses"),
        _ => T("Why"),
    };

    public static string Cell(ListingRow row, ListingColumn column, StoreTime time) => column switch
    {
        ListingColumn.Category => row.Category is { } category ? OneLine.Of(category, MaxName) : "–",
        ListingColumn.Template => GroupSentences.Template(row.TemplateId, row.TemplateName),
        ListingColumn.Published => row.PublishedAt is { } at ? time.Day(at) : "–",
        ListingColumn.Misses => Misses(row),
        _ => Why(row),
    };

    /// <summary>"Brazil, Poland (restricted), Mexico (unknown)".</summary>
    public static string Misses(ListingRow row) => row.Misses.Count is 0 ? T("nothing") : string.Join(", ", row.Misses.Select(Miss));

    /// <summary>What the services of its template say, market by market.</summary>
    public static string Why(ListingRow row)
    {
        var reasons = EvidenceWords.Of([.. row.Misses.Select(m => m.Market)]);
        return reasons.Count > 0 ? string.Join(" · ", reasons.Select(r => $"{r.Verdict}. {string.Join(' ', r.Reasons)}"))
            : row.Misses.Count is 0 ? "" : row.TemplateId is null ? T("It names no template.") : T("Nothing is known of its template.");
    }

    /// <summary>For files: codes and moments, whatever the language.</summary>
    public static string FileCell(ListingRow row, ListingColumn column) => column switch
    {
        ListingColumn.Category => row.Category is { } category ? OneLine.Of(category, 200) : "",
        ListingColumn.Template => row.TemplateName is { } name ? OneLine.Of(name, 200) : row.TemplateId?.ToString(CultureInfo.InvariantCulture) ?? "",
        ListingColumn.Published => row.PublishedAt is { } at ? StoreTime.Machine(at) : "",
        ListingColumn.Misses => string.Join(' ', row.Misses.Select(m => m.Market.Country.Alpha2 + (m.Restricted ? ":restricted" : m.Market.Verdict is DestinationVerdict.Unknown ? ":unknown" : ""))),
        _ => Why(row),
    };

    private static string Miss(MissedMarket miss)
    {
        var country = CountryCatalogue.NameOf(miss.Market.Country);
        return miss.Restricted ? T("{0} (restricted)", country) : miss.Market.Verdict is DestinationVerdict.Unknown ? T("{0} (unknown)", country) : country;
    }
}
