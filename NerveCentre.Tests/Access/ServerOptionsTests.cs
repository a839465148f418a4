using Microsoft.Extensions.Options;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Tests.Access;

public sealed class ServerOptionsTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("10.0.0.5; 10.1.0.0/16;::1", true)]
    [InlineData("nginx", false)]
    [InlineData("10.0.0.0/40", false)]
    [InlineData("10.0.0.5,10.0.0.6", false)]
    public void Proxies_AreAddressesOrNetworks(string known, bool good) =>
        Assert.Equal(good, new ProxyOptionsValidator().Validate(null, new ProxyOptions { Known = known }).Succeeded);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    public void LiveWindows_HaveALimit(int most, bool good) =>
        Assert.Equal(good, new CircuitLimitsValidator().Validate(null, new CircuitLimits { Most = most }).Succeeded);

    [Fact]
    public void CircuitCount_NeverLetsInOneTooMany()
    {
        var count = new CircuitCount(Options.Create(new CircuitLimits { Most = 10 }));
        var entered = 0;
        Parallel.For(0, 1_000, _ => Interlocked.Add(ref entered, count.TryEnter() ? 1 : 0));
        Assert.Equal(10, entered);
        Assert.True(count.IsFull);
        count.Leave();
        Assert.False(count.IsFull);
        Assert.True(count.TryEnter());
        Assert.False(count.TryEnter());
    }
}
