using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;

namespace NerveCentre.Tests.Board;

/// <summary>Readings and snapshots to show, without a database.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);

    public static CountryCode C(string code) => CountryCode.Parse(code);

    public static CoverageReading Coverage(int covered, int restrictedOnly, int gap, int unknown, string markets = "BR US", int shipsToBrazil = 0)
    {
        var active = covered + restrictedOnly + gap + unknown;
        CountryCode[] priority = [.. CountrySet.Parse(markets)];
        return new CoverageReading("Test", Noon, priority, active, covered, restrictedOnly, gap, unknown,
            [.. CountrySet.All.Select(c => new CountryCoverage(c, active, c == C("BR") ? shipsToBrazil : active, 0, 0, 0))]);
    }

    /// <summary>The reading of the seed's example: 82 %, 3 % restricted.</summary>
    public static CoverageReading SeedCoverage { get; } = Coverage(3534, 129, 617, 30, shipsToBrazil: 3700);

    public static DemandReading Demand(int unknown, params (string Code, int Orders)[] countries)
    {
        var total = unknown + countries.Sum(c => c.Orders);
        return new DemandReading("Test", Noon, new DemandQuery(DemandWindows.Rolling(Noon)), total, unknown,
            unknown is 0 ? new Dictionary<string, int>() : new Dictionary<string, int> { ["EEC"] = unknown },
            [.. countries.OrderByDescending(c => c.Orders).ThenBy(c => c.Code, StringComparer.Ordinal).Select(c => new CountryDemand(C(c.Code), c.Orders, c.Orders / (double)total))]);
    }

    /// <summary>Of the window before <see cref="Demand"/>'s.</summary>
    public static DemandReading Before(int unknown, params (string Code, int Orders)[] countries) => Demand(unknown, countries) with { Query = new DemandQuery(DemandWindows.Rolling(Noon.AddDays(-30))) };

    public static BoardSnapshot Snapshot(CoverageReading? coverage = null, DemandReading? demand = null, DateTimeOffset? newestOrder = null, params CoverageHistoryPoint[] history) => new(
        new StoreSummary(1, "Test", StoreKind.AliExpress, "America/Los_Angeles", newestOrder, ReadDownTo: Noon.AddDays(-90)),
        1,
        Noon,
        coverage ?? SeedCoverage,
        history,
        demand ?? Demand(12, ("BR", 384), ("US", 262), ("PL", 61), ("DE", 60), ("MT", 3)),
        Before(0, ("BR", 300)),
        [
            new StreamFreshness("templates", TimeSpan.FromMinutes(15), Noon.AddMinutes(-3), null, null, false),
            new StreamFreshness("listings", TimeSpan.FromMinutes(15), Noon.AddMinutes(-2), null, null, false),
            new StreamFreshness("orders", TimeSpan.FromMinutes(5), newestOrder is null ? null : Noon.AddMinutes(-42), null, "AliExpress did not answer.", false),
        ]);
}
