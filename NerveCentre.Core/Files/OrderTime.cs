using System.Globalization;

namespace NerveCentre.Core.Files;

/// <summary>Reads the moment an order was placed, or a listing published.</summary>
internal static class OrderTime
{
    private static readonly string[] Clocks = ["", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF", ", H:mm", ", H:mm:ss", " h:mm tt", " h:mm:ss tt", ", h:mm:ss tt"];

    private static readonly string[] Local =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
        "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm", "yyyy/MM/dd",
    ];

    private static readonly string[] WithOffset =
        [.. from form in Local where form.Contains('H', StringComparison.Ordinal) from offset in new[] { "K", " zzz", " 'UTC'" } select form + offset];

    private static readonly string[] DayFirst = [.. from day in new[] { "d.M.yyyy", "d/M/yyyy", "d-M-yyyy" } from clock in Clocks select day + clock];

    private static readonly string[] MonthFirst = [.. from day in new[] { "M/d/yyyy", "M-d-yyyy" } from clock in Clocks select day + clock];

    /// <returns>The moment, or the reason why the text names none.</returns>
    public static (DateTimeOffset? At, string? Reason) Read(string text, TimeZoneInfo zone, DateTimeOffset now, DateOrder order = DateOrder.YearFirst, string field = "placed_at")
    {
        var (at, reason) = Parse(text, zone, order);
        return at is not { } moment ? (null, $"{field} {reason}")
            : moment.Year < 1995 ? (null, $"{field} '{text}' lies before 1995, when nothing was sold online")
            : moment > now.AddDays(1) ? (null, $"{field} '{text}' lies in the future")
            : (moment, null);
    }

    /// <summary>The moment that a text names, in <paramref name="zone"/> when it carries no offset.</summary>
    public static (DateTimeOffset? At, string? Reason) Parse(string text, TimeZoneInfo zone, DateOrder order = DateOrder.YearFirst)
    {
        if (TryLocal(text, order, out var local))
        {
            // At the calendar's very ends a zone's offset leads out of it.
            return local.Year is > 1 and < 9999 ? InZone(text, local, zone) : (null, $"'{text}' is no year in which anything is sold");
        }

        if (DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return (at.ToUniversalTime(), null);
        }

        var hint = text.Length > 8 && text.All(char.IsAsciiDigit) ? "it looks like a count of seconds; "
            : order is DateOrder.YearFirst && text.Contains('/', StringComparison.Ordinal) ? "day and month cannot be told apart; "
            : "";
        return (null, $"'{text}' is no date that can be read: {hint}write it as 2011-12-09T12:50:00, with or without Z or +01:00 at the end");
    }

    /// <summary>Which order a column's dates are in: told by a day that can be no month. <c>null</c> when nothing tells, or when they contradict each other.</summary>
    public static DateOrder? Guess(IEnumerable<string> texts)
    {
        var (day, month, year, either) = (false, false, false, false);
        foreach (var text in texts)
        {
            var asDay = DateTime.TryParseExact(text, DayFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            var asMonth = DateTime.TryParseExact(text, MonthFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            day |= asDay && !asMonth;
            month |= asMonth && !asDay;
            either |= asDay && asMonth;
            year |= Parse(text, TimeZoneInfo.Utc).At is not null;
        }

        return day != month ? (day ? DateOrder.DayFirst : DateOrder.MonthFirst) : year && !either && !day ? DateOrder.YearFirst : null;
    }

    private static bool TryLocal(string text, DateOrder order, out DateTime local) =>
        (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out local) && local.Kind is DateTimeKind.Unspecified)
        || (order is DateOrder.DayFirst && DateTime.TryParseExact(text, DayFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out local))
        || (order is DateOrder.MonthFirst && DateTime.TryParseExact(text, MonthFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out local));

    private static (DateTimeOffset? At, string? Reason) InZone(string text, DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            return (null, $"'{text}' does not exist in {zone.Id}: clocks were put forward past it. Check the zone");
        }

        // An hour that comes twice: the first one, so that reading again gives the same.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return (new DateTimeOffset(local, offset).ToUniversalTime(), null);
    }
}
