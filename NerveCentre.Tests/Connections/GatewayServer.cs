using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.AliExpress.Sandbox.Faults;
using NerveCentre.Dashboard.Sandbox;

namespace NerveCentre.Tests.Connections;

/// <summary>A gateway with two sellers on a port of its own: another origin, real HTTP, real signatures.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayServer(WebApplication app, SandboxAuthority platform) => (_app, Platform) = (app, platform);

    public SandboxAuthority Platform { get; }

    /// <summary>How it fails; not at all unless a test switches it.</summary>
    public SandboxFaultPlan Faults { get; private init; } = new();

    /// <summary>What <c>AliExpress:Gateway</c> is set to.</summary>
    public string Address => _app.Urls.Single() + SandboxDoor.Path;

    public static async Task<GatewayServer> StartAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var platform = SandboxAuthority.OfFolder(folder, TimeProvider.System);
        var faults = new SandboxFaultPlan();
        app.MapSandboxGateway(new SandboxFaultHandler(faults, TimeProvider.System) { InnerHandler = new SandboxGateway(platform, TimeProvider.System) });
        await app.StartAsync();
        return new GatewayServer(app, platform) { Faults = faults };
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
