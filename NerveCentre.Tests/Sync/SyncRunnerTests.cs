using NerveCentre.Core.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Core.Telemetry;

namespace NerveCentre.Tests.Sync;

public sealed class SyncRunnerTests
{
    [Theory]
    [InlineData(null, SyncOutcome.Succeeded)]
    [InlineData("no", SyncOutcome.Failed)]
    public async Task RunThatEndsJustWhenTheServerStops_IsRecordedAsEnded(string? problem, SyncOutcome outcome)
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();
        using var stop = new CancellationTokenSource();
        var runner = new SyncRunner(
            [new LastMoment(stop, problem)],
            installation.Get<StoreConnections>(),
            installation.Writer,
            installation.Get<IOptions<SyncOptions>>(),
            installation.Get<SyncTelemetry>(),
            installation.Get<CallBudgets>(),
            installation.Clock,
            NullLogger<SyncRunner>.Instance);

        Assert.Equal(outcome, await runner.RunAsync(store, SyncStreams.Orders, stop.Token));

        var run = (await installation.Get<SyncDesk>().RunsAsync(Caller.CommandLine, store.Id, 1, default))[0];
        Assert.Equal((outcome, problem), (run.Outcome, run.Error));
    }

    /// <summary>A stream whose work is done when the stop comes.</summary>
    private sealed class LastMoment(CancellationTokenSource stop, string? problem) : IStreamSync
    {
        public string Stream => SyncStreams.Orders;

        public Task RunAsync(StoreSummary store, AliExpressClient client, RunCounts counts, CancellationToken cancel)
        {
            stop.Cancel();
            return problem is null ? Task.CompletedTask : throw new Core.ProblemException(problem);
        }
    }
}
