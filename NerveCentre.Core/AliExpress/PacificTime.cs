using System.Globalization;

namespace NerveCentre.Core.AliExpress;

/// <summary>AliExpress writes and reads order times as US Pacific local time, without an offset.</summary>
/// <remarks>
/// That daylight saving applies is a reading, not a documented fact; callers that poll must overlap their windows by more than an hour.
/// Nothing here throws, whatever the gateway or a clock says.
/// </remarks>
internal static class PacificTime
{
    public const string Format = "yyyy-MM-dd HH:mm:ss";

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    // A day inside the calendar, so that no zone's offset leads out of it.
    private static readonly DateTimeOffset Earliest = new(1, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9999, 12, 30, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A lower bound, rounded down to the second.</summary>
    public static string From(DateTimeOffset moment) => Write(Clamp(moment));

    /// <summary>An upper bound, rounded up to the second.</summary>
    public static string To(DateTimeOffset moment)
    {
        var inside = Clamp(moment);
        var excess = inside.Ticks % TimeSpan.TicksPerSecond;
        return Write(excess is 0 ? inside : inside.AddTicks(TimeSpan.TicksPerSecond - excess));
    }

    /// <summary>
    /// In the hour that clocks repeat in autumn, the earlier moment (<paramref name="later"/>: the later one);
    /// a time that clocks skip in spring is moved forward by the hour they skip. <c>null</c> when it is no time.
    /// </summary>
    public static DateTimeOffset? Read(string? text, bool later = false)
    {
        if (!DateTime.TryParseExact(text?.Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        if (local < Earliest.DateTime || local > Latest.DateTime)
        {
            return local < Latest.DateTime ? Earliest : Latest;
        }

        return new DateTimeOffset(local, OffsetAt(local, later)).ToUniversalTime();
    }

    /// <summary>
    /// A time as read, fit for telling newer from older: in the hour that clocks repeat in autumn a later time may read as an earlier one,
    /// so that whole hour is one moment.
    /// </summary>
    public static DateTimeOffset? Comparable(DateTimeOffset? read)
    {
        if (read is not { } moment || moment < Earliest || moment > Latest)
        {
            return read;
        }

        var local = TimeZoneInfo.ConvertTime(moment, Zone);
        return Zone.IsAmbiguousTime(local.DateTime) ? moment - TimeSpan.FromTicks(local.TimeOfDay.Ticks % TimeSpan.TicksPerHour) : moment;
    }

    private static TimeSpan OffsetAt(DateTime local, bool later)
    {
        if (Zone.IsAmbiguousTime(local))
        {
            var offsets = Zone.GetAmbiguousTimeOffsets(local);
            return later ? offsets.Min() : offsets.Max();
        }

        // Read with the offset that held before the clocks moved, a skipped time lands one hour further on.
        return Zone.IsInvalidTime(local) ? Zone.GetUtcOffset(local.AddDays(-1)) : Zone.GetUtcOffset(local);
    }

    private static string Write(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone).ToString(Format, CultureInfo.InvariantCulture);

    private static DateTimeOffset Clamp(DateTimeOffset moment) => moment < Earliest ? Earliest : moment > Latest ? Latest : moment;
}
