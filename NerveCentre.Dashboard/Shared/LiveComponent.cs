using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Shared;

/// <summary>
/// A page that shows a store's newest snapshot: complete in the first response, and live from the first interactive render on.
/// The feed computes once for everybody; a page only holds the snapshot that it shows.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _watch;
    private int? _watched;
    private BoardSnapshot? _waiting;
    private BoardSnapshot? _newest;
    private bool _isAsked;
    private Task _taking = Task.CompletedTask;

    [Inject] private BoardFeed Feed { get; set; } = null!;

    [Inject] private CurrentCaller Caller { get; set; } = null!;

    [Inject] private StoreResolver Stores { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    [Inject] private ILoggerFactory Logs { get; set; } = null!;

    /// <summary>Only while the first response is made.</summary>
    [CascadingParameter] protected HttpContext? Http { get; private set; }

    [SupplyParameterFromQuery(Name = "store")] public string? StoreName { get; set; }

    protected StoreChoice? Choice { get; private set; }

    protected StoreLinks Links => Choice?.Links ?? new StoreLinks(null);

    protected StoreTime Time => new(Snapshot?.Store.TimeZone ?? "UTC");

    /// <summary><c>null</c> when there is no such store, or it could not be read.</summary>
    protected BoardSnapshot? Snapshot { get; private set; }

    /// <summary>The store could not be read; the log says why.</summary>
    protected bool Failed { get; private set; }

    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Since when the viewer has held the page still; <c>null</c> while it is live.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>Whether something newer than what is shown has arrived since.</summary>
    public bool HasNewer => _waiting is not null;

    public string ShortTime(DateTimeOffset moment) => Time.Short(moment, Now);

    /// <summary>Who looks at the page.</summary>
    protected Caller Me { get; private set; } = Core.Access.Caller.Nobody;

    /// <summary>Cancelled when the viewer has gone.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Prepares what the page shows of <see cref="Snapshot"/>. Called before each render with a new snapshot or new parameters.</summary>
    protected virtual Task ShowAsync(BoardSnapshot snapshot) => Task.CompletedTask;

    protected override async Task OnParametersSetAsync()
    {
        Me = await Caller.GetAsync();
        if (Choice is null || Choice.Asked != StoreName)
        {
            Choice = await Stores.ResolveAsync(StoreName, Gone);
            // What stands still goes on standing still: the other store as it is now.
            (Snapshot, PausedAt, _waiting, _newest) = (null, PausedAt is null ? null : Now, null, null);
        }

        if (Choice.Store is { } store)
        {
            await TryAsync(async () => await TakeAsync(_newest ?? await Feed.GetAsync(Me, store.Id, Gone)));
        }
        else if (Choice.All.Count > 0)
        {
            AnswerNotFound();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (Choice?.Store?.Id is { } store && store != _watched)
        {
            _watch?.Cancel();
            _watch?.Dispose();
            _watch = CancellationTokenSource.CreateLinkedTokenSource(Gone);
            _watched = store;
            _ = WatchAsync(store, _watch.Token);
        }
    }

    protected void AnswerNotFound() => Answer.NotFound(Http);

    private async Task WatchAsync(int store, CancellationToken cancel)
    {
        try
        {
            // Subscribed first: what changed between the first response and now is only in the feed's newest.
            await Task.WhenAll(FollowAsync(store, cancel), CatchUpAsync(store, cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }
        catch (AccessRefusedException)
        {
            // The session has ended and its connection with it; what is on the page stands still until then.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task FollowAsync(int store, CancellationToken cancel)
    {
        await foreach (var snapshot in Feed.WatchAsync(Me, store, cancel))
        {
            await ShowAsync(snapshot, cancel);
        }
    }

    private async Task CatchUpAsync(int store, CancellationToken cancel) => await ShowAsync(await Feed.GetAsync(Me, store, cancel), cancel);

    /// <summary>Holds the page still, or lets it go on from the newest.</summary>
    public async Task TogglePauseAsync()
    {
        PausedAt = PausedAt is null ? Now : null;
        if (PausedAt is null && _waiting is { } newest)
        {
            _waiting = null;
            await TryAsync(() => TakeAsync(newest));
        }

        StateHasChanged();
    }

    private Task ShowAsync(BoardSnapshot snapshot, CancellationToken cancel) => InvokeAsync(async () =>
    {
        if (cancel.IsCancellationRequested || ReferenceEquals(snapshot, Snapshot))
        {
            return;
        }

        if (PausedAt is not null)
        {
            var first = _waiting is null;
            _waiting = snapshot;
            if (first)
            {
                StateHasChanged();
            }

            return;
        }

        await TryAsync(() => TakeAsync(snapshot));
        StateHasChanged();
    });

    /// <summary>
    /// Shows the newest that was given so far, with the parameters of the moment. One at a time: what began earlier and took longer
    /// would otherwise end later, and put an older snapshot, or what was asked before, over the newer.
    /// </summary>
    private Task TakeAsync(BoardSnapshot snapshot)
    {
        _newest = IsOlder(snapshot) ? _newest : snapshot;
        _isAsked = true;
        return _taking = TakeAfterAsync(_taking);
    }

    private async Task TakeAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!_isAsked || _newest is not { } newest)
        {
            // One that waited as well has shown everything.
            return;
        }

        _isAsked = false;
        await ShowAsync(newest);
        Snapshot = newest;
        Failed = false;
    }

    private bool IsOlder(BoardSnapshot snapshot) =>
        _newest is { } newest && newest.Store.Id == snapshot.Store.Id && snapshot.Revision < newest.Revision;

    private async Task TryAsync(Func<Task> show)
    {
        try
        {
            await show();
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed = true;
            Log.PageFailed(Logs.CreateLogger(GetType()), fault);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _gone.Cancel();
        _watch?.Dispose();
        _gone.Dispose();
    }
}
