using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Connections;

namespace NerveCentre.Tests.Connections;

public sealed class GatewayHttpTests
{
    [Theory]
    [InlineData("https://gateway.test/sync", true)]
    [InlineData("https://gateway.test:443/rest/auth/token/create", true)]
    [InlineData("https://GATEWAY.test/base/sync", true)]
    [InlineData("http://gateway.test/sync", false)]
    [InlineData("https://gateway.test:8443/sync", false)]
    [InlineData("https://gateway.test.evil.example/sync", false)]
    [InlineData("https://evil.example/gateway.test", false)]
    [InlineData("https://me@gateway.test/sync", false)]
    [InlineData("https://127.0.0.1/sync", false)]
    public async Task OnlyTheGateway_IsEverSentAnything(string address, bool sent)
    {
        var door = new GatewayDoor { Instead = (_, _) => Task.FromResult(new HttpResponseMessage()) };
        using var gateway = Make("https://gateway.test/base", door);

        var call = () => gateway.Client.GetAsync(new Uri(address));

        if (sent)
        {
            (await call()).Dispose();
        }
        else
        {
            await Assert.ThrowsAsync<HttpRequestException>(call);
        }

        Assert.Equal(sent ? 1 : 0, door.Paths.Count);
    }

    [Theory]
    [InlineData("https://gateway.test", "https://gateway.test/sync")]
    [InlineData("http://127.0.0.1:5080/sandbox-gateway", "http://127.0.0.1:5080/sandbox-gateway/sync")]
    [InlineData("http://127.0.0.1:5080/sandbox-gateway/", "http://127.0.0.1:5080/sandbox-gateway/sync")]
    public void Doors_LieBelowTheGateway(string gateway, string sync)
    {
        using var http = Make(gateway, new GatewayDoor());
        Assert.Equal(sync, http.At("/sync").AbsoluteUri);
    }

    [Fact]
    public void CallsAreBoundedInTime()
    {
        using var http = Make("https://gateway.test", new GatewayDoor());
        Assert.Equal(TimeSpan.FromSeconds(30), http.Client.Timeout);
    }

    private static GatewayHttp Make(string gateway, HttpMessageHandler door) => new(Options.Create(new AliExpressOptions { Gateway = new Uri(gateway) }), new TestClock(), _ => door);
}
