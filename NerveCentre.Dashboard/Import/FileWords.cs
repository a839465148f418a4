using NerveCentre.Core;
using NerveCentre.Core.Files;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Import;

/// <summary>What the import pages say.</summary>
internal static class FileWords
{
    public static string Kind(FileKind kind) => kind switch
    {
        FileKind.Orders => "Orders",
        FileKind.Listings => "Listings",
        _ => "Shipping templates",
    };

    public static string Rows(FileKind kind, int count) => Figures.Of(count, kind switch { FileKind.Orders => "order", FileKind.Listings => "listing", _ => "template" });

    public static string Explains(FileKind kind) => kind switch
    {
        FileKind.Orders => "When, from which country, how much. Names, addresses and telephone numbers are never read.",
        FileKind.Listings => "Title, status and shipping template of each product.",
        _ => "Where each template ships: codes or names separated by semicolons, * for everywhere, * -RU -BY for everywhere but these.",
    };

    public static string Separator(char separator) => separator switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "bars",
        _ => "one column",
    };

    /// <summary>"UTF-8, separated by semicolons, 12 columns."</summary>
    public static string Form(FileSample sample) => $"{sample.Encoding}, separated by {Separator(sample.Separator)}, {Figures.Of(sample.Header.Count, "column")}.";

    public static string Whole(FileKind kind) => kind is FileKind.Listings
        ? "This file is the whole catalogue: listings that are not in it become offline"
        : "These are all templates: others are marked as gone";

    /// <summary>"12 listings that are not in this file would become offline." Empty when there are none.</summary>
    public static string Left(FileKind kind, int left, bool would)
    {
        var verb = (kind, would) switch
        {
            (FileKind.Listings, true) => "would become offline",
            (FileKind.Listings, false) => "became offline",
            (_, true) => "would be marked as gone",
            _ => "marked as gone",
        };
        return left is 0 ? "" : $"{Rows(kind, left)} not in this file {verb}";
    }

    public static string Header(string header) => OneLine.Of(string.Join(' ', header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 60);

    public static string Unmapped(FileKind kind) => kind is FileKind.Listings ? "no meaning: the row is left out" : "no meaning: counts as placed";

    /// <summary>Some of a column's cells, for whoever chooses it.</summary>
    public static string Examples(FileSample sample, string? header) => string.Join(", ", sample.Column(header).Distinct().Take(3).Select(c => OneLine.Of(c, 24)));
}
