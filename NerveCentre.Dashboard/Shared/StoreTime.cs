using System.Globalization;

namespace NerveCentre.Dashboard.Shared;

/// <summary>Writes moments in a store's own time zone, in the language of the sentences around them.</summary>
public sealed record StoreTime(string Zone)
{
    private static readonly CultureInfo Machines = CultureInfo.InvariantCulture;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var found) ? found : TimeZoneInfo.Utc;

    /// <summary>The zone for people: "America/Los Angeles".</summary>
    public string ZoneName => _zone.Id.Replace('_', ' ');

    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone);

    /// <summary>The first moment of a day.</summary>
    public DateTimeOffset Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks are put forward at midnight there is none: the day begins an hour later.
        return new DateTimeOffset(midnight, _zone.GetUtcOffset(_zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight)).ToUniversalTime();
    }

    private static CultureInfo Text => CultureInfo.GetCultureInfo(Language.Code);

    /// <summary>"12:03" on the day of <paramref name="now"/>, otherwise "16 Mar, 12:03", with the year when that is another one.</summary>
    public string Short(DateTimeOffset moment, DateTimeOffset now)
    {
        var (local, today) = (Local(moment), Local(now));
        var form = local.Date == today.Date ? "HH:mm" : local.Year == today.Year ? T("d MMM, HH:mm") : T("d MMM yyyy, HH:mm");
        return local.ToString(form, Text);
    }

    /// <summary>"12:04:31", to the second, on the day of <paramref name="now"/>, otherwise as <see cref="Short"/>.</summary>
    public string Clock(DateTimeOffset moment, DateTimeOffset now) => Local(moment).Date == Local(now).Date ? Local(moment).ToString("HH:mm:ss", Text) : Short(moment, now);

    /// <summary>"16 Mar 2026 12:03:07 −07:00": exact, with the distance to UTC that makes it one moment.</summary>
    public string Exact(DateTimeOffset moment)
    {
        var local = Local(moment);
        return $"{local.ToString(T("d MMM yyyy HH:mm:ss"), Text)} {(local.Offset < TimeSpan.Zero ? "−" : "+")}{local.Offset.ToString(@"hh\:mm", Machines)}";
    }

    /// <summary>"9 December 2011".</summary>
    public string Day(DateTimeOffset moment) => Day(DateOnly.FromDateTime(Local(moment).DateTime));

    public static string Day(DateOnly day) => day.ToString(T("d MMMM yyyy"), Text);

    /// <summary>For <c>datetime</c> attributes and addresses.</summary>
    public static string Machine(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", Machines);

    /// <summary>"just now", "42 min ago", "3 h ago", "5 days ago".</summary>
    public static string Ago(DateTimeOffset moment, DateTimeOffset now) => (now - moment) switch
    {
        { TotalMinutes: < 1 } => T("just now"),
        { TotalMinutes: < 60 } age => T("{0} min ago", (int)age.TotalMinutes),
        { TotalHours: < 48 } age => T("{0} h ago", (int)age.TotalHours),
        var age => T("{0} days ago", (int)age.TotalDays),
    };
}
