using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.AliExpress.Sandbox.Faults;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests.Sync;

/// <summary>A day in the life of a server beside an AliExpress that fails, with a shop that is worked on and a power line that is not to be trusted.</summary>
public sealed class SoakTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(1)]
    [Trait("Speed", "Slow")]
    public async Task DayOfFaultsEditsAndRestarts_EndsWithExactlyTheSandboxsTruth(int seed)
    {
        var dice = new Random(seed);
        using var power = new Power();
        await using var installation = await Installation.FilledAsync(power.Connect, ("AliExpress:Retries", "4"));
        var end = installation.Clock.GetUtcNow().AddHours(24);
        var (deaths, failures) = (0, 0);
        for (var tick = 0; installation.Clock.GetUtcNow() < end; tick++)
        {
            installation.Clock.Advance(Tick);
            Edit(installation.Sandbox, dice);
            var plan = installation.Get<StoreConnections>().Faults;
            if (tick % 6 is 0)
            {
                Plan(plan, dice);
            }

            power.FailAfter(dice.Next(5) is 0 ? dice.Next(1, 30) : int.MaxValue);
            try
            {
                failures += await installation.Clock.RunAsync(SyncAsync(installation, tick % 3 is 0 ? SyncStreams.All : [SyncStreams.Orders], power.Off));
            }
            catch (OperationCanceledException)
            {
                deaths++;
                var faults = plan.Active;
                await installation.RestartAsync();
                foreach (var (fault, share) in faults)
                {
                    installation.Get<StoreConnections>().Faults.Switch(fault, share);
                }
            }
        }

        Assert.True(deaths > 3 && failures > 20, $"{deaths} deaths and {failures} failed runs are no hard day.");
        installation.Get<StoreConnections>().Faults.Clear();
        power.FailAfter(int.MaxValue);
        // What was told wrongly or not at all is told again when the sync next looks back.
        installation.Clock.Advance(TimeSpan.FromHours(6.5));
        Assert.Equal(0, await installation.Clock.RunAsync(SyncAsync(installation, SyncStreams.All, default)));
        await Truth.AssertAsync(installation);
    }

    /// <returns>How many runs failed.</returns>
    private static async Task<int> SyncAsync(Installation installation, IEnumerable<string> streams, CancellationToken off)
    {
        var store = await installation.SandboxStoreAsync();
        var failed = 0;
        foreach (var stream in streams)
        {
            failed += await installation.Get<SyncRunner>().RunAsync(store, stream, off) is SyncOutcome.Failed ? 1 : 0;
        }

        return failed;
    }

    private static void Plan(SandboxFaultPlan plan, Random dice)
    {
        plan.Clear();
        for (var faults = dice.Next(3); faults > 0; faults--)
        {
            // A body that comes a byte at a time makes a day of one hour.
            var fault = (SandboxFault)dice.Next(Enum.GetValues<SandboxFault>().Length);
            plan.Switch(fault is SandboxFault.SlowBody or SandboxFault.GzipBomb ? SandboxFault.CutBody : fault, dice.Next(6) is 0 ? 1 : dice.NextDouble() * 0.2);
        }
    }

    private static void Edit(SandboxStore sandbox, Random dice)
    {
        var listing = sandbox.Listings[dice.Next(sandbox.Listings.Count)];
        switch (dice.Next(5))
        {
            case 0:
                sandbox.MoveListing(listing.ProductId, SandboxTemplates.TemplateB);
                break;
            case 1:
                sandbox.SetStatus(listing.ProductId, dice.Next(2) is 0 ? ListingStatuses.Offline : ListingStatuses.OnSelling);
                break;
            case 2:
                sandbox.DeleteListing(listing.ProductId);
                break;
        }
    }

    /// <summary>Cuts the process off at a call.</summary>
    private sealed class Power : IDisposable
    {
        private CancellationTokenSource _off = new();
        private int _left = int.MaxValue;

        /// <summary>A process of its own after every restart.</summary>
        public void Connect(IServiceCollection services) => new Gateway { Instead = Cut }.Configure(services);

        private HttpResponseMessage? Cut(int call, string method, IReadOnlyDictionary<string, string> sent)
        {
            if (Interlocked.Decrement(ref _left) <= 0)
            {
                _off.Cancel();
                _off.Token.ThrowIfCancellationRequested();
            }

            return null;
        }

        public CancellationToken Off => _off.Token;

        public void FailAfter(int calls)
        {
            _off.Dispose();
            _off = new CancellationTokenSource();
            _left = calls;
        }

        public void Dispose() => _off.Dispose();
    }
}
