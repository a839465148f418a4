using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Demand;

namespace NerveCentre.Tests.Demand;

/// <summary>Where days begin, in zones that make it hard: clocks that skip or repeat midnight, half hours, a day that never was.</summary>
public sealed class DemandWindowsTests
{
    [Theory]
    [InlineData("America/Los_Angeles", "2026-03-20", "2026-02-19T08:00:00Z", "2026-03-21T07:00:00Z")]
    [InlineData("America/Los_Angeles", "2026-11-10", "2026-10-12T07:00:00Z", "2026-11-11T08:00:00Z")]
    [InlineData("Europe/Berlin", "2026-04-10", "2026-03-11T23:00:00Z", "2026-04-10T22:00:00Z")]
    [InlineData("Asia/Kolkata", "2026-03-16", "2026-02-14T18:30:00Z", "2026-03-16T18:30:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-03", "2018-10-05T03:00:00Z", "2018-11-04T03:00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-10-06T03:00:00Z", "2018-11-05T02:00:00Z")]
    [InlineData("Asia/Beirut", "2022-03-27", "2022-02-25T22:00:00Z", "2022-03-27T21:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-01T10:00:00Z", "2011-12-30T10:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-02T10:00:00Z", "2011-12-31T10:00:00Z")]
    [InlineData("UTC", "2024-02-29", "2024-01-31T00:00:00Z", "2024-03-01T00:00:00Z")]
    public void CalendarWindow_BeginsAndEndsWhereLocalDaysDo(string zone, string lastDay, string from, string to)
    {
        var window = DemandWindows.Calendar(Day(lastDay), zone);

        Assert.Equal((Moment(from), Moment(to)), (window.From, window.To));
    }

    public static TheoryData<string, string> HardDays() => new()
    {
        { "America/Los_Angeles", "2026-03-08" },
        { "America/Los_Angeles", "2026-11-01" },
        { "Europe/Berlin", "2026-03-29" },
        { "Europe/Berlin", "2026-10-25" },
        { "Asia/Kolkata", "2026-03-16" },
        { "America/Sao_Paulo", "2018-11-04" },
        { "America/Sao_Paulo", "2018-02-18" },
        { "Asia/Beirut", "2022-03-27" },
        { "Asia/Beirut", "2021-10-31" },
        { "Pacific/Apia", "2011-12-30" },
        { "America/Havana", "2024-11-03" },
        { "America/Havana", "2024-03-10" },
        { "Africa/Casablanca", "2024-03-10" },
        { "Australia/Lord_Howe", "2024-04-07" },
        { "Asia/Kathmandu", "2026-01-01" },
    };

    [Theory]
    [MemberData(nameof(HardDays))]
    public void CalendarWindow_AroundAHardDay_EndsAtTheFirstInstantOfTheNextDay(string zone, string hardDay)
    {
        for (var shift = -3; shift <= 3; shift++)
        {
            var lastDay = Day(hardDay).AddDays(shift);

            Assert.Equal(FirstInstantFrom(lastDay.AddDays(1), zone), DemandWindows.Calendar(lastDay, zone).To);
            Assert.Equal(FirstInstantFrom(lastDay.AddDays(-29), zone), DemandWindows.Calendar(lastDay, zone).From);
        }
    }

    [Theory]
    [MemberData(nameof(HardDays))]
    public void WindowBefore_EndsExactlyWhereTheWindowBegins(string zone, string hardDay)
    {
        // Hard days at the end, in the middle and just before the window.
        for (var shift = -2; shift <= 62; shift++)
        {
            var window = DemandWindows.Calendar(Day(hardDay).AddDays(shift), zone);

            Assert.Equal(window.From, DemandWindows.Before(window, window.To).To);
        }
    }

    [Theory]
    [InlineData("UTC", "2026-03-01", "2026-03-01", 1)]
    [InlineData("Europe/Berlin", "2026-03-16", "2026-03-31", 16)]
    [InlineData("Pacific/Apia", "2011-12-25", "2012-01-03", 10)]
    public void Range_SpansItsDays_AndTheOneBeforeIsAsLong(string zone, string first, string last, int days)
    {
        var window = DemandWindows.Range(DateOnly.Parse(first, CultureInfo.InvariantCulture), DateOnly.Parse(last, CultureInfo.InvariantCulture), zone);
        Assert.Equal(days, DemandWindows.DaysOf(window));
        Assert.Equal(window.From, DemandWindows.Before(window, window.To).To);
        Assert.Equal(days, DemandWindows.DaysOf(DemandWindows.Before(window, window.To)));
    }

    [Theory]
    [InlineData("2026-03-16", "2026-03-15", "are 0 days")]
    [InlineData("2020-01-01", "2026-03-15", "at most 1096 days")]
    public void Range_ThatIsEmptyOrTooLong_IsRefused(string first, string last, string told) =>
        Assert.Contains(told, Assert.Throws<ProblemException>(() => DemandWindows.Range(DateOnly.Parse(first, CultureInfo.InvariantCulture), DateOnly.Parse(last, CultureInfo.InvariantCulture), "UTC")).Message, StringComparison.Ordinal);

    [Fact]
    public void RollingWindow_BeforeAnother_AbutsIt()
    {
        var window = DemandWindows.Rolling(TestClock.Noon);

        Assert.Equal(window.From, DemandWindows.Before(window, window.To).To);
        Assert.Equal(TimeSpan.FromDays(30), DemandWindows.Before(window, window.To).To - DemandWindows.Before(window, window.To).From);
    }

    [Theory]
    [InlineData("UTC", "2026-03-16", "2026-03-16", "2026-03-16T04:20:07Z", "2026-03-15T04:20:07Z")]
    [InlineData("America/Los_Angeles", "2026-03-02", "2026-03-16", "2026-03-16T11:20:00Z", "2026-03-01T12:20:00Z")]
    [InlineData("America/Los_Angeles", "2026-03-09", "2026-03-09", "2026-03-09T09:30:00Z", "2026-03-08T10:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-26", "2026-10-26", "2026-10-26T01:30:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("UTC", "2026-03-16", "2026-03-25", "2026-03-17T12:00:00Z", "2026-03-07T12:00:00Z")]
    [InlineData("UTC", "2026-03-16", "2026-03-25", "2026-03-01T12:00:00Z", "2026-03-06T00:00:00Z")]
    public void WindowThatGoesOn_IsComparedUpToTheSameTimeOfTheSameDayBefore(string zone, string first, string last, string asOf, string to)
    {
        var window = DemandWindows.Range(Day(first), Day(last), zone);
        var before = DemandWindows.Before(window, Moment(asOf));

        Assert.Equal((DemandWindows.Before(window, window.To).From, Moment(to)), (before.From, before.To));
    }

    [Theory]
    [MemberData(nameof(HardDays))]
    public void WindowBefore_GrowsWithTheWindow_UntilItEndsWhereThatBegins(string zone, string hardDay)
    {
        // From the day after on: one of them never was, and no window is on it alone.
        foreach (var shift in (int[])[1, 2])
        {
            var window = DemandWindows.Range(Day(hardDay).AddDays(shift), Day(hardDay).AddDays(shift), zone);
            var end = DemandWindows.Before(window, window.From).To;
            for (var asOf = window.From; asOf <= window.To; asOf = asOf.AddMinutes(7))
            {
                var before = DemandWindows.Before(window, asOf);
                Assert.InRange(before.To, before.From, window.From);
                // An hour that comes twice is compared with the same one twice.
                Assert.True(before.To >= end - TimeSpan.FromHours(1));
                end = before.To;
            }

            Assert.Equal(window.From, DemandWindows.Before(window, window.To).To);
        }
    }

    [Fact]
    public void RollingWindow_ThatEndsInTheFuture_IsComparedWithAsMuchTime()
    {
        var window = DemandWindows.Rolling(TestClock.Noon.AddDays(9));
        var before = DemandWindows.Before(window, TestClock.Noon);

        Assert.Equal((window.From.AddDays(-30), TestClock.Noon - window.From), (before.From, before.To - before.From));
    }

    [Theory]
    [InlineData("America/Los_Angeles", "2026-03-08")]
    [InlineData("Asia/Beirut", "2022-03-27")]
    [InlineData("Asia/Beirut", "2022-03-26")]
    [InlineData("America/Havana", "2024-11-03")]
    public void LastDay_OfACalendarWindow_IsTheDayAskedFor(string zone, string day) =>
        Assert.Equal(Day(day), DemandWindows.LastDay(DemandWindows.Calendar(Day(day), zone)));

    [Fact]
    public void UnknownZone_IsRefusedByName() =>
        Assert.Contains("Mars/Olympus", Assert.Throws<ProblemException>(() => DemandWindows.Calendar(Day("2026-03-16"), "Mars/Olympus")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("0999-12-31")]
    [InlineData("9999-12-31")]
    public void CalendarWindow_AtTheEdgesOfTheCalendar_IsRefused(string day) =>
        Assert.Throws<ProblemException>(() => DemandWindows.Calendar(Day(day), "Asia/Tokyo"));

    [Theory]
    [InlineData("0001-01-20T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void RollingWindow_AtTheEdgesOfTheCalendar_IsRefused(string end) =>
        Assert.Throws<ProblemException>(() => DemandWindows.Rolling(Moment(end)));

    /// <summary>Minute by minute: the first one whose local date is that day or a later one.</summary>
    private static DateTimeOffset FirstInstantFrom(DateOnly day, string zone)
    {
        var rules = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var moment = new DateTimeOffset(day.AddDays(-2), TimeOnly.MinValue, TimeSpan.Zero);
        while (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, rules).DateTime) < day)
        {
            moment = moment.AddMinutes(1);
        }

        return moment;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
