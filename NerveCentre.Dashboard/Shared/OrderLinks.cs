using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Orders;

namespace NerveCentre.Dashboard.Shared;

/// <summary>Addresses of the orders behind a number. They name the window by its two moments, so that they show the same orders tomorrow.</summary>
public static class OrderLinks
{
    /// <summary>The orders behind a number of the map.</summary>
    /// <param name="place">A country, <see cref="OrderPlace.Unknown"/>, or left out for all.</param>
    /// <param name="raw">Of unknown country: only those with this very text.</param>
    public static string Orders(this StoreLinks links, DemandQuery query, OrderPlace place = default, string? raw = null) => links.Orders(new OrderFilter(query, place, raw));

    /// <summary>The orders of a filter, which may be part of a difference.</summary>
    public static string Orders(this StoreLinks links, OrderFilter filter) => links.To(OrdersPage.Path, OrderAddress.Write(filter));

    /// <summary>The page that compares with Seller Center, counting as the page that leads there.</summary>
    public static string Reconcile(this StoreLinks links)
    {
        var address = links.To("/reconcile");
        return links.Counted is "" ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{links.Counted}";
    }
}
