using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>The client of each connected store. Only the sandbox is connected so far; tokens, limits and retries of real stores belong here.</summary>
public sealed class StoreConnections(DataFolder folder, TimeProvider clock) : IDisposable
{
    private readonly Lock _lock = new();
    private SandboxStore? _sandbox;
    private HttpClient? _sandboxHttp;

    /// <summary>The other side of the sandbox store.</summary>
    public SandboxStore Sandbox
    {
        get
        {
            lock (_lock)
            {
                return _sandbox ??= SandboxStore.Open(folder.SandboxState, clock);
            }
        }
    }

    /// <summary>Whether a store is read from a gateway at all; others are fed by files.</summary>
    public static bool IsConnected(StoreSummary store) => store.Kind is StoreKind.Sandbox;

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
            _sandboxHttp ??= new HttpClient(new SandboxGateway(sandbox, clock));
            return new AliExpressClient(_sandboxHttp, SandboxGateway.Credentials, clock);
        }
    }

    public void Dispose() => _sandboxHttp?.Dispose();
}
