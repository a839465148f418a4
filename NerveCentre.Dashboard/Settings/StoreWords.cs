using NerveCentre.Core.AliExpress;
using NerveCentre.Core;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Settings;

internal static class StoreWords
{
    /// <summary>The families of methods that a store may be asked by.</summary>
    public static IReadOnlyList<(SellerMethods Methods, string Words)> Methods =>
    [
        (SellerMethods.Overseas, T("Sellers outside of China (aliexpress.solution.*)")),
        (SellerMethods.OverseasInOneParameter, T("The same, all terms of an order query in one parameter, param0")),
        (SellerMethods.Chinese, T("Sellers in China (aliexpress.postproduct.*, aliexpress.trade.*)")),
    ];

    public static string Kind(StoreKind kind) => kind switch
    {
        StoreKind.Sandbox => T("Sandbox"),
        StoreKind.AliExpress => "AliExpress",
        _ => T("Files"),
    };

    /// <summary>How a store stands, in a few words; a reason and what to do stand beside.</summary>
    public static string State(StoreSummary store, DateTimeOffset now, StoreTime time) => store switch
    {
        { Kind: StoreKind.Sandbox } => T("Generated data, always connected"),
        { Kind: StoreKind.File } => T("Fed by files"),
        { Connection: null } => T("Not connected"),
        { Connection: { RefusedAt: { } since } } => T("Must be authorised again, since {0}", time.Day(since)),
        { Connection: { PausedAt: { } since } } => T("Paused since {0}", time.Day(since)),
        { Connection: { AuthorisedUntil: { } end } connection } => connection.EndsSoon(now) ? T("Connected; authorise again by {0}", time.Day(end)) : T("Connected, authorised until {0}", time.Day(end)),
        _ => T("Connected; AliExpress does not say until when"),
    };

    /// <summary>Whether the state asks somebody to do something.</summary>
    public static bool NeedsSomebody(StoreSummary store, DateTimeOffset now) =>
        store is { Kind: StoreKind.AliExpress } && (store.Connection is null || store.Connection.RefusedAt is not null || store.Connection.EndsSoon(now));

    /// <summary>What was just done; <c>null</c> for anything else.</summary>
    public static string? Done(string? done) => done switch
    {
        "connected" => T("The store is connected. The first read has begun; its board fills while it goes on."),
        "thrown-away" => T("Thrown away. Nothing of it was kept."),
        "renamed" => T("Renamed. Links and commands with the old name no longer find the store."),
        "paused" => T("Paused. Nothing is read until you resume; the authorisation is kept alive."),
        "resumed" => T("Resumed. Reading goes on where it stopped."),
        "queries" => T("Saved. The next read of orders asks in this form."),
        "disconnected" => T("Disconnected. The tokens are forgotten; the figures stay and stand still."),
        "erased" => T("Erased. Nothing of that store is left but what the audit tells."),
        _ => null,
    };

    /// <summary>"1,240 orders, 4,820 listings and 24 templates".</summary>
    public static string Rows(StoreDetails details) => T("{0:# order|# orders}, {1:# listing|# listings} and {2:# template|# templates}", details.Orders, details.Listings, details.Templates);

    public static string Seller(Seller seller) => seller.Account is { } account
        ? T("{0}, id {1}, account {2}", OneLine.Of(seller.Name, 100), OneLine.Of(seller.Id, 60), OneLine.Of(account, 100))
        : T("{0}, id {1}", OneLine.Of(seller.Name, 100), OneLine.Of(seller.Id, 60));
}
