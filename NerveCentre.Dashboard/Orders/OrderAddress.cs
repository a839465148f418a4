using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;

namespace NerveCentre.Dashboard.Orders;

/// <summary>A filter of orders as parameters of an address, and back.</summary>
internal static class OrderAddress
{
    public const string UnknownCountry = "unknown";
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string OfOther = "other-";
    private static readonly string[] Moments = [Moment, "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Longest raw text that an address carries.</summary>
    private const int MostRaw = 500;

    public static IEnumerable<(string Name, string? Value)> Write(OrderFilter filter) =>
    [
        .. Write(filter.Query, ""),
        ("country", filter.Place.IsUnknown ? UnknownCountry : filter.Place.Country?.Alpha2),
        // An empty text is a text too, and would be left out.
        ("raw", filter.Raw is null ? null : $"={filter.Raw}"),
        .. filter.Other is { } other ? Write(other, OfOther) : [],
        ("reason", filter.Reason is { } reason ? Name(reason) : null),
    ];

    /// <param name="value">A parameter of the address by its name.</param>
    /// <param name="usual">What is shown when the address names no window.</param>
    /// <exception cref="ProblemException">It says something that is none of what it can say.</exception>
    public static OrderFilter Read(Func<string, string?> value, DemandWindow usual)
    {
        var place = (value("country") ?? "") switch
        {
            "" => OrderPlace.Everywhere,
            UnknownCountry => OrderPlace.Unknown,
            var name => CountryCatalogue.Find(name) is { } code ? OrderPlace.Of(code) : throw new ProblemException(T("“country={0}” is no country we know, nor “{1}”.", OneLine.Of(name, 60), UnknownCountry)),
        };
        var reason = value("reason") is { Length: > 0 } said
            ? Enum.GetValues<DifferenceReason>().Cast<DifferenceReason?>().FirstOrDefault(r => Name(r!.Value) == said) ?? throw new ProblemException(T("{0}={1} is none of {2}.", "reason", OneLine.Of(said, 60), string.Join(", ", Enum.GetValues<DifferenceReason>().Select(Name))))
            : (DifferenceReason?)null;
        var raw = place.IsUnknown && value("raw") is ['=', ..] text ? text[1..Math.Min(text.Length, MostRaw + 1)] : null;
        return new OrderFilter(Read(value, "", usual), place, raw, reason is null ? null : Read(value, OfOther, usual), reason);
    }

    private static IEnumerable<(string Name, string? Value)> Write(DemandQuery query, string prefix) =>
    [
        (prefix + "window", query.Window.Kind is WindowKind.Calendar ? "days" : null),
        (prefix + "from", Text(query.Window.From)),
        (prefix + "to", Text(query.Window.To)),
        (prefix + "zone", query.Window.Zone),
        (prefix + "by", query.Attribution is Attribution.Ship ? "ship" : null),
        (prefix + "cancelled", query.ExcludeCancelled ? "out" : null),
        (prefix + "unpaid", query.ExcludeUnpaid ? "out" : null),
    ];

    private static DemandQuery Read(Func<string, string?> value, string prefix, DemandWindow usual)
    {
        var window = (value(prefix + "from"), value(prefix + "to")) switch
        {
            (null or "", null or "") => usual,
            var (from, to) => new DemandWindow(Is(prefix + "window", "days", "rolling") ? WindowKind.Calendar : WindowKind.Rolling, At(prefix + "from", from), At(prefix + "to", to), Zone(value(prefix + "zone"), usual.Zone)),
        };
        return window.From >= window.To
            ? throw new ProblemException(T("“{0}={1}” is not before “{2}={3}”.", $"{prefix}from", Text(window.From), $"{prefix}to", Text(window.To)))
            : new DemandQuery(window, Is(prefix + "by", "ship", "buyer") ? Attribution.Ship : Attribution.Buyer, Is(prefix + "cancelled", "out", "in"), Is(prefix + "unpaid", "out", "in"));

        bool Is(string name, string other, string usually) => value(name) is { Length: > 0 } said && (said == other
            || (said == usually ? false : throw new ProblemException(T("“{0}={1}” is neither {2} nor {3}.", name, OneLine.Of(said, 60), usually, other))));
    }

    private static string Zone(string? zone, string usual) => string.IsNullOrEmpty(zone) ? usual
        : DemandWindows.FindZone(zone)?.Id ?? throw new ProblemException(T("The time zone “{0}” is not known on this machine.", OneLine.Of(zone, 60)));

    private static DateTimeOffset At(string name, string? text) =>
        DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year is >= 1000 and <= 9000
            ? at
            : throw new ProblemException(T("“{0}={1}” is not a moment such as 2026-03-16T12:00:00Z.", name, OneLine.Of(text ?? "", 60)));

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture);

    private static string Name(DifferenceReason reason) => reason switch
    {
        DifferenceReason.Beginning => "beginning",
        DifferenceReason.End => "end",
        DifferenceReason.Cancelled => "cancelled",
        DifferenceReason.Unpaid => "unpaid",
        DifferenceReason.OtherCountry => "country",
        _ => "unknown",
    };
}
