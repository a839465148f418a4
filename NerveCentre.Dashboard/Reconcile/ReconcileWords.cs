using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Reconcile;

/// <summary>Differences in words.</summary>
internal static class ReconcileWords
{
    public static string Place(OrderPlace place) =>
        place.Country is { } country ? CountryCatalogue.NameOf(country) : place.IsUnknown ? T("Unknown country") : T("All orders");

    /// <summary>Why Seller Center counts fewer: orders that only the board counts.</summary>
    public static string OnlyOurs(DifferenceReason reason) => reason switch
    {
        DifferenceReason.Beginning => T("placed before Seller Center’s window"),
        DifferenceReason.End => T("placed after Seller Center’s window"),
        DifferenceReason.Cancelled => T("cancelled, left out in Seller Center"),
        DifferenceReason.Unpaid => T("unpaid, left out in Seller Center"),
        DifferenceReason.OtherCountry => T("under another country in Seller Center"),
        _ => T("country known by one side alone"),
    };

    /// <summary>Why Seller Center counts more: orders that only it counts.</summary>
    public static string OnlyTheirs(DifferenceReason reason) => reason switch
    {
        DifferenceReason.Beginning => T("placed before the board’s window"),
        DifferenceReason.End => T("placed after the board’s window"),
        DifferenceReason.Cancelled => T("cancelled, left out on the board"),
        DifferenceReason.Unpaid => T("unpaid, left out on the board"),
        DifferenceReason.OtherCountry => T("under another country on the board"),
        _ => T("country known by one side alone"),
    };

    /// <summary>A number with its sign, such as "+12", "−3" or "0".</summary>
    public static string Signed(int number) => number switch
    {
        > 0 => "+" + Figures.Count(number),
        < 0 => "−" + Figures.Count(-number),
        _ => Figures.Count(0),
    };

    public static string Zone(string zone, StoreTime time) => zone switch
    {
        SellerQuery.Pacific => T("US Pacific"),
        SellerQuery.Utc => "UTC",
        _ => T("the store’s: {0}", time.ZoneName),
    };

    public static string Window(SellerWindow window) => window switch
    {
        SellerWindow.Today => T("30 calendar days up to today"),
        SellerWindow.Yesterday => T("30 calendar days up to yesterday"),
        SellerWindow.Rolling => T("30 × 24 hours"),
        _ => T("From day to day"),
    };

    /// <summary>A whole definition: "ship-to country, without cancelled orders, 30 calendar days up to today, US Pacific".</summary>
    public static string Definition(SellerQuery query, StoreTime time) => string.Join(", ", new[]
    {
        query.By is Attribution.Ship ? T("by ship-to country") : T("by buyer country"),
        query.WithoutCancelled ? T("leaving out cancelled orders") : "",
        query.WithoutUnpaid ? T("leaving out unpaid orders") : "",
        Window(query.Window),
        query.Window is SellerWindow.Rolling ? "" : Zone(query.Zone, time),
    }.Where(p => p.Length > 0));
}
