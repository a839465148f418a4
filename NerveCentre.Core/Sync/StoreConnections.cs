using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>The client of each connected store.</summary>
/// <param name="wrap">Puts a handler of its own around the gateway, so that tests can make it fail.</param>
[InnerWorks]
public sealed class StoreConnections(DataFolder folder, GatewayHttp gateway, TokenKeeper tokens, TimeProvider clock, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) : IDisposable
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

    /// <summary>Whether a store is read from a gateway now.</summary>
    public static bool IsConnected(StoreSummary store) => store.IsRead;

    /// <exception cref="ProblemException">The store has no connection, or it rests.</exception>
    public AliExpressClient ClientOf(StoreSummary store)
    {
        if (!IsConnected(store))
        {
            throw NotRead(store);
        }

        if (store.Kind is StoreKind.AliExpress)
        {
            return new AliExpressClient(gateway.Client, tokens.Of(store.Id), clock, new AliExpressClientOptions(store.Connection!.OrderQueryInParam0));
        }

        var sandbox = Sandbox;
        lock (_lock)
        {
            _sandboxHttp ??= new HttpClient(wrap is null ? new SandboxGateway(sandbox, clock) : wrap(new SandboxGateway(sandbox, clock)));
            return new AliExpressClient(_sandboxHttp, SandboxGateway.Credentials, clock);
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

    public void Dispose() => _sandboxHttp?.Dispose();
}
