namespace NerveCentre.Core.Coverage;

/// <summary>How the gauge moved. Readings are stored when a value changes, so between two of them the older one stands.</summary>
/// <param name="From">Where the days shown begin: midnight UTC, so that a drawing of them stays the same all day.</param>
/// <param name="Before">What stood at <paramref name="From"/>; <c>null</c> when nothing was stored by then.</param>
/// <param name="Points">Readings stored since, oldest first, at most <see cref="MaxPoints"/>: more are thinned to the last of each <see cref="Thinned"/>.</param>
/// <param name="WeekAgo">What stood <see cref="Week"/> ago; <c>null</c> when no reading is that old.</param>
/// <param name="MonthAgo">What stood <see cref="Month"/> ago; <c>null</c> when no reading is that old.</param>
public sealed record CoverageTrend(
    DateTimeOffset From,
    CoverageHistoryPoint? Before,
    IReadOnlyList<CoverageHistoryPoint> Points,
    CoverageHistoryPoint? WeekAgo,
    CoverageHistoryPoint? MonthAgo)
{
    /// <summary>Bound of <see cref="Points"/>: one for each <see cref="Thinned"/> of the days shown.</summary>
    public const int MaxPoints = 2 * (Days + 1);

    /// <summary>Days shown besides today.</summary>
    public const int Days = 30;

    public static readonly TimeSpan Thinned = TimeSpan.FromHours(12);

    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static readonly TimeSpan Month = TimeSpan.FromDays(30);

    /// <summary>Nothing stored yet.</summary>
    public static CoverageTrend None { get; } = new(DateTimeOffset.UnixEpoch, null, [], null, null);

    /// <summary>Midnight UTC, thirty days before today's.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(-Days), TimeSpan.Zero);
}
