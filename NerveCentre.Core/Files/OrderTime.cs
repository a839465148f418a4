using System.Globalization;

namespace NerveCentre.Core.Files;

/// <summary>Reads the moment an order was placed.</summary>
internal static class OrderTime
{
    private static readonly string[] Local =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
        "yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm", "yyyy/MM/dd",
    ];

    private static readonly string[] WithOffset =
        [.. from form in Local where form.Contains('H', StringComparison.Ordinal) from offset in new[] { "K", " zzz", " 'UTC'" } select form + offset];

    /// <returns>The moment, or the reason why the text names none.</returns>
    public static (DateTimeOffset? At, string? Reason) Read(string text, TimeZoneInfo zone, DateTimeOffset now)
    {
        var (at, reason) = Parse(text, zone);
        return at is not { } moment ? (null, $"placed_at {reason}")
            : moment.Year < 1995 ? (null, $"placed_at '{text}' lies before 1995, when nothing was sold online")
            : moment > now.AddDays(1) ? (null, $"placed_at '{text}' lies in the future")
            : (moment, null);
    }

    /// <summary>The moment that a text names, in <paramref name="zone"/> when it carries no offset.</summary>
    public static (DateTimeOffset? At, string? Reason) Parse(string text, TimeZoneInfo zone)
    {
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Kind is DateTimeKind.Unspecified)
        {
            // At the calendar's very ends a zone's offset leads out of it.
            return local.Year is > 1 and < 9999 ? InZone(text, local, zone) : (null, $"'{text}' is no year in which anything is sold");
        }

        if (DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return (at.ToUniversalTime(), null);
        }

        var hint = text.Length > 8 && text.All(char.IsAsciiDigit) ? "it looks like a count of seconds; " : text.Contains('/', StringComparison.Ordinal) ? "day and month cannot be told apart; " : "";
        return (null, $"'{text}' is no date that can be read: {hint}write it as 2011-12-09T12:50:00, with or without Z or +01:00 at the end");
    }

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
