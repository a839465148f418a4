using NerveCentre.Core.AliExpress;
using NerveCentre.Core;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Settings;

internal static class StoreWords
{
    /// <summary>The families of methods that a store may be asked by.</summary>
    public static IReadOnlyList<(SellerMethods Methods, string Words)> Methods { get; } =
    [
        (SellerMethods.Overseas, "Sellers outside of China (aliexpress.solution.*)"),
        (SellerMethods.OverseasInOneParameter, "The same, all terms of an order query in one parameter, param0"),
        (SellerMethods.Chinese, "Sellers in China (aliexpress.postproduct.*, aliexpress.trade.*)"),
    ];

    public static string Kind(StoreKind kind) => kind switch
    {
        StoreKind.Sandbox => "Sandbox",
        StoreKind.AliExpress => "AliExpress",
        _ => "Files",
    };

    /// <summary>How a store stands, in a few words; a reason and what to do stand beside.</summary>
    public static string State(StoreSummary store, DateTimeOffset now, StoreTime time) => store switch
    {
        { Kind: StoreKind.Sandbox } => "Generated data, always connected",
        { Kind: StoreKind.File } => "Fed by files",
        { Connection: null } => "Not connected",
        { Connection: { RefusedAt: { } since } } => $"Must be authorised again, since {time.Day(since)}",
        { Connection: { PausedAt: { } since } } => $"Paused since {time.Day(since)}",
        { Connection: { AuthorisedUntil: { } end } connection } => connection.EndsSoon(now) ? $"Connected; authorise again by {time.Day(end)}" : $"Connected, authorised until {time.Day(end)}",
        _ => "Connected; AliExpress does not say until when",
    };

    /// <summary>Whether the state asks somebody to do something.</summary>
    public static bool NeedsSomebody(StoreSummary store, DateTimeOffset now) =>
        store is { Kind: StoreKind.AliExpress } && (store.Connection is null || store.Connection.RefusedAt is not null || store.Connection.EndsSoon(now));

    /// <summary>What was just done; <c>null</c> for anything else.</summary>
    public static string? Done(string? done) => done switch
    {
        "connected" => "The store is connected. The first read has begun; its board fills while it goes on.",
        "thrown-away" => "Thrown away. Nothing of it was kept.",
        "renamed" => "Renamed. Links and commands with the old name no longer find the store.",
        "paused" => "Paused. Nothing is read until you resume; the authorisation is kept alive.",
        "resumed" => "Resumed. Reading goes on where it stopped.",
        "queries" => "Saved. The next read of orders asks in this form.",
        "disconnected" => "Disconnected. The tokens are forgotten; the figures stay and stand still.",
        "erased" => "Erased. Nothing of that store is left but what the audit tells.",
        _ => null,
    };

    /// <summary>"1,240 orders, 4,820 listings and 24 templates".</summary>
    public static string Rows(StoreDetails details) => $"{Figures.Of(details.Orders, "order")}, {Figures.Of(details.Listings, "listing")} and {Figures.Of(details.Templates, "template")}";

    public static string Seller(Seller seller) => OneLine.Of(seller.InWords);
}
