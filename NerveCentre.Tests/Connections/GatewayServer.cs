using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Dashboard.Sandbox;

namespace NerveCentre.Tests.Connections;

/// <summary>A gateway with two sellers on a port of its own: another origin, real HTTP, real signatures.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayServer(WebApplication app, SandboxAuthority platform) => (_app, Platform) = (app, platform);

    public SandboxAuthority Platform { get; }

    /// <summary>What <c>AliExpress:Gateway</c> is set to.</summary>
    public string Address => _app.Urls.Single() + SandboxDoor.Path;

    public static async Task<GatewayServer> StartAsync(string folder)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var platform = SandboxAuthority.OfFolder(folder, TimeProvider.System);
        app.MapSandboxGateway(new SandboxGateway(platform, TimeProvider.System));
        await app.StartAsync();
        return new GatewayServer(app, platform);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
