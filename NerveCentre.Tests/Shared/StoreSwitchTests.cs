using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class StoreSwitchTests
{
    [Theory]
    [InlineData("/", "/?store=B")]
    [InlineData("/?store=A&by=ship&end=2026-01-01", "/?by=ship&end=2026-01-01&store=B")]
    [InlineData("/country/BR?store=A", "/country/BR?store=B")]
    [InlineData("/settings/markets?store=A&propose=RO", "/settings/markets?store=B")]
    [InlineData("/listings?store=A&class=gap&template=7&after=9", "/listings?class=gap&store=B")]
    [InlineData("/settings/store?store=A&done=paused", "/settings/store?store=B")]
    [InlineData("/settings/stores/authorise/x", "/?store=B")]
    [InlineData("/audit?store=A", "/?store=B")]
    [InlineData("/account", "/?store=B")]
    [InlineData("//evil.example/?store=A", "/?store=B")]
    public void OtherStore_IsShownOnTheSamePage_WhereThatMeansSomething(string here, string there) =>
        Assert.Equal(there, StoreSwitch.To(new StoreLinks("B"), new Uri("http://127.0.0.1:5080" + here)));
}
