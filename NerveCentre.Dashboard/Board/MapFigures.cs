using System.Runtime.CompilerServices;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Core.Opportunity;

namespace NerveCentre.Dashboard.Board;

/// <summary>Demand and coverage of all 250 countries, joined once: map, legend, table and sentences show these and compute nothing themselves.</summary>
public sealed class MapFigures
{
    // Bound: as many as there are snapshots that somebody holds. Most viewers of a store look at the same one.
    private static readonly ConditionalWeakTable<BoardSnapshot, MapFigures> Made = [];

    private readonly CountryRow[] _byOrdinal;

    /// <summary>The figures of a snapshot, joined once for all who look at it.</summary>
    public static MapFigures Of(BoardSnapshot board) => Made.GetValue(board, b => new MapFigures(b));

    internal MapFigures(BoardSnapshot board)
    {
        (Board, Demand, Before, Coverage) = (board, board.Demand, board.PreviousDemand, board.Coverage);
        CanCompare = board.CanCompare;
        NeverRead = board.Store.NewestOrder is null && board.Streams.FirstOrDefault(s => s.Stream is "orders")?.LastSuccess is null;
        var now = Demand.Countries.ToDictionary(c => c.Country);
        var before = Before.Countries.ToDictionary(c => c.Country, c => c.Orders);
        var ranks = new Dictionary<int, int>();
        foreach (var (country, i) in Demand.Countries.Select((c, i) => (c, i)))
        {
            ranks.TryAdd(country.Orders, i + 1); // countries with as many orders share the better rank
        }

        _byOrdinal = [.. CountrySet.All.Select(code =>
        {
            var orders = now.GetValueOrDefault(code)?.Orders ?? 0;
            return new CountryRow(
                code,
                orders,
                now.GetValueOrDefault(code)?.Share ?? 0,
                orders is 0 ? null : ranks[orders],
                new DemandChange(orders, before.GetValueOrDefault(code)),
                Coverage.For(code),
                Opportunities.For(code, orders, Coverage));
        })];
        Priority = CountrySet.Of(Coverage.PriorityMarkets);
    }

    /// <summary>Of which these are the figures.</summary>
    public BoardSnapshot Board { get; }

    public DemandReading Demand { get; }

    /// <summary>The same for the equally long window before.</summary>
    public DemandReading Before { get; }

    public CoverageReading Coverage { get; }

    public CountrySet Priority { get; }

    /// <summary>Orders have never been read: no country is known to have none.</summary>
    public bool NeverRead { get; }

    /// <inheritdoc cref="BoardSnapshot.CanCompare"/>
    public bool CanCompare { get; }

    /// <summary>Orders on the map: those whose country is known. With the unknown ones they are all.</summary>
    public int OnTheMap => Demand.Total - Demand.Unknown;

    /// <summary>All 250 countries, in alphabetical order of their codes.</summary>
    public IReadOnlyList<CountryRow> Rows => _byOrdinal;

    public CountryRow For(CountryCode country) => _byOrdinal[country.Ordinal - 1];
}

/// <summary>One country's figures.</summary>
/// <param name="Share">Of all orders of the window, 0 to 1.</param>
/// <param name="Rank">Place by orders; <c>null</c> without orders.</param>
public sealed record CountryRow(CountryCode Country, int Orders, double Share, int? Rank, DemandChange Change, CountryCoverage Coverage, CountryOpportunity Opportunity)
{
    /// <summary>Active listings that cannot be said to ship there: those that do not, and those that cannot be judged.</summary>
    public int Uncovered => Coverage.Missing + Coverage.Unknown;

    /// <summary>No listing can be judged for the country, so its percentage says nothing.</summary>
    public bool IsUnjudged => Coverage.Active > 0 && Coverage.Unknown == Coverage.Active;

    /// <summary>Share of the active listings that do not ship there though a template could, 0 to 1.</summary>
    public double GapShare => Coverage.Active is 0 ? 0 : (double)Opportunity.Fixable / Coverage.Active;
}
