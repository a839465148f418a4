using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Orders;

/// <summary>Orders, and which of them, in words.</summary>
internal static class OrderWords
{
    /// <summary>"384 orders from Brazil".</summary>
    public static string Title(OrderFilter filter, int count) => filter switch
    {
        { Place.Country: { } country, Query.Attribution: Attribution.Buyer } => T("{0:# order|# orders} from {1}", count, CountryCatalogue.NameOf(country)),
        { Place.Country: { } country } => T("{0:# order|# orders} to {1}", count, CountryCatalogue.NameOf(country)),
        { Place.IsUnknown: true } => T("{0:# order|# orders} of unknown country", count),
        _ => T("{0:# order|# orders}", count),
    };

    /// <summary>What else decides which orders these are; empty when nothing does.</summary>
    public static string Narrowed(OrderFilter filter, StoreTime time) => filter switch
    {
        { Raw: "" } => T("Only those without any country text."),
        { Raw: { } raw } => T("Only those whose country reads “{0}”.", OneLine.Of(raw, 60)),
        { Other: { } other, Reason: DifferenceReason.Beginning } => T("Only those placed before the other window, which begins {0}.", time.Exact(other.Window.From)),
        { Other: { } other, Reason: DifferenceReason.End } => T("Only those placed after the other window, which ends {0}.", time.Exact(other.Window.To)),
        { Reason: DifferenceReason.Cancelled } => T("Only cancelled ones, which the other definition leaves out."),
        { Reason: DifferenceReason.Unpaid } => T("Only unpaid ones, which the other definition leaves out."),
        { Reason: DifferenceReason.OtherCountry } => T("Only those that the other definition counts under another country."),
        { Reason: DifferenceReason.CountryUnknown } => T("Only those whose country is known by one of the two definitions alone."),
        _ => "",
    };

    public static string Status(OrderStatus status) => status switch
    {
        OrderStatus.Unpaid => T("awaits payment"),
        OrderStatus.Paid => T("paid"),
        OrderStatus.Shipped => T("shipped"),
        OrderStatus.Completed => T("completed"),
        OrderStatus.Cancelled => T("order cancelled"),
        OrderStatus.Disputed => T("disputed"),
        _ => T("order placed"),
    };

    /// <summary>"USD 12.50"; a dash where the source told none.</summary>
    public static string Amount(OrderRow order) => order.Amount is { } amount
        ? $"{OneLine.Of(order.Currency ?? "", 10)}\u00A0{amount.ToString("N2", CultureInfo.CurrentCulture)}".Trim('\u00A0')
        : "–";

    public static string Country(CountryCode? country) => country is { } known ? CountryCatalogue.NameOf(known) : T("Unknown country");

    public static IReadOnlyList<string> Columns { get; } = ["order_id", "placed_at", "buyer_country", "buyer_country_raw", "ship_country", "ship_country_raw", "status", "status_raw", "amount", "currency"];

    /// <summary>For a file: names and times for programs.</summary>
    public static IReadOnlyList<string> Cells(OrderRow order) =>
    [
        OneLine.Of(order.OrderId),
        StoreTime.Machine(order.PlacedAt),
        order.Buyer?.Alpha2 ?? "",
        OneLine.Of(order.BuyerRaw),
        order.Ship?.Alpha2 ?? "",
        OneLine.Of(order.ShipRaw),
        order.Status.ToString().ToLowerInvariant(),
        OneLine.Of(order.RawStatus),
        order.Amount?.ToString(CultureInfo.InvariantCulture) ?? "",
        OneLine.Of(order.Currency ?? "", 10),
    ];
}
