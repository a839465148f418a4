using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Connections;

/// <summary>An installation with an owner, before a gateway with two sellers that gives codes and tokens.</summary>
internal sealed class ConnectWorld : IAsyncDisposable
{
    public const string Redirect = "https://board.example.com/settings/stores/authorised";
    public const string AppKey = "50012345";
    public const string AppSecret = "sandbox-app-secret";

    private ConnectWorld(Action<IServiceCollection>? configure)
    {
        Installation = Installation.Empty(services =>
        {
            services.AddSingleton<Func<HttpMessageHandler, HttpMessageHandler>>(_ => Door);
            configure?.Invoke(services);
        });
        Platform = SandboxAuthority.OfFolder(Path.Combine(Installation.Folder.Path, "gateway"), Installation.Clock);
        Door.InnerHandler = new SandboxGateway(Platform, Installation.Clock);
        Owner = TestPeople.AddOwner(Installation.Get<IDbContextFactory<NerveCentreDb>>(), at: Installation.Clock.GetUtcNow());
    }

    public Installation Installation { get; }

    public SandboxAuthority Platform { get; }

    public GatewayDoor Door { get; } = new();

    public Caller Owner { get; }

    public SandboxSeller Harbour => Platform.Sellers[0];

    public SandboxSeller Atlas => Platform.Sellers[1];

    public TestClock Clock => Installation.Clock;

    public Authorisations Authorisations => Installation.Get<Authorisations>();

    public StoreDesk Desk => Installation.Get<StoreDesk>();

    public TokenKeeper Tokens => Installation.Get<TokenKeeper>();

    public static ConnectWorld Make(Action<IServiceCollection>? configure = null) => new(configure);

    public Task<string> BeginAsync(string name = "Harbour", string secret = AppSecret, Caller? caller = null) =>
        Authorisations.BeginAsync(caller ?? Owner, new NewConnection(name, "America/Los_Angeles", AppKey, secret), Redirect, default);

    /// <summary>A store of a seller, through every step.</summary>
    public async Task<StoreSummary> ConnectAsync(SandboxSeller seller, string name)
    {
        var state = await BeginAsync(name);
        await Authorisations.ReceiveAsync(Owner, state, Platform.NewCode(seller), null, default);
        await Authorisations.KeepAsync(Owner, state, default);
        return await StoreAsync(name);
    }

    public async Task AuthoriseAgainAsync(StoreSummary store, SandboxSeller seller, Caller? caller = null)
    {
        var state = await Authorisations.BeginAgainAsync(caller ?? Owner, store.Id, new NewConnection("", "", "", ""), Redirect, default);
        await Authorisations.ReceiveAsync(caller ?? Owner, state, Platform.NewCode(seller), null, default);
        await Authorisations.KeepAsync(caller ?? Owner, state, default);
    }

    public Task<StoreSummary> StoreAsync(string name) => Installation.Get<StoreDirectory>().RequireAsync(name, default);

    public ConnectionRecord Row(StoreSummary store)
    {
        using var db = Installation.Db();
        return db.Connections.AsNoTracking().Single(c => c.StoreId == store.Id);
    }

    public void Change(StoreSummary store, Action<ConnectionRecord> change)
    {
        using var db = Installation.Db();
        change(db.Connections.Single(c => c.StoreId == store.Id));
        db.SaveChanges();
    }

    public Task RoundAsync() => Installation.Get<TokenRound>().RunAsync(default);

    public ValueTask DisposeAsync() => Installation.DisposeAsync();
}

/// <summary>Stands before the gateway: counts, and answers in its place where a test says so.</summary>
internal sealed class GatewayDoor : DelegatingHandler
{
    private readonly ConcurrentQueue<string> _paths = new();

    public IReadOnlyCollection<string> Paths => _paths;

    public Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>>? Instead { get; set; }

    public int Count(string path) => _paths.Count(p => p.EndsWith(path, StringComparison.Ordinal));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _paths.Enqueue(request.RequestUri!.AbsolutePath);
        return Instead is { } instead ? instead(request, () => base.SendAsync(request, cancellationToken)) : base.SendAsync(request, cancellationToken);
    }
}
