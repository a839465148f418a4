namespace NerveCentre.Core.Demand;

/// <summary>Resolves the windows that orders are counted in.</summary>
public static class DemandWindows
{
    /// <summary>Length of both kinds of window, in days.</summary>
    public const int Days = 30;

    /// <summary>The 30 × 24 h up to and including <paramref name="end"/>.</summary>
    public static DemandWindow Rolling(DateTimeOffset end, string zone = "UTC") =>
        new(WindowKind.Rolling, end.ToUniversalTime() - TimeSpan.FromDays(Days), end.ToUniversalTime(), zone);

    /// <summary>The 30 local days that end with, and include, <paramref name="lastDay"/>.</summary>
    /// <exception cref="ProblemException">The zone is not known on this machine, or the day is out of range.</exception>
    public static DemandWindow Calendar(DateOnly lastDay, string zone)
    {
        if (lastDay.Year is < 1000 or > 9000)
        {
            throw new ProblemException($"The day {lastDay:yyyy-MM-dd} is out of range. Give a day between the years 1000 and 9000.");
        }

        var rules = Zone(zone);
        return new DemandWindow(WindowKind.Calendar, StartOf(lastDay.AddDays(1 - Days), rules), StartOf(lastDay.AddDays(1), rules), zone);
    }

    /// <summary>The equally long window just before.</summary>
    public static DemandWindow Before(DemandWindow window) => window.Kind is WindowKind.Rolling
        ? Rolling(window.From, window.Zone)
        : Calendar(LastDay(window).AddDays(-Days), window.Zone);

    /// <summary>The last day of a calendar window, in its zone.</summary>
    public static DateOnly LastDay(DemandWindow window) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(window.To.AddTicks(-1), Zone(window.Zone)).DateTime);

    /// <summary>Finds a time zone by its IANA name.</summary>
    /// <exception cref="ProblemException">This machine does not know it.</exception>
    public static TimeZoneInfo Zone(string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? found
            : throw new ProblemException($"The time zone '{zone}' is not known on this machine. Give an IANA name such as UTC, America/Los_Angeles or Europe/Berlin.");

    /// <summary>The first instant of a local day: where midnight is skipped, the first moment after; where it comes twice, the first.</summary>
    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
