using Microsoft.AspNetCore.Components;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>A live page whose address says how orders are counted. Pages that one leads to count alike.</summary>
public abstract class DemandComponent : LiveComponent
{
    [Inject] private BoardFeed Feed { get; set; } = null!;

    [SupplyParameterFromQuery] public string? By { get; set; }

    [SupplyParameterFromQuery] public string? Cancelled { get; set; }

    [SupplyParameterFromQuery] public string? Unpaid { get; set; }

    [SupplyParameterFromQuery] public string? Window { get; set; }

    [SupplyParameterFromQuery] public string? From { get; set; }

    [SupplyParameterFromQuery] public string? End { get; set; }

    protected BoardQuery Query { get; private set; } = BoardQuery.Default;

    /// <summary>What of the address could not be read, in words.</summary>
    protected IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>The snapshot with its orders counted as the address says.</summary>
    protected BoardSnapshot? Counted { get; private set; }

    /// <summary>Addresses of pages that count alike.</summary>
    protected StoreLinks CountedLinks => Links with { Counted = Query.Text };

    protected override async Task ShowAsync(BoardSnapshot snapshot)
    {
        var zone = snapshot.Store.TimeZone;
        var (query, problems) = BoardQuery.Parse(By, Cancelled, Unpaid, Window, End, zone, From, snapshot.At);
        // The default is the snapshot's own definition: there is nothing to resolve.
        var counted = query == BoardQuery.Default ? snapshot : await Feed.CountedAsync(Me, snapshot, query.Resolve(snapshot.At, zone), Gone);
        // Question and answer change together, whenever the page is rendered.
        (Query, Problems, Counted) = (query, problems, counted);
    }
}
