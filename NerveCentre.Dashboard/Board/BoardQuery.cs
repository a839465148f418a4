using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Demand;

namespace NerveCentre.Dashboard.Board;

/// <summary>What the address of the board says about the map. The default of everything is left out of the address.</summary>
/// <param name="End">End of a rolling window; <c>null</c> for now.</param>
/// <param name="LastDay">Last day of a calendar window; <c>null</c> for today.</param>
/// <param name="FirstDay">First day of a range of days; <c>null</c> for the 30 days up to <paramref name="LastDay"/>. Only for a calendar window.</param>
public sealed record BoardQuery(
    Attribution By = Attribution.Buyer,
    bool WithoutCancelled = false,
    bool WithoutUnpaid = false,
    WindowKind Window = WindowKind.Rolling,
    DateTimeOffset? End = null,
    DateOnly? LastDay = null,
    DateOnly? FirstDay = null)
{
    private const string Ship = "ship";
    private const string Out = "out";
    private const string CalendarDays = "calendar";
    private const string DayForm = "yyyy-MM-dd";
    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] ExactForms = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>The definition that the snapshot already holds the answer to.</summary>
    public static BoardQuery Default { get; } = new();

    /// <summary>Reads an address. What cannot be read falls back to its default and is told.</summary>
    /// <param name="zone">Zone of an end that states none: the store's.</param>
    /// <param name="now">Where a range without an end ends; <c>null</c> where no range is asked for.</param>
    public static (BoardQuery Query, IReadOnlyList<string> Problems) Parse(
        string? by, string? cancelled, string? unpaid, string? window, string? end, string zone, string? from = null, DateTimeOffset? now = null)
    {
        var problems = new List<string>();
        var query = new BoardQuery(
            Choice("by", by, Ship, "buyer", problems) ? Attribution.Ship : Attribution.Buyer,
            Choice("cancelled", cancelled, Out, "in", problems),
            Choice("unpaid", unpaid, Out, "in", problems),
            Choice("window", window, CalendarDays, "rolling", problems) || (window is null && !string.IsNullOrWhiteSpace(from)) ? WindowKind.Calendar : WindowKind.Rolling);
        var today = now is { } moment ? DateOnly.FromDateTime(new Shared.StoreTime(zone).Local(moment).DateTime) : (DateOnly?)null;
        query = query.Window is WindowKind.Calendar ? WithFirst(query, from, string.IsNullOrWhiteSpace(end) ? today : ReadDay(end) ?? today, problems) : query;
        // A form that asks for another window sends the days of the one before along.
        if (string.IsNullOrWhiteSpace(end) || (query.Window is WindowKind.Rolling && window?.Trim() is "" && IsDay(end)))
        {
            return (query, problems);
        }

        if (query.Window is WindowKind.Calendar)
        {
            query = query with { LastDay = ReadDay(end) };
        }
        else
        {
            query = query with { End = ReadMoment(end, zone) };
        }

        if (query is { End: null, LastDay: null })
        {
            problems.Add(query.Window is WindowKind.Calendar
                ? T("“{0}” is not a day such as 2026-03-16. Showing the days up to today.", OneLine.Of(end, 40))
                : T("“{0}” is not a moment such as 2026-03-16T12:00:00Z. Showing the 30 days up to now.", OneLine.Of(end, 40)));
        }

        return (query, problems);
    }

    /// <summary>The parameters of an address that shows this; defaults have no value.</summary>
    public IEnumerable<(string Name, string? Value)> Parameters =>
    [
        ("by", By is Attribution.Ship ? Ship : null),
        ("cancelled", WithoutCancelled ? Out : null),
        ("unpaid", WithoutUnpaid ? Out : null),
        ("window", Window is WindowKind.Calendar && FirstDay is null ? CalendarDays : null),
        ("from", FirstDay?.ToString(DayForm, CultureInfo.InvariantCulture)),
        ("end", EndText),
    ];

    /// <summary><see cref="Parameters"/> as they stand in an address; empty when all are left out.</summary>
    public string Text => string.Join('&', Parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));

    public string? EndText => Window is WindowKind.Calendar
        ? LastDay?.ToString(DayForm, CultureInfo.InvariantCulture)
        : End is { } end ? Shared.StoreTime.Machine(end) : null;

    /// <summary>The question to ask of the orders.</summary>
    /// <param name="now">Where a window without an end ends.</param>
    public DemandQuery Resolve(DateTimeOffset now, string zone)
    {
        var window = Window is WindowKind.Rolling
            ? DemandWindows.Rolling(End ?? now, zone)
            : Days(LastDay ?? DateOnly.FromDateTime(new Shared.StoreTime(zone).Local(now).DateTime), zone);
        return new DemandQuery(window, By, WithoutCancelled, WithoutUnpaid);
    }

    /// <summary>The same question, with the window's end at a moment or on its day.</summary>
    public BoardQuery EndingWith(DateTimeOffset moment, Shared.StoreTime time) => Window is WindowKind.Rolling
        ? this with { End = moment }
        : this with { LastDay = DateOnly.FromDateTime(time.Local(moment).DateTime), FirstDay = null };


    /// <summary>A range that ends today may have begun in the future: then it is the 30 days up to its end.</summary>
    private DemandWindow Days(DateOnly last, string zone) => FirstDay is { } first && first <= last && last.DayNumber - first.DayNumber < DemandWindows.MostDays
        ? DemandWindows.Range(first, last, zone)
        : DemandWindows.Calendar(last, zone);

    /// <param name="end">Where the range ends, as far as that is known.</param>
    private static BoardQuery WithFirst(BoardQuery query, string? from, DateOnly? end, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(from))
        {
            return query;
        }

        if (ReadDay(from) is not { } first)
        {
            problems.Add(T("“{0}” is not a day such as 2026-03-16. Showing 30 days.", OneLine.Of(from, 40)));
            return query;
        }

        if (end is { } last && (first > last || last.DayNumber - first.DayNumber >= DemandWindows.MostDays))
        {
            problems.Add(T("From {0} to {1} is no range of 1 to {2} days. Showing the 30 days up to its end.", Shared.StoreTime.Day(first), Shared.StoreTime.Day(last), DemandWindows.MostDays));
            return query;
        }

        return query with { FirstDay = first };
    }

    private static bool Choice(string name, string? value, string other, string usual, List<string> problems)
    {
        if (string.Equals(value, other, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!string.IsNullOrWhiteSpace(value) && !string.Equals(value, usual, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(T("“{0}={1}” is neither {2} nor {3}. Showing {2}.", name, OneLine.Of(value, 40), usual, other));
        }

        return false;
    }

    private static bool IsDay(string text) => text.Length == DayForm.Length && ReadDay(text) is not null;

    private static DateOnly? ReadDay(string text)
    {
        // A moment's own day is what someone means who switches from a rolling window to calendar days.
        var day = text.Length > DayForm.Length ? text[..DayForm.Length] : text;
        return DateOnly.TryParseExact(day, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var found) && InReach(found.Year) ? found : null;
    }

    private static DateTimeOffset? ReadMoment(string text, string zone)
    {
        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && InReach(local.Year))
        {
            var place = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;
            return new DateTimeOffset(local, place.GetUtcOffset(local)).ToUniversalTime();
        }

        return DateTimeOffset.TryParseExact(text, ExactForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact) && InReach(exact.Year)
            ? exact.ToUniversalTime()
            : null;
    }

    /// <summary>AliExpress opened in 2010; years far outside would only overflow the window's arithmetic.</summary>
    private static bool InReach(int year) => year is >= 2000 and <= 2100;
}
