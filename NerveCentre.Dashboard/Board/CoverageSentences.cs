using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>The gauge in words.</summary>
internal static class CoverageSentences
{
    /// <summary>Fractions that people say.</summary>
    private static readonly (int Part, int Of)[] Fractions =
        [.. Enumerable.Range(2, 999).Select(n => (1, n)), (2, 5), (3, 5), (2, 3), (3, 4), (4, 5), (9, 10)];

    /// <summary>How many listings are known to miss a priority market, as one says it: "about 1 in 6 listings misses at least one priority market".</summary>
    public static string Missing(CoverageReading reading)
    {
        var (active, missing) = (reading.Active, reading.RestrictedOnly + reading.Gap);
        return reading switch
        {
            { State: not CoverageState.Measured } => "",
            { Covered: var covered } when covered == active => T("Every active listing ships to every priority market."),
            _ when missing is 0 => T("No listing is known to miss a priority market."),
            _ when missing == active => T("No active listing ships to every priority market."),
            _ => Share(missing, active),
        };
    }

    /// <summary>How many listings a market misses, and how many of them a template edit would mend where those are others: "141 missing, 0 to fix".</summary>
    public static string Missing(CountryCoverage market) => market.Active - market.Ships is var missing && missing == market.Fixable
        ? T("{0} missing", missing)
        : T("{0} missing, {1} to fix", missing, market.Fixable);

    /// <summary>"97.0 % reachable: 3.0 % is restricted"; empty when nothing is restricted.</summary>
    public static string Ceiling(CoverageReading reading) => reading switch
    {
        { Ceiling: not { } } or { RestrictedOnly: 0 } => "",
        { Ceiling: { } ceiling } => T("{0} reachable: {1} is restricted.", Figures.Percent(ceiling), Figures.Percent(reading.RestrictedOnly, reading.Active)),
    };

    /// <summary>How far it is to the target; empty without one.</summary>
    public static string Target(CoverageReading reading)
    {
        if (reading is not { Target: { } target, Percent: { } percent, Ceiling: { } ceiling })
        {
            return "";
        }

        var lacking = (int)Math.Ceiling((target / 100 * reading.Active) - 1e-9) - reading.Covered;
        return lacking <= 0 ? T("The target of {0} is reached.", Figures.Percent(target))
            : target > ceiling + 1e-9 ? T("The target of {0} lies above what templates can reach: {1} at most, since the rest is restricted.", Figures.Percent(target), Figures.Percent(ceiling))
            : T("{0} points below the target of {1}: {2:# more listing has|# more listings have} to be covered.", Figures.Decimal(Math.Max(0.1, target - Figures.Shown(percent))), Figures.Percent(target), lacking);
    }

    /// <summary>The newest stored reading that differs from this one; <c>null</c> when there is none.</summary>
    public static CoverageHistoryPoint? Previous(CoverageReading reading, IReadOnlyList<CoverageHistoryPoint> history) => history.FirstOrDefault(p =>
        p.Percent is not null && (p.Active, p.Covered, p.RestrictedOnly, p.Gap, p.Unknown) != (reading.Active, reading.Covered, reading.RestrictedOnly, reading.Gap, reading.Unknown));

    /// <summary>The move since an earlier reading; <c>null</c> when either could not be measured.</summary>
    public static CoverageChange? Change(CoverageReading reading, CoverageHistoryPoint? before) =>
        reading.Percent is { } now && before is { Percent: { } then } ? new CoverageChange(Figures.Shown(now) - Figures.Shown(then), then, before.At, SameMarkets(reading, before)) : null;

    private static bool SameMarkets(CoverageReading reading, CoverageHistoryPoint before) =>
        before.PriorityMarkets.Split(' ').ToHashSet().SetEquals(reading.PriorityMarkets.Select(m => m.Alpha2));

    private static string Share(int part, int whole)
    {
        if (whole < 10)
        {
            return T("{0} of {1:# listing|# listings} {0:misses|miss} at least one priority market.", part, whole);
        }

        var share = part / (double)whole;
        if (share < 0.001)
        {
            return T("Fewer than 1 in {0} listings misses at least one priority market.", 1000);
        }

        if (share > 0.95)
        {
            return T("Nearly every listing misses at least one priority market.");
        }

        var (near, of) = Fractions.MinBy(f => Math.Abs((f.Part / (double)f.Of) - share));
        return (long)near * whole == (long)of * part
            ? T("{0} in {1} listings {0:misses|miss} at least one priority market.", near, of)
            : T("About {0} in {1} listings {0:misses|miss} at least one priority market.", near, of);
    }
}

/// <param name="Points">Percentage points between the two figures as they are shown; positive is better.</param>
/// <param name="Then">The percentage before.</param>
/// <param name="Since">When the reading before was stored.</param>
/// <param name="SameMarkets">False when the priority list was another one, so that the two do not measure the same.</param>
internal sealed record CoverageChange(double Points, double Then, DateTimeOffset Since, bool SameMarkets);
