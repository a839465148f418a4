using Microsoft.Extensions.Hosting;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>At start: founds the sandbox store, fills it once before the first page is served, and schedules the jobs of every connected store.</summary>
internal sealed class SyncSchedule(StoreDirectory stores, SandboxFounding founding, SyncRunner runner, SyncFreshness freshness, SyncJobs jobs) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await founding.EnsureAsync(cancellationToken);
        foreach (var store in (await stores.ListAsync(cancellationToken)).Where(s => s.Kind is StoreKind.Sandbox))
        {
            foreach (var stream in (await freshness.ReadAsync(store, cancellationToken)).Where(f => f.LastSuccess is null))
            {
                // In memory, so a matter of seconds: the first page then shows figures and no excuse.
                await runner.RunAsync(store, stream.Stream, cancellationToken);
            }
        }

        await jobs.FitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
