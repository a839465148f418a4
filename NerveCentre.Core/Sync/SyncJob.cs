using Microsoft.Extensions.Hosting;
using Quartz;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>One stream of one store. The key says which, so that Quartz never runs the same twice at once.</summary>
[DisallowConcurrentExecution]
internal sealed class SyncJob(SyncRunner runner, StoreDirectory stores, IHostApplicationLifetime lifetime) : IJob
{
    public static JobKey KeyOf(int storeId, string stream) => new(stream, $"store-{storeId.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    public static int StoreOf(JobKey key) => int.Parse(key.Group.AsSpan("store-".Length), System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var key = context.JobDetail.Key;
        var store = await stores.GetAsync(StoreOf(key), cancellationToken);
        // A stopping server does not wait for AliExpress: the page under way is finished or rolled back, the rest is read next time.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await runner.RunAsync(store, key.Name, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told in the run's record; to Quartz it would be an error.
        }
    }
}
