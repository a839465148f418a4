using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>One stream of one store. The key says which, so that Quartz never runs the same twice at once.</summary>
[DisallowConcurrentExecution]
internal sealed partial class SyncJob(SyncRunner runner, StoreDirectory stores, IHostApplicationLifetime lifetime, ILogger<SyncJob> log) : IJob
{
    public static JobKey KeyOf(int storeId, string stream) => new(stream, $"store-{storeId.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>A job has one trigger, of the same name.</summary>
    public static TriggerKey TriggerOf(int storeId, string stream) => new(KeyOf(storeId, stream).Name, KeyOf(storeId, stream).Group);

    public static int StoreOf(JobKey key) => int.Parse(key.Group.AsSpan("store-".Length), System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var key = context.JobDetail.Key;
        // A stopping server does not wait for AliExpress: the page under way is finished or rolled back, the rest is read next time.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            if (await stores.FindAsync(StoreOf(key), stop.Token) is not { IsRead: true } store)
            {
                // The seller must authorise again, or another process paused or erased the store. Whoever resumes it schedules it anew.
                await context.Scheduler.DeleteJob(key, CancellationToken.None);
                return;
            }

            await runner.RunAsync(store, key.Name, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told in the run's record; to Quartz it would be an error.
        }
        catch (ProblemException e)
        {
            // Not even the record of the run could be written, such as while a long import holds the database.
            LogNotRun(key.Name, key.Group, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (await stores.FindAsync(StoreOf(key), CancellationToken.None) is null)
            {
                return; // erased while it was read
            }

            LogDefect(e, key.Name, key.Group);
        }
    }

    [LoggerMessage(1004, LogLevel.Warning, "{Stream} of {Store} could not be synced: {Reason} The next turn tries again")]
    private partial void LogNotRun(string stream, string store, string reason);

    [LoggerMessage(1005, LogLevel.Error, "{Stream} of {Store} could not be synced; the next turn tries again")]
    private partial void LogDefect(Exception exception, string stream, string store);
}
