using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Demand;

/// <summary>Breaks the difference of two definitions down. Pure: the same groups and definitions give the same answer.</summary>
internal static class Reconciler
{
    public static Reconciliation Compare(DemandQuery ours, DemandQuery theirs, IEnumerable<OrderGroup> groups)
    {
        var sums = new Dictionary<OrderPlace, Sums>();
        foreach (var group in groups)
        {
            var (here, there) = (PlaceOf(ours, group), PlaceOf(theirs, group));
            var (countsHere, countsThere) = (Counts(ours, group.Ours, group), Counts(theirs, group.Theirs, group));
            if (countsHere)
            {
                Of(OrderPlace.Everywhere).Take(group.Orders, true, Reason(OrderPlace.Everywhere, theirs, group.Theirs, group));
                Of(here).Take(group.Orders, true, Reason(here, theirs, group.Theirs, group));
            }

            if (countsThere)
            {
                Of(OrderPlace.Everywhere).Take(group.Orders, false, Reason(OrderPlace.Everywhere, ours, group.Ours, group));
                Of(there).Take(group.Orders, false, Reason(there, ours, group.Ours, group));
            }
        }

        return new Reconciliation(
            ours,
            theirs,
            Of(OrderPlace.Everywhere).At(OrderPlace.Everywhere),
            [
                .. sums.Where(s => !s.Key.IsEverywhere).Select(s => s.Value.At(s.Key))
                    .OrderBy(p => p.Place.IsUnknown).ThenByDescending(p => p.Ours + (long)p.Theirs).ThenBy(p => p.Place.Country),
            ]);

        Sums Of(OrderPlace place) => sums.TryGetValue(place, out var sum) ? sum : sums[place] = new Sums();
    }

    /// <summary>Where a moment lies against the bounds of a window, the first taken in and the last left out.</summary>
    public static WindowSide SideOf(long placedAt, (long From, long To) bounds) =>
        placedAt < bounds.From ? WindowSide.Before : placedAt >= bounds.To ? WindowSide.After : WindowSide.Inside;

    private static OrderPlace PlaceOf(DemandQuery query, in OrderGroup group) => OrderPlace.OfKnown(query.Attribution is Attribution.Buyer ? group.Buyer : group.Ship);

    private static bool Counts(DemandQuery query, WindowSide side, in OrderGroup group) => side is WindowSide.Inside && !OrderFilter.LeavesOut(query, group.Status);

    private static DifferenceReason? Reason(OrderPlace place, DemandQuery other, WindowSide side, in OrderGroup group) => side switch
    {
        WindowSide.Before => DifferenceReason.Beginning,
        WindowSide.After => DifferenceReason.End,
        _ => OrderFilter.ReasonOf(place, other, group.Buyer, group.Ship, group.Status),
    };

    private sealed class Sums
    {
        private static readonly int Reasons = Enum.GetValues<DifferenceReason>().Length;
        private readonly int[] _onlyOurs = new int[Reasons];
        private readonly int[] _onlyTheirs = new int[Reasons];
        private int _ours;
        private int _theirs;

        public void Take(int orders, bool ours, DifferenceReason? reason)
        {
            _ours += ours ? orders : 0;
            _theirs += ours ? 0 : orders;
            if (reason is { } why)
            {
                (ours ? _onlyOurs : _onlyTheirs)[(int)why] += orders;
            }
        }

        public ReconciledPlace At(OrderPlace place) => new(
            place,
            _ours,
            _theirs,
            [.. Enum.GetValues<DifferenceReason>().Select(r => new DifferencePart(r, _onlyOurs[(int)r], _onlyTheirs[(int)r])).Where(p => p.OnlyOurs + p.OnlyTheirs > 0)]);
    }
}
