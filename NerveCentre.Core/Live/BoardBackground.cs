using NerveCentre.Core.Coverage;

namespace NerveCentre.Core.Live;

/// <summary>What stands behind the cards' numbers: what may have moved them, and how much each reason why Seller Center may differ weighs today.</summary>
/// <param name="At">When it was read. Newer rows of orders do not renew it before <see cref="MaxAge"/>.</param>
/// <param name="Notes">What happened in the days of the trend, newest first.</param>
public sealed record BoardBackground(DateTimeOffset At, IReadOnlyList<TrendNote> Notes, CoverageBackground Coverage, OrdersBackground Orders)
{
    /// <summary>Counting orders one by one costs more than the map; a minute old is new enough for an explanation.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);
}

/// <summary>Why Seller Center may show another coverage, in numbers.</summary>
/// <param name="Templates">Templates that AliExpress lists.</param>
/// <param name="NewestRead">When a template was last read; <c>null</c> without templates.</param>
/// <param name="OldestRead">When the template was last read that was read longest ago; <c>null</c> without templates.</param>
/// <param name="Late">Templates that the newest reading of templates did not read.</param>
/// <param name="ListingsOnLate">Active listings on those.</param>
/// <param name="Pairs">Restricted pairs of category and country.</param>
/// <param name="LastChange">The last change of the priority list; <c>null</c> when it never changed.</param>
public sealed record CoverageBackground(int Templates, DateTimeOffset? NewestRead, DateTimeOffset? OldestRead, int Late, int ListingsOnLate, int Pairs, MarketChange? LastChange);

/// <summary>Why Seller Center may show other orders, in numbers of the rolling 30 days.</summary>
/// <param name="To">End of those 30 days.</param>
/// <param name="Orders">All orders placed in them.</param>
/// <param name="Differing">Of these, those whose buyer and ship-to country are known and differ.</param>
/// <param name="HalfKnown">Of these, those of which only one of the two countries is known.</param>
/// <param name="Cancelled">Of these, cancelled ones.</param>
/// <param name="Unpaid">Of these, those that wait for payment.</param>
public sealed record OrdersBackground(DateTimeOffset To, int Orders, int Differing, int HalfKnown, int Cancelled, int Unpaid);
