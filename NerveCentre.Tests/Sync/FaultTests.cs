using NerveCentre.Core.AliExpress.Sandbox.Faults;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests.Sync;

/// <summary>
/// Every fault that the other side is known for: what the owner is told, that nothing is lost or doubled, and that the next run
/// after it has ended reads everything. Faults that come and go are <see cref="SoakTests"/>.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class FaultTests
{
    /// <summary>The fault, and words of what stands on the sync page while it lasts; <c>null</c> when it does no harm.</summary>
    public static TheoryData<SandboxFault, string?> Faults => new()
    {
        { SandboxFault.TooManyRequests, "limit of calls is used up" },
        { SandboxFault.QuotaInsideOk, "limit of calls is used up" },
        { SandboxFault.BadGateway, "cannot be read" },
        { SandboxFault.Unavailable, "cannot be read" },
        { SandboxFault.ServiceError, "service failed for the moment" },
        { SandboxFault.NotPermitted, "Ask for the permission in the app's console" },
        { SandboxFault.InvalidParameter, "AliExpress refused aliexpress." },
        { SandboxFault.SlowBody, "No answer came in time" },
        { SandboxFault.CutBody, "not a JSON object" },
        { SandboxFault.Html, "not a JSON object" },
        { SandboxFault.HugeBody, "longer than 16 MiB" },
        { SandboxFault.WrongContentType, null },
        { SandboxFault.GzipBomb, "cannot be read" },
        { SandboxFault.Redirect, "Redirects are not followed" },
        { SandboxFault.ClockSkew, "clock of this server" },
        { SandboxFault.TokenRefused, "Authorise the store again" },
        { SandboxFault.RefreshRefused, "Authorise the store again" },
        { SandboxFault.SignatureRefused, "Check the app secret" },
        { SandboxFault.RepeatedPage, "announced more" },
        { SandboxFault.ReorderedPage, null },
        { SandboxFault.EmptyPage, "holds none" },
        { SandboxFault.ShrinkingTotal, "announced more" },
        { SandboxFault.NewFields, null },
        { SandboxFault.RetypedFields, null },
        { SandboxFault.MissingFields, null },
        { SandboxFault.RenamedFields, "has no readable" },
    };

    [Fact]
    public void EveryFault_HasARow() => Assert.Equal(Enum.GetValues<SandboxFault>(), Faults.Select(row => (SandboxFault)row[0]));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_IsToldInWords_LosesAndDoublesNothing_AndHeals(SandboxFault fault, string? words)
    {
        await using var installation = await Installation.FilledAsync();
        var plan = installation.Get<StoreConnections>().Faults;
        installation.Clock.Advance(TimeSpan.FromHours(7));
        plan.Switch(fault, 1);

        var runs = await installation.Clock.RunAsync(installation.SyncAsync());

        Assert.True(plan.Met > 0);
        Table.AssertSound(installation.Folder.Database);
        if (words is null)
        {
            Assert.All(runs, r => Assert.Equal((SyncOutcome.Succeeded, null), (r.Outcome, r.Error)));
        }
        else
        {
            Assert.Contains(runs, r => r.Outcome is SyncOutcome.Failed && r.Error!.Contains(words, StringComparison.Ordinal));
        }

        plan.Clear();
        // What was not told is told again when the sync next looks back.
        installation.Clock.Advance(fault is SandboxFault.MissingFields ? TimeSpan.FromHours(6.5) : TimeSpan.FromMinutes(10));
        Assert.All(await installation.SyncAsync(), r => Assert.Equal((SyncOutcome.Succeeded, null), (r.Outcome, r.Error)));
        await Truth.AssertAsync(installation);
    }
}
