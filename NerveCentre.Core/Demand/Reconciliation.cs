using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Demand;

/// <summary>The orders of two definitions side by side, and what makes the difference.</summary>
/// <param name="Ours">The board's definition.</param>
/// <param name="Theirs">What Seller Center may be showing.</param>
/// <param name="Total">All orders.</param>
/// <param name="Places">Countries that either counts, most orders of both first, then by code; those of unknown country last, if any.</param>
public sealed record Reconciliation(DemandQuery Ours, DemandQuery Theirs, ReconciledPlace Total, IReadOnlyList<ReconciledPlace> Places);

/// <param name="Ours">Counted by the board's definition.</param>
/// <param name="Theirs">Counted by the other.</param>
/// <param name="Parts">What makes the difference; those with orders only. They add up to it.</param>
public sealed record ReconciledPlace(OrderPlace Place, int Ours, int Theirs, IReadOnlyList<DifferencePart> Parts)
{
    /// <summary>Orders more in the other definition than in ours; negative for fewer.</summary>
    public int Difference => Theirs - Ours;
}

/// <summary>Orders that only one of the two definitions counts at a place, for one reason.</summary>
/// <param name="OnlyOurs">Counted by ours and, for this reason, not by theirs.</param>
/// <param name="OnlyTheirs">Counted by theirs and, for this reason, not by ours.</param>
public sealed record DifferencePart(DifferenceReason Reason, int OnlyOurs, int OnlyTheirs)
{
    /// <summary>What it adds to the difference.</summary>
    public int Net => OnlyTheirs - OnlyOurs;
}

/// <summary>Where an order lies against a window.</summary>
internal enum WindowSide
{
    Before,
    Inside,
    After,
}

/// <summary>Orders that are alike in all that decides where they count.</summary>
internal readonly record struct OrderGroup(CountryCode? Buyer, CountryCode? Ship, OrderStatus Status, WindowSide Ours, WindowSide Theirs, int Orders);
