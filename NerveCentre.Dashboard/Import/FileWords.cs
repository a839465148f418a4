using NerveCentre.Core;
using NerveCentre.Core.Files;

namespace NerveCentre.Dashboard.Import;

/// <summary>What the import pages say.</summary>
internal static class FileWords
{
    public static string Kind(FileKind kind) => kind switch
    {
        FileKind.Orders => T("Orders"),
        FileKind.Listings => T("Listings"),
        _ => T("Shipping templates"),
    };

    /// <summary>A field of ours; its name in files stays English.</summary>
    public static string Field(FileKind kind, FileField field) => (kind, field.Name) switch
    {
        (FileKind.Orders, "order_id") => T("Order number"),
        (FileKind.Orders, "placed_at") => T("Placed at"),
        (_, "buyer_country") => T("Buyer's country"),
        (_, "ship_country") => T("Country of the parcel"),
        (_, "amount") => T("Order total"),
        (_, "currency") => T("Currency (ISO 4217)"),
        (_, "status") => T("Status"),
        (_, "listing_id") => T("Listing number"),
        (_, "title") => T("Title"),
        (FileKind.Listings, "template_id") => T("Shipping template's number"),
        (_, "template_id") => T("Template's number"),
        (_, "category_id") => T("Category's number"),
        (_, "category") => T("Category's name"),
        (_, "published_at") => T("Published at"),
        (_, "name") => T("Name"),
        (_, "destinations") => T("Destinations"),
        _ => field.Words,
    };

    /// <summary>The button that imports.</summary>
    public static string Import(FileKind kind, int count) => kind switch
    {
        FileKind.Orders => T("Import {0:# order|# orders}", count),
        FileKind.Listings => T("Import {0:# listing|# listings}", count),
        _ => T("Import {0:# template|# templates}", count),
    };

    /// <summary>The same, where rows that are not in the file are affected.</summary>
    public static string ImportAndTakeOut(FileKind kind, int left) => kind is FileKind.Listings
        ? T("Import, and take {0:# listing|# listings} out of use", left)
        : T("Import, and take {0:# template|# templates} out of use", left);

    /// <summary>A layout that was recognised by its header.</summary>
    public static string Layout(string name) => name switch
    {
        "an export of NerveCentre" => T("an export of NerveCentre"),
        "the order export of Seller Center" => T("the order export of Seller Center"),
        _ => name,
    };

    public static string Explains(FileKind kind) => kind switch
    {
        FileKind.Orders => T("When, from which country, how much. Names, addresses and telephone numbers are never read."),
        FileKind.Listings => T("Title, status and shipping template of each product."),
        _ => T("Where each template ships: codes or names separated by semicolons, * for everywhere, * -RU -BY for everywhere but these."),
    };

    public static string Separator(char separator) => separator switch
    {
        ',' => T("commas"),
        ';' => T("semicolons"),
        '\t' => T("tabs"),
        '|' => T("bars"),
        _ => T("one column"),
    };

    /// <summary>"UTF-8, separated by semicolons, 12 columns."</summary>
    public static string Form(FileSample sample) => T("{0}, separated by {1}, {2:# column|# columns}.", sample.Encoding, Separator(sample.Separator), sample.Header.Count);

    public static string Whole(FileKind kind) => kind is FileKind.Listings
        ? T("This file is the whole catalogue: listings that are not in it become offline")
        : T("These are all templates: others are marked as gone");

    /// <summary>"12 listings not in this file would become offline." Empty when there are none.</summary>
    public static string Left(FileKind kind, int left) => (kind, left) switch
    {
        (_, 0) => "",
        (FileKind.Listings, _) => T("{0:# listing|# listings} not in this file would become offline.", left),
        _ => T("{0:# template|# templates} not in this file would be marked as gone.", left),
    };

    public static string Header(string header) => OneLine.Of(string.Join(' ', header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 60);

    public static string Unmapped(FileKind kind) => kind is FileKind.Listings ? T("no meaning: the row is left out") : T("no meaning: counts as placed");

    /// <summary>Some of a column's cells, for whoever chooses it.</summary>
    public static string Examples(FileSample sample, string? header) => string.Join(", ", sample.Column(header).Distinct().Take(3).Select(c => OneLine.Of(c, 24)));
}
