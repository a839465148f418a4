using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Telemetry;

namespace NerveCentre.Core.Sync;

/// <summary>Runs one stream of one store: leaves a record of success and of failure, keeps the time limit, and tells of changes once, at the end.</summary>
[InnerWorks]
public sealed partial class SyncRunner
{
    /// <summary>Runs kept per store and stream.</summary>
    private const int KeptRuns = 500;

    /// <summary>A server that stops has ten seconds in all.</summary>
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, IStreamSync> _streams;
    private readonly StoreConnections _connections;
    private readonly StoreWriter _writer;
    private readonly IOptions<SyncOptions> _options;
    private readonly SyncTelemetry _telemetry;
    private readonly CallBudgets _budgets;
    private readonly TimeProvider _clock;
    private readonly ILogger<SyncRunner> _log;

    internal SyncRunner(IEnumerable<IStreamSync> streams, StoreConnections connections, StoreWriter writer, IOptions<SyncOptions> options, SyncTelemetry telemetry, CallBudgets budgets, TimeProvider clock, ILogger<SyncRunner> log)
    {
        _streams = streams.ToDictionary(s => s.Stream);
        _connections = connections;
        _writer = writer;
        _options = options;
        _telemetry = telemetry;
        _budgets = budgets;
        _clock = clock;
        _log = log;
    }

    /// <returns>How the run ended. Only the caller's own cancellation is thrown; every other failure is in the record.</returns>
    public async Task<SyncOutcome> RunAsync(StoreSummary store, string stream, CancellationToken cancel)
    {
        var run = await StartAsync(store.Id, stream, cancel);
        var counts = new RunCounts();
        var measure = _telemetry.Start(store.Id, stream);
        using var time = new CancellationTokenSource(_options.Value.TimeLimit, _clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        string? error = null;
        try
        {
            await _streams[stream].RunAsync(store, _connections.ClientOf(store), counts, limit.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            _telemetry.End(measure, SyncOutcome.Abandoned, counts);
            await AbandonAsync(run, counts);
            throw;
        }
        catch (OperationCanceledException)
        {
            error = $"Stopped after the time limit of {_options.Value.TimeLimit}. What was read is kept; the next run reads on. Raise Sync:TimeLimit if this repeats.";
        }
        catch (AliExpressException e)
        {
            error = SyncErrors.InWords(e.Error, _clock.GetUtcNow());
        }
        catch (ProblemException e)
        {
            error = e.Message;
        }
        catch (Exception e)
        {
            LogDefect(e, stream, store.Name);
            error = $"A defect of NerveCentre stopped this run ({e.GetType().Name}). What was read is kept. The server's log has the details.";
        }

        var outcome = error is null ? SyncOutcome.Succeeded : SyncOutcome.Failed;
        _telemetry.End(measure, outcome, counts);
        // Not to be cancelled: a run that has ended is recorded as ended, even when the server stops in this very moment.
        await FinishAsync(store, run, stream, counts, error);
        return outcome;
    }

    /// <summary>The server stops. What was read is committed page by page; the record of the run says so, if the database can be had at once.</summary>
    private async Task AbandonAsync(long runId, RunCounts counts)
    {
        using var patience = new CancellationTokenSource(LongestGoodbye, _clock);
        try
        {
            await _writer.WriteAsync(
                session =>
                {
                    var run = session.Db.Runs.Find(runId)!;
                    RunRecords.Close(run, counts, RunRecords.Stopped, _clock.GetUtcNow());
                    run.Outcome = SyncOutcome.Abandoned;
                    _budgets.Keep(session);
                },
                patience.Token);
        }
        catch (Exception e) when (e is ProblemException or OperationCanceledException)
        {
            // The next start closes it.
        }
    }

    private Task<long> StartAsync(int storeId, string stream, CancellationToken cancel) =>
        _writer.WriteAsync(
            session =>
            {
                var run = new RunRecord { StoreId = storeId, Stream = stream, StartedAt = _clock.GetUtcNow(), Outcome = SyncOutcome.Running };
                session.Db.Runs.Add(run);
                session.Db.SaveChanges();
                return run.Id;
            },
            cancel);

    private async Task FinishAsync(StoreSummary store, long runId, string stream, RunCounts counts, string? error)
    {
        await _writer.WriteAsync(
            session =>
            {
                var run = session.Db.Runs.Find(runId)!;
                RunRecords.Close(run, counts, error, _clock.GetUtcNow());
                _budgets.Keep(session);
                RunRecords.Trim(session, store.Id, stream, KeptRuns);
                if (counts.ChangedSomething)
                {
                    session.MarkChanged(store.Id);
                }
                else
                {
                    session.MarkRead(store.Id);
                }
            },
            CancellationToken.None);
        if (error is null)
        {
            LogRun(stream, store.Name, counts.Read, counts.Added, counts.Updated, counts.Unchanged, counts.Gone);
        }
        else
        {
            LogFailure(stream, store.Name, error);
        }
    }

    [LoggerMessage(1001, LogLevel.Information, "Synced {Stream} of {Store}: {Read} read, {Added} added, {Updated} updated, {Unchanged} unchanged, {Gone} gone")]
    private partial void LogRun(string stream, string store, int read, int added, int updated, int unchanged, int gone);

    [LoggerMessage(1002, LogLevel.Warning, "Syncing {Stream} of {Store} failed: {Error}")]
    private partial void LogFailure(string stream, string store, string error);

    [LoggerMessage(1003, LogLevel.Error, "Syncing {Stream} of {Store} met a defect")]
    private partial void LogDefect(Exception exception, string stream, string store);
}
