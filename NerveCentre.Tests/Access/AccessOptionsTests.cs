using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Tests.Access;

public sealed class AccessOptionsTests
{
    private const string Here = "localhost;127.0.0.1;[::1]";

    [Theory]
    [InlineData("http://127.0.0.1:5080", Here, "", null)]
    [InlineData("http://localhost:5080;https://[::1]:5443", Here, "", null)]
    [InlineData("http://unix:/run/nervecentre.sock", Here, "", null)]
    [InlineData("http://0.0.0.0:5080", Here, "", "http://0.0.0.0:5080")]
    [InlineData("http://*:5080", Here, "", "http://*:5080")]
    [InlineData("http://127.0.0.1:5080;http://[::]:5081", Here, "", "http://[::]:5081")]
    [InlineData("http://192.168.1.5:5080", Here, "", "192.168.1.5")]
    [InlineData("http://127.0.0.1.evil.example:5080", Here, "", "evil.example")]
    [InlineData("http://127.0.0.1:5080", "*", "", "AllowedHosts answers to '*'")]
    [InlineData("http://127.0.0.1:5080", "", "", "every name")]
    [InlineData("http://127.0.0.1:5080", "localhost;shop.example", "", "'shop.example'")]
    [InlineData("http://127.0.0.1:5080", Here, "127.0.0.1", "Proxy:Known names a proxy")]
    public void WithoutAccounts_OnlyThisMachineGetsIn(string urls, string hosts, string proxy, string? refusal)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Urls", urls), new("AllowedHosts", hosts), new("Proxy:Known", proxy)]).Build();
        var validator = new AccessOptionsValidator(configuration);

        var result = validator.Validate(null, new AccessOptions());

        Assert.Equal(refusal is not null, result.Failed);
        Assert.Contains(refusal ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
        Assert.True(validator.Validate(null, new AccessOptions { AllowWithoutAccounts = true }).Succeeded);
    }

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
