using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
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
    [InlineData(0, 1, "Circuits:Most is 0")]
    [InlineData(1, 1, null)]
    [InlineData(100_000, 10_000, null)]
    [InlineData(100_001, 50, "Circuits:Most is 100001")]
    [InlineData(500, 0, "Circuits:MostPerUser is 0")]
    [InlineData(100_000, 10_001, "Circuits:MostPerUser is 10001")]
    [InlineData(20, 50, null)]
    public void LiveWindows_HaveALimit_InAllAndOfEach(int most, int perUser, string? wrong)
    {
        var answer = new CircuitLimitsValidator().Validate(null, new CircuitLimits { Most = most, MostPerUser = perUser });

        Assert.Equal(wrong is null, answer.Succeeded);
        Assert.True(wrong is null || answer.Failures!.Any(f => f.Contains(wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public void CircuitCount_NeverLetsInOneTooMany()
    {
        var count = new CircuitCount(Options.Create(new CircuitLimits { Most = 10, MostPerUser = 10 }));
        var entered = 0;
        Parallel.For(0, 1_000, _ => Interlocked.Add(ref entered, count.TryEnter(Caller.Explorer) ? 1 : 0));
        Assert.Equal(10, entered);
        Assert.True(count.IsFull);
        count.Leave(Caller.Explorer);
        Assert.False(count.IsFull);
        Assert.True(count.TryEnter(Caller.Explorer));
        Assert.False(count.TryEnter(Caller.Explorer));
    }

    [Fact]
    public void CircuitCount_LetsNoAccountTakeAllPlaces_ThroughHoweverManySessions()
    {
        var count = new CircuitCount(Options.Create(new CircuitLimits { Most = 5, MostPerUser = 2 }));
        Assert.True(count.TryEnter(Caller.Account(1, "here")));
        Assert.True(count.TryEnter(Caller.Account(1, "there")));

        Assert.False(count.TryEnter(Caller.Account(1, "elsewhere")));
        Assert.StartsWith("Your account has all 2 live windows", count.WhyFull(Caller.Account(1, "elsewhere")), StringComparison.Ordinal);
        Assert.Null(count.WhyFull(Caller.Account(2, "other")));
        Assert.True(count.TryEnter(Caller.Explorer));
        Assert.True(count.TryEnter(Caller.Explorer));
        Assert.Contains("before there is an owner", count.WhyFull(Caller.Explorer), StringComparison.Ordinal);
        Assert.True(count.TryEnter(Caller.Account(2, "other")));
        Assert.StartsWith("All 5 live windows of this server", count.WhyFull(Caller.Account(2, "other")), StringComparison.Ordinal);
        count.Leave(Caller.Account(1, "there"));
        Assert.Null(count.WhyFull(Caller.Account(1, "here")));
    }
}
