using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox.Faults;
using NerveCentre.Core.Connections;

namespace NerveCentre.Tests.Connections;

/// <summary>The faults that only a real line shows: compression, redirects, bodies without end, a token that travels.</summary>
public sealed class WireFaultTests : IAsyncLifetime
{
    private readonly TempFolder _temp = new();
    private GatewayServer _server = null!;
    private GatewayHttp _gateway = null!;
    private AliExpressClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await GatewayServer.StartAsync(_temp.Path);
        _gateway = new GatewayHttp(Options.Create(new AliExpressOptions { Gateway = new Uri(_server.Address), AllowLoopback = true }), TimeProvider.System);
        _server.Platform.Give(_server.Platform.Sellers[0], "a-token");
        _client = new AliExpressClient(_gateway.Client, new AliExpressCredentials(_gateway.At("/sync"), ConnectWorld.AppKey, ConnectWorld.AppSecret, "a-token"), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _gateway.Dispose();
        await _server.DisposeAsync();
        _temp.Dispose();
    }

    [Theory]
    [InlineData(SandboxFault.HugeBody, "longer than 16 MiB")]
    [InlineData(SandboxFault.GzipBomb, "longer than 16 MiB")]
    [InlineData(SandboxFault.Redirect, "Redirects are not followed")]
    [InlineData(SandboxFault.CutBody, "not a JSON object")]
    [InlineData(SandboxFault.BadGateway, "HTTP 502")]
    public async Task Fault_IsCutShortAndTold_AndTheLineWorksOn(SandboxFault fault, string words)
    {
        _server.Faults.Switch(fault, 1);
        var before = GC.GetTotalAllocatedBytes();

        var error = (await _client.GetTemplatesAsync(default)).Error!;

        Assert.Equal(AliExpressErrorKind.Unreadable, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-token", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 150_000_000);
        _server.Faults.Clear();
        Assert.Equal(24, (await _client.GetTemplatesAsync(default)).Required().Count);
    }

    [Fact]
    public async Task RetryAfter_ArrivesFromTheLine()
    {
        _server.Faults.Switch(SandboxFault.TooManyRequests, 1);

        var error = (await _client.GetTemplatesAsync(default)).Error!;

        Assert.Equal((AliExpressErrorKind.Limit, TimeSpan.FromSeconds(2)), (error.Kind, error.RetryAfter));
    }
}
