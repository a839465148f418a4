using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.AliExpress.Sandbox.Faults;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>The client of each connected store.</summary>
/// <param name="wrap">Puts a handler of its own around the gateway, so that tests can make it fail.</param>
[InnerWorks]
public sealed class StoreConnections(DataFolder folder, GatewayHttp gateway, TokenKeeper tokens, CallBudgets budgets, TimeProvider clock, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) : IDisposable
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

    /// <summary>Whether a store is read from a gateway now.</summary>
    public static bool IsConnected(StoreSummary store) => store.IsRead;

    /// <summary>The app that a store's calls are made by, and whether its gateway is outside this process; <c>null</c> for a store without one.</summary>
    public static (string AppKey, bool IsRemote)? AppOf(StoreSummary store) => store switch
    {
        // A name of its own: its calls are nobody else's.
        { Kind: StoreKind.Sandbox } => ("sandbox", false),
        { Connection: { } connection } => (connection.AppKey, true),
        _ => null,
    };

    /// <exception cref="ProblemException">The store has no connection, or it rests.</exception>
    public AliExpressClient ClientOf(StoreSummary store)
    {
        if (!IsConnected(store))
        {
            throw NotRead(store);
        }

        if (store.Kind is StoreKind.AliExpress)
        {
            return new AliExpressClient(gateway.Client, tokens.Of(store.Id), clock, new AliExpressClientOptions(store.Connection!.Methods), GateOf(store));
        }

        var sandbox = Sandbox;
        lock (_lock)
        {
            _sandboxHttp ??= new HttpClient(Wrapped(new SandboxFaultHandler(Faults, clock) { InnerHandler = new SandboxGateway(sandbox, clock) }));
            return new AliExpressClient(_sandboxHttp, SandboxGateway.Credentials, clock, gate: GateOf(store));
        }
    }

    /// <summary>Why a store is not read, and what to do.</summary>
    public static ProblemException NotRead(StoreSummary store) => new(store switch
    {
        { Kind: not StoreKind.AliExpress } => $"The store '{store.Name}' is fed by files and has nothing to sync with. Import a newer file instead.",
        { Connection: null } => $"The store '{store.Name}' is not connected to AliExpress. Connect it under Settings → Stores.",
        { Connection.RefusedAt: not null } => $"{store.Connection.RefusedWhy} Authorise the store '{store.Name}' again under Settings → Stores.",
        _ => $"The store '{store.Name}' is paused. Resume it under Settings → Stores.",
    });

    private CallGate GateOf(StoreSummary store) => AppOf(store) is { } app ? budgets.GateOf(store.Id, app.AppKey, app.IsRemote) : throw NotRead(store);

    private HttpMessageHandler Wrapped(HttpMessageHandler gateway) => wrap is null ? gateway : wrap(gateway);

    public void Dispose() => _sandboxHttp?.Dispose();
}
