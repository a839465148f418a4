using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.AliExpress.Sandbox.Faults;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>The client of each connected store. Only the sandbox is connected so far; tokens, limits and retries of real stores belong here.</summary>
/// <param name="wrap">Puts a handler of its own around the gateway, so that tests can make it fail.</param>
[InnerWorks]
public sealed class StoreConnections(DataFolder folder, TimeProvider clock, CallBudgets? budgets = null, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) : IDisposable
{
    private readonly Lock _lock = new();
    private SandboxStore? _sandbox;
    private HttpClient? _sandboxHttp;

    /// <summary>The other side of the sandbox store.</summary>
    /// <exception cref="ProblemException">Its state cannot be read.</exception>
    public SandboxStore Sandbox
    {
        get
        {
            lock (_lock)
            {
                try
                {
                    return _sandbox ??= SandboxStore.Open(folder.SandboxState, clock);
                }
                catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
                {
                    throw new ProblemException(e.Message, e);
                }
            }
        }
    }

    /// <summary>How the sandbox's gateway fails at present; not at all unless somebody switches it.</summary>
    public SandboxFaultPlan Faults { get; } = new();

    /// <summary>Whether a store is read from a gateway at all; others are fed by files.</summary>
    public static bool IsConnected(StoreSummary store) => store.Kind is StoreKind.Sandbox;

    /// <summary>The app that a store's calls are made by, and whether its gateway is outside this process; <c>null</c> for a store without one.</summary>
    public (string AppKey, bool IsRemote)? AppOf(StoreSummary store) => IsConnected(store) ? (SandboxGateway.Credentials.AppKey, false) : null;

    /// <exception cref="ProblemException">The store has no connection.</exception>
    public AliExpressClient ClientOf(StoreSummary store)
    {
        if (!IsConnected(store))
        {
            throw new ProblemException($"The store '{store.Name}' is fed by files and has nothing to sync with. Import a newer file instead.");
        }

        var sandbox = Sandbox;
        lock (_lock)
        {
            _sandboxHttp ??= new HttpClient(Wrapped(new SandboxFaultHandler(Faults, clock) { InnerHandler = new SandboxGateway(sandbox, clock) }));
            return new AliExpressClient(_sandboxHttp, SandboxGateway.Credentials, clock, gate: budgets?.GateOf(store.Id, SandboxGateway.Credentials.AppKey, isRemote: false));
        }
    }

    private HttpMessageHandler Wrapped(HttpMessageHandler gateway) => wrap is null ? gateway : wrap(gateway);

    public void Dispose() => _sandboxHttp?.Dispose();
}
