namespace NerveCentre.Core.Demand;

/// <summary>Resolves the windows that orders are counted in.</summary>
public static class DemandWindows
{
    /// <summary>Length of a window in days, unless a range of days is asked for.</summary>
    public const int Days = 30;

    /// <summary>Longest range of days: three years and a leap day.</summary>
    public const int MostDays = 1_096;

    /// <summary>The 30 × 24 h up to and including <paramref name="end"/>.</summary>
    /// <exception cref="ProblemException">The moment is out of range.</exception>
    public static DemandWindow Rolling(DateTimeOffset end, string zone = "UTC")
    {
        RefuseFar(DateOnly.FromDateTime(end.UtcDateTime));
        return new(WindowKind.Rolling, end.ToUniversalTime() - TimeSpan.FromDays(Days), end.ToUniversalTime(), zone);
    }

    /// <summary>The 30 local days that end with, and include, <paramref name="lastDay"/>.</summary>
    /// <exception cref="ProblemException">The zone is not known on this machine, or the day is out of range.</exception>
    public static DemandWindow Calendar(DateOnly lastDay, string zone)
    {
        RefuseFar(lastDay);
        return Range(lastDay.AddDays(1 - Days), lastDay, zone);
    }

    /// <summary>Local days from the first to the last, both included.</summary>
    /// <exception cref="ProblemException">The zone is not known on this machine, a day is out of range, or the range is empty or longer than <see cref="MostDays"/>.</exception>
    public static DemandWindow Range(DateOnly firstDay, DateOnly lastDay, string zone)
    {
        RefuseFar(firstDay);
        RefuseFar(lastDay);
        var days = lastDay.DayNumber - firstDay.DayNumber + 1;
        if (days is < 1 or > MostDays)
        {
            throw new ProblemException($"From {Text(firstDay)} to {Text(lastDay)} are {days} days. Give a first day that is not after the last, and at most {MostDays} days.");
        }

        var rules = Zone(zone);
        return new DemandWindow(WindowKind.Calendar, StartOf(firstDay, rules), StartOf(lastDay.AddDays(1), rules), zone);
    }

    /// <summary>
    /// The equally long window that ends where this one begins. While this one goes on, the one before is cut as short, or an unfinished day would be
    /// set against a whole one: a rolling window at as much time after its beginning, days at the same time by the clock of the zone, as many days earlier.
    /// Where that clock skips the time, at the first moment after; where it comes twice, at the first.
    /// </summary>
    /// <param name="asOf">Up to when orders are counted. Later than the window's end makes no difference.</param>
    public static DemandWindow Before(DemandWindow window, DateTimeOffset asOf)
    {
        var whole = window.Kind is WindowKind.Rolling
            ? Rolling(window.From, window.Zone)
            : Range(FirstDay(window).AddDays(-DaysOf(window)), FirstDay(window).AddDays(-1), window.Zone);
        if (asOf >= window.To)
        {
            return whole;
        }

        var zone = Zone(window.Zone);
        var end = window.Kind is WindowKind.Rolling
            ? asOf.ToUniversalTime() - TimeSpan.FromDays(Days)
            : FirstAt(TimeZoneInfo.ConvertTime(asOf, zone).DateTime.AddDays(-DaysOf(window)), zone);
        return whole with { To = end < whole.From ? whole.From : end > whole.To ? whole.To : end };
    }

    /// <summary>The first moment of the local day in which a moment lies.</summary>
    /// <exception cref="ProblemException">The zone is not known on this machine.</exception>
    public static DateTimeOffset StartOfDay(DateTimeOffset moment, string zone)
    {
        var rules = Zone(zone);
        return StartOf(DayOf(moment, rules), rules);
    }

    /// <summary>The first moment of the local day after the one in which a moment lies.</summary>
    /// <exception cref="ProblemException">The zone is not known on this machine.</exception>
    public static DateTimeOffset EndOfDay(DateTimeOffset moment, string zone)
    {
        var rules = Zone(zone);
        return StartOf(DayOf(moment, rules).AddDays(1), rules);
    }

    /// <summary>How many days a window spans: 30, but for a range of days.</summary>
    public static int DaysOf(DemandWindow window) => window.Kind is WindowKind.Rolling ? Days : LastDay(window).DayNumber - FirstDay(window).DayNumber + 1;

    /// <summary>The first day of a calendar window, in its zone.</summary>
    public static DateOnly FirstDay(DemandWindow window) => DayOf(window.From, Zone(window.Zone));

    /// <summary>The last day of a calendar window, in its zone.</summary>
    public static DateOnly LastDay(DemandWindow window) =>
        DayOf(window.To.AddTicks(-1), Zone(window.Zone));

    /// <summary>Finds a time zone by its IANA name.</summary>
    /// <exception cref="ProblemException">This machine does not know it.</exception>
    public static TimeZoneInfo Zone(string zone) =>
        FindZone(zone) ?? throw new ProblemException($"The time zone '{OneLine.Of(zone, 60)}' is not known on this machine. Give an IANA name such as UTC, America/Los_Angeles or Europe/Berlin.");

    /// <summary>The time zone of that IANA name; <c>null</c> when this machine does not know it.</summary>
    public static TimeZoneInfo? FindZone(string zone) => IsZoneName(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null;

    /// <summary>.NET takes any text for the path of a file, and would read <c>/dev/zero</c> until no memory is left.</summary>
    private static bool IsZoneName(string zone) =>
        zone.Length is > 0 and <= 64 && zone[0] is not '/' && !zone.Contains("..", StringComparison.Ordinal) && zone.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+' or '.' or ' ');

    /// <summary>The first instant of a local day: where midnight is skipped, the first moment after; where it comes twice, the first.</summary>
    /// <remarks>By trying. Asked for gaps and offsets, .NET is an hour off around the day that Samoa skipped, and knows no gap there.</remarks>
    internal static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => FirstAt(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The first instant at which the clocks of a zone show that time or a later one.</summary>
    private static DateTimeOffset FirstAt(DateTime local, TimeZoneInfo zone)
    {
        // What a minute has beyond its beginning is added at last: clocks are changed at whole minutes.
        var rest = new TimeSpan(local.Ticks % TimeSpan.TicksPerMinute);
        local -= rest;
        // No zone is further ahead than 14 h; all of the last hundred years differ from UTC by whole quarters of an hour.
        var moment = new DateTimeOffset(local, TimeSpan.Zero) - TimeSpan.FromHours(15);
        while (TimeZoneInfo.ConvertTime(moment.AddMinutes(15), zone).DateTime < local)
        {
            moment = moment.AddMinutes(15);
        }

        while (TimeZoneInfo.ConvertTime(moment, zone).DateTime < local)
        {
            moment = moment.AddMinutes(1);
        }

        return TimeZoneInfo.ConvertTime(moment, zone).DateTime == local ? moment + rest : moment;
    }

    private static DateOnly DayOf(DateTimeOffset moment, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    private static void RefuseFar(DateOnly day)
    {
        if (day.Year is < 1000 or > 9000)
        {
            throw new ProblemException($"{Text(day)} is out of range. Give a time between the years 1000 and 9000.");
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
