using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Live;

/// <summary>Section <c>Board</c> of appsettings.json.</summary>
public sealed class BoardOptions
{
    /// <summary>Readings are computed anew after this time even when no row changed: a rolling window moves by itself.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the database is asked for changes by other processes, such as an import from the command line.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);
}

internal sealed class BoardOptionsValidator : IValidateOptions<BoardOptions>
{
    public ValidateOptionsResult Validate(string? name, BoardOptions options)
    {
        var wrong = new List<string>();
        if (options.RefreshInterval < TimeSpan.FromSeconds(5) || options.RefreshInterval > TimeSpan.FromHours(1))
        {
            wrong.Add($"appsettings.json: Board:RefreshInterval is {options.RefreshInterval}; it must lie between 00:00:05 and 01:00:00.");
        }

        if (options.PollInterval < TimeSpan.FromMilliseconds(100) || options.PollInterval > TimeSpan.FromMinutes(10))
        {
            wrong.Add($"appsettings.json: Board:PollInterval is {options.PollInterval}; it must lie between 00:00:00.1 and 00:10:00.");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

/// <summary>Turns "something changed" into one recomputation and one update of every open page; many changes in a burst become one.</summary>
internal sealed partial class BoardProducer(BoardFeed feed, StoreChanges changes, IOptions<BoardOptions> options, TimeProvider clock, ILogger<BoardProducer> log) : BackgroundService
{
    /// <summary>Changes that follow each other this quickly are one burst.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(75);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(stoppingToken);
                foreach (var store in Drain().Union(feed.Known))
                {
                    await RefreshAsync(store, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task RefreshAsync(int store, CancellationToken cancel)
    {
        try
        {
            if (!await feed.ForgetGoneAsync(store, cancel))
            {
                await feed.RefreshAsync(store, options.Value.RefreshInterval, cancel);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // The last good snapshot stays on the store's pages, and its age shows. The other stores' move on.
            LogFailure(e, store);
        }
    }

    private async Task WaitAsync(CancellationToken cancel)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var told = changes.Reader.WaitToReadAsync(poll.Token).AsTask();
        var tick = Task.Delay(options.Value.PollInterval, clock, poll.Token);
        if (await Task.WhenAny(told, tick) == told && !cancel.IsCancellationRequested)
        {
            await Task.Delay(Burst, clock, cancel);
        }

        await poll.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }

    private HashSet<int> Drain()
    {
        var stores = new HashSet<int>();
        while (changes.Reader.TryRead(out var store))
        {
            stores.Add(store);
        }

        return stores;
    }

    [LoggerMessage(2001, LogLevel.Error, "The board of store {Store} could not be computed anew; the last good figures stay")]
    private partial void LogFailure(Exception exception, int store);
}
