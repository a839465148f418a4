namespace NerveCentre.Tests.Access;

/// <summary>What the program does with its settings about access.</summary>
[Trait("Speed", "Slow")]
public sealed class StartTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("Sessions:Idle is 00:00:01", "--Sessions:Idle=00:00:01")]
    [InlineData("SignIn:TriesPerAccount is 0", "--SignIn:TriesPerAccount=0")]
    [InlineData("Proxy:Known names 'nginx'", "--Proxy:Known=nginx")]
    [InlineData("Circuits:Most is 0", "--Circuits:Most=0")]
    [InlineData("Circuits:MostPerUser is 50, more than Circuits:Most (20)", "--Circuits:Most=20")]
    [InlineData("Sync:ParallelCalls is 99", "--Circuits:Most=0", "--Sync:ParallelCalls=99")]
    public async Task SettingThatMeansNothing_IsRefusedInWords(string words, params string[] args)
    {
        string[] urls = args[0] is "--urls" ? [] : ["--urls", "http://127.0.0.1:0"];
        var run = await CommandLine.Run.ToEndAsync(["--data", _temp.File("data"), "--Sandbox:Enabled=false", .. urls, .. args]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BehindAKnownProxy_ThePageIsHttps_AndItsOriginIsOurs()
    {
        await using var process = DashboardProcess.Serve(
            _temp.File("data"), "--Sandbox:Enabled=false", "--Proxy:Known=127.0.0.1", "--AllowedHosts=shop.example;127.0.0.1");
        var server = await process.Listening;
        string[] through = ["Host: shop.example", "X-Forwarded-Proto: https", "X-Forwarded-For: 203.0.113.9"];

        var page = await RawHttp.GetAsync(server, "/", through);

        Assert.Equal("max-age=31536000", page.Header("Strict-Transport-Security"));
        Assert.Contains("secure", page.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal(101, (await RawHttp.UpgradeAsync(server, [.. through, "Origin: https://shop.example"])).Status);
        Assert.Equal(403, (await RawHttp.UpgradeAsync(server, [.. through, "Origin: http://shop.example"])).Status);
        // The name is the Host header's; a forwarded one is never taken.
        Assert.Equal(400, (await RawHttp.GetAsync(server, "/", "Host: evil.example", "X-Forwarded-Host: shop.example")).Status);
        Assert.Equal(403, (await RawHttp.UpgradeAsync(server, [.. through, "X-Forwarded-Host: evil.example", "Origin: https://evil.example"])).Status);
    }

    [Fact]
    public async Task PlatformsOwnSwitch_ForForwardedHeaders_BelievesNobody()
    {
        await using var process = DashboardProcess.ServeIn(("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"), _temp.File("data"), "--Sandbox:Enabled=false");
        var server = await process.Listening;

        var page = await RawHttp.GetAsync(server, "/", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example");

        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("secure", page.Header("Set-Cookie"), StringComparison.Ordinal);
    }
}
