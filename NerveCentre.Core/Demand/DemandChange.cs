namespace NerveCentre.Core.Demand;

/// <summary>A country's orders against those of the equally long window before.</summary>
/// <param name="Now">Orders of the window.</param>
/// <param name="Before">Orders of the window before.</param>
public readonly record struct DemandChange(int Now, int Before)
{
    /// <summary>There is something to compare in one window or the other.</summary>
    public bool IsAny => Now > 0 || Before > 0;

    /// <summary>Fewer orders than a headline needs in both windows: any percentage of them would be noise.</summary>
    public bool IsTooFew => Math.Max(Now, Before) < EmergingMarkets.LeastOrders;

    /// <summary>Enough orders now, and none before: no percentage says that.</summary>
    public bool IsNew => !IsTooFew && Before is 0;

    /// <summary>Orders ÷ orders before − 1: −1 and above. <c>null</c> when there are too few to compare, or none before.</summary>
    public double? Ratio => IsTooFew || Before is 0 ? null : ((double)Now / Before) - 1;

    /// <summary>
    /// Counts of independent events scatter by their square root: a difference of up to two standard deviations, 2 × √(now + before),
    /// may well be chance.
    /// </summary>
    public bool MayBeChance => Math.Abs((double)Now - Before) <= 2 * Math.Sqrt((double)Now + Before);
}
