using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Shared;

/// <summary>A page of one store that stands still and whose forms are plain HTTP: read, done, led on.</summary>
public abstract class StaticStorePage : ComponentBase
{
    [Inject] private CurrentCaller Current { get; set; } = null!;

    [Inject] private StoreResolver Resolver { get; set; } = null!;

    [Inject] private StoreList Stores { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    [Inject] protected NavigationManager Address { get; private set; } = null!;

    [CascadingParameter] protected HttpContext Http { get; private set; } = null!;

    [SupplyParameterFromQuery(Name = "store")] public string? StoreName { get; set; }

    protected StoreChoice? Choice { get; private set; }

    protected StoreSummary? Shop => Choice?.Store;

    protected StoreLinks Links => Choice?.Links ?? new StoreLinks((string?)null);

    protected StoreTime Time => new(Shop?.TimeZone ?? "UTC");

    protected DateTimeOffset Now => Clock.GetUtcNow();

    protected Caller Me { get; private set; } = Caller.Nobody;

    protected CancellationToken Gone => Http.RequestAborted;

    /// <summary>What was wrong with the form that was sent.</summary>
    protected string? Problem { get; private set; }

    /// <summary>Reads what the page shows of a store.</summary>
    protected abstract Task ReadAsync(StoreSummary store);

    protected override async Task OnInitializedAsync()
    {
        Me = await Current.GetAsync();
        Choice = await Resolver.ResolveAsync(StoreName, Gone);
        if (Choice.Store is { } store)
        {
            await ReadAsync(store);
        }
        else if (Choice.All.Count > 0)
        {
            Answer.NotFound(Http);
        }
    }

    protected Task<bool> MayAsync(Right right) => Stores.MayAsync(Me, right, Shop!.Id, Gone);

    /// <summary>Does what a form asks for. What is wrong with it is told in the page, with status 422.</summary>
    protected async Task TryAsync(Func<int, Task> act)
    {
        if (Shop is not { } store)
        {
            return;
        }

        try
        {
            await act(store.Id);
        }
        catch (ProblemException problem)
        {
            Problem = problem.Message;
            Answer.Status(Http, StatusCodes.Status422UnprocessableEntity);
        }
    }
}
