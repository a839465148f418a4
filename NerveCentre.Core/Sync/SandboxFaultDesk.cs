using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress.Sandbox.Faults;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;

namespace NerveCentre.Core.Sync;

/// <summary>Makes the sandbox fail, to see what becomes of it. For developers: the dashboard offers it in Development only.</summary>
public sealed class SandboxFaultDesk(AccessGuard guard, StoreConnections connections, TimeProvider clock)
{
    /// <summary>The faults that are switched on, each with the share of calls that meets it, above 0 up to 1.</summary>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task<IReadOnlyDictionary<SandboxFault, double>> ActiveAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.EditSandbox, storeId, cancel);
        return connections.Faults.Active;
    }

    /// <param name="share">Of the calls; 0 switches the fault off.</param>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    /// <exception cref="ProblemException">It is no sandbox store, or the share does not lie between 0 and 1.</exception>
    public Task SwitchAsync(Caller caller, int storeId, SandboxFault fault, double share, CancellationToken cancel) => guard.WriteAsync(
        caller,
        Right.EditSandbox,
        storeId,
        session =>
        {
            if (session.Db.Stores.Any(s => s.Id == storeId && s.Kind != StoreKind.Sandbox))
            {
                throw new ProblemException("This is a real store. Only the sandbox can be made to fail.");
            }

            connections.Faults.Switch(fault, share);
            session.Audit(caller, clock, AuditActions.SandboxEdited, storeId, after: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the fault {fault} for {share:P0} of the calls"));
        },
        cancel);
}
