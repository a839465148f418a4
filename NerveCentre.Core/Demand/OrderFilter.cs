using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Demand;

/// <summary>A number of the map: all orders, those of a country, or those whose country is not known.</summary>
public readonly record struct OrderPlace
{
    private OrderPlace(CountryCode? country, bool isUnknown) => (Country, IsUnknown) = (country, isUnknown);

    /// <summary>Every order, wherever from.</summary>
    public static OrderPlace Everywhere { get; }

    /// <summary>Orders whose country is not known.</summary>
    public static OrderPlace Unknown { get; } = new(null, true);

    /// <summary><c>null</c> for all orders and for those of unknown country.</summary>
    public CountryCode? Country { get; }

    public bool IsUnknown { get; }

    public bool IsEverywhere => Country is null && !IsUnknown;

    public static OrderPlace Of(CountryCode country) => new(country, false);

    /// <param name="country"><c>null</c>: not known.</param>
    public static OrderPlace OfKnown(CountryCode? country) => country is { } known ? Of(known) : Unknown;
}

/// <summary>Why an order is counted by one definition and not, or not there, by another. The first that holds, in this order.</summary>
public enum DifferenceReason
{
    /// <summary>Placed before the other's window begins.</summary>
    Beginning,

    /// <summary>Placed after the other's window ends.</summary>
    End,

    /// <summary>Cancelled, and the other leaves those out.</summary>
    Cancelled,

    /// <summary>Not paid, and the other leaves those out.</summary>
    Unpaid,

    /// <summary>The other counts it under another country.</summary>
    OtherCountry,

    /// <summary>Its country is known by one of the two definitions only.</summary>
    CountryUnknown,
}

/// <summary>The orders behind a number.</summary>
/// <param name="Raw">Of unknown country: only those with this very text; <c>null</c> for any.</param>
/// <param name="Other">Another definition: only orders that it does not count, or not there, for the reason of <paramref name="Reason"/>.</param>
/// <param name="Reason"><c>null</c> exactly when <paramref name="Other"/> is.</param>
public sealed record OrderFilter(DemandQuery Query, OrderPlace Place, string? Raw = null, DemandQuery? Other = null, DifferenceReason? Reason = null)
{
    /// <summary>The same in memory, order by order: what the database is asked says no more than this.</summary>
    internal bool Holds(long placedAt, CountryCode? buyer, CountryCode? ship, OrderStatus status) =>
        Counts(Query, placedAt, status)
        && (Place.IsEverywhere || Place == OrderPlace.OfKnown(Query.Attribution is Attribution.Buyer ? buyer : ship))
        && (Other is null || Reason == ReasonOf(Place, Other, placedAt, buyer, ship, status));

    internal static bool Counts(DemandQuery query, long placedAt, OrderStatus status)
    {
        var (from, to) = DemandReader.Bounds(query.Window);
        return placedAt >= from && placedAt < to && !LeavesOut(query, status);
    }

    internal static bool LeavesOut(DemandQuery query, OrderStatus status) =>
        (query.ExcludeCancelled && status is OrderStatus.Cancelled) || (query.ExcludeUnpaid && status is OrderStatus.Unpaid);

    /// <summary>Why an order that is counted at a place is not counted there by another definition; <c>null</c> when it is.</summary>
    internal static DifferenceReason? ReasonOf(OrderPlace place, DemandQuery other, long placedAt, CountryCode? buyer, CountryCode? ship, OrderStatus status)
    {
        var (from, to) = DemandReader.Bounds(other.Window);
        return placedAt < from ? DifferenceReason.Beginning
            : placedAt >= to ? DifferenceReason.End
            : ReasonOf(place, other, buyer, ship, status);
    }

    /// <summary>The same for an order within the other's window.</summary>
    internal static DifferenceReason? ReasonOf(OrderPlace place, DemandQuery other, CountryCode? buyer, CountryCode? ship, OrderStatus status)
    {
        if (LeavesOut(other, status))
        {
            return status is OrderStatus.Cancelled ? DifferenceReason.Cancelled : DifferenceReason.Unpaid;
        }

        var there = OrderPlace.OfKnown(other.Attribution is Attribution.Buyer ? buyer : ship);
        return place.IsEverywhere || place == there ? null
            : place.IsUnknown || there.IsUnknown ? DifferenceReason.CountryUnknown
            : DifferenceReason.OtherCountry;
    }
}
