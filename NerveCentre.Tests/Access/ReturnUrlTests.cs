using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Tests.Access;

public sealed class ReturnUrlTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/country/BR?store=My%20shop", "/country/BR?store=My%20shop")]
    [InlineData("/listings?class=gap&template=5#row", "/listings?class=gap&template=5#row")]
    [InlineData("//evil.example", "/")]
    [InlineData("///evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/%0d%0aLocation:x", "/%0d%0aLocation:x")]
    [InlineData("/\r\nLocation: https://evil.example", "/")]
    [InlineData("%2f%2fevil.example", "/")]
    [InlineData("%252f%252fevil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("HTTPS:evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("java\tscript:alert(1)", "/")]
    [InlineData("data:text/html,x", "/")]
    [InlineData("@evil.example", "/")]
    [InlineData("evil.example", "/")]
    [InlineData("~/x", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    [InlineData("/sign-out", "/")]
    [InlineData("/sign-in?returnUrl=/sign-in", "/")]
    [InlineData("/set-up", "/")]
    public void OnlyPlacesHere_AreGoneBackTo(string? asked, string safe) => Assert.Equal(safe, ReturnUrl.Safe(asked));

    [Fact]
    public void VeryLongAddress_LeadsToTheBoard() => Assert.Equal("/", ReturnUrl.Safe("/" + new string('x', 10_000)));

    [Theory]
    [InlineData("127.0.0.1", "localhost", null, "", "127.0.0.1:5080", true)]
    [InlineData("::1", "[::1]", null, "", "[::1]:5080", true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", null, "", "127.0.0.1:5080", true)]
    [InlineData("203.0.113.9", "localhost", null, "", "127.0.0.1:5080", false)]
    [InlineData("127.0.0.1", "shop.example", null, "", "127.0.0.1:5080", false)]
    [InlineData("127.0.0.1", "localhost.evil.example", null, "", "127.0.0.1:5080", false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", "", "127.0.0.1:5080", false)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", "", "127.0.0.1:5080", false)]
    [InlineData("127.0.0.1", "localhost", null, "127.0.0.1", "127.0.0.1:5080", false)]
    [InlineData("127.0.0.1", "localhost", null, "", "0.0.0.0:5080", false)]
    [InlineData("127.0.0.1", "localhost", null, "", "[::]:5080", false)]
    [InlineData("127.0.0.1", "localhost", null, "", "192.168.1.5:5080", false)]
    public void Explorers_AreAtThisMachineForCertain(string remote, string host, string? header, string proxy, string listening, bool here)
    {
        var locality = new Locality(Options.Create(new ProxyOptions { Known = proxy }));
        locality.Listen(System.Net.IPEndPoint.Parse(listening));
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(remote);
        context.Request.Host = new HostString(host);
        if (header is not null)
        {
            context.Request.Headers[header] = "for=203.0.113.9";
        }

        Assert.Equal(here, locality.IsHere(context));
    }
}
