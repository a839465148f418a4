using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Dashboard.CommandLine;

internal static class SyncCommand
{
    public static async Task<int> RunAsync(string? data, string storeName, CancellationToken cancel)
    {
        await using var services = Host.Open(data);
        await services.GetRequiredService<SandboxFounding>().EnsureAsync(cancel);
        var store = await services.GetRequiredService<StoreDirectory>().RequireAsync(storeName, cancel);
        if (!StoreConnections.IsConnected(store))
        {
            throw StoreConnections.NotRead(store);
        }

        var runner = services.GetRequiredService<SyncRunner>();
        var failed = false;
        foreach (var stream in SyncStreams.All)
        {
            failed |= await runner.RunAsync(store, stream, cancel) is not SyncOutcome.Succeeded;
            var run = (await services.GetRequiredService<SyncDesk>().RunsAsync(Caller.CommandLine, store.Id, 1, cancel))[0];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stream}: read {run.Read}, added {run.Added}, updated {run.Updated}, unchanged {run.Unchanged}, gone {run.Gone}{(run.Note is null ? "" : $" ({run.Note})")}"));
            if (run.Error is not null)
            {
                await Console.Error.WriteLineAsync($"{stream}: {run.Error}");
            }
        }

        return failed ? Commands.Failed : Commands.Done;
    }
}
