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
            { Covered: var covered } when covered == active => "Every active listing ships to every priority market.",
            _ when missing is 0 => "No listing is known to miss a priority market.",
            _ when missing == active => "No active listing ships to every priority market.",
            _ => $"{Share(missing, active)} at least one priority market.",
        };
    }

    /// <summary>"97.0 % reachable: 3.0 % is restricted"; empty when nothing is restricted.</summary>
    public static string Ceiling(CoverageReading reading) => reading switch
    {
        { Ceiling: not { } } or { RestrictedOnly: 0 } => "",
        { Ceiling: { } ceiling } => $"{Figures.Percent(ceiling)} reachable: {Figures.Percent(reading.RestrictedOnly, reading.Active)} is restricted.",
    };

    /// <summary>The move since the newest stored reading that differs; <c>null</c> when there is none.</summary>
    public static CoverageChange? Change(CoverageReading reading, IReadOnlyList<CoverageHistoryPoint> history)
    {
        var before = history.FirstOrDefault(p =>
            p.Percent is not null && (p.Active, p.Covered, p.RestrictedOnly, p.Gap, p.Unknown) != (reading.Active, reading.Covered, reading.RestrictedOnly, reading.Gap, reading.Unknown));
        if (reading.Percent is not { } now || before is not { Percent: { } then })
        {
            return null;
        }

        var sameMarkets = before.PriorityMarkets.Split(' ').ToHashSet().SetEquals(reading.PriorityMarkets.Select(m => m.Alpha2));
        return new CoverageChange(now - then, before.At, sameMarkets);
    }

    private static string Share(int part, int whole)
    {
        if (whole < 10)
        {
            return $"{part} of {Figures.Of(whole, "listing")} {(part is 1 ? "misses" : "miss")}";
        }

        var share = part / (double)whole;
        if (share < 0.001)
        {
            return $"Fewer than 1 in {Figures.Count(1000)} listings misses";
        }

        if (share > 0.95)
        {
            return "Nearly every listing misses";
        }

        var (near, of) = Fractions.MinBy(f => Math.Abs((f.Part / (double)f.Of) - share));
        var about = (long)near * whole == (long)of * part ? "" : "about ";
        var sentence = $"{about}{near} in {Figures.Count(of)} listings {(near is 1 ? "misses" : "miss")}";
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }
}

/// <param name="Points">Percentage points; positive is better.</param>
/// <param name="Since">When the reading before was stored.</param>
/// <param name="SameMarkets">False when the priority list changed in between, so that the two do not measure the same.</param>
internal sealed record CoverageChange(double Points, DateTimeOffset Since, bool SameMarkets);
