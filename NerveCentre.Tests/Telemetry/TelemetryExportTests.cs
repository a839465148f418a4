using NerveCentre.Core.Access;
using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Live;
using NerveCentre.Core.Telemetry;
using NerveCentre.Dashboard.Telemetry;

namespace NerveCentre.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    [Fact]
    public async Task ConfiguredCollector_GetsSpansAndMeasurements_WithoutTheStoresName()
    {
        using var collector = new Collector();
        await using var installation = Installation.Empty();
        // All the time it needs: what is lost when a collector is slow is not asked here.
        using var export = Export(installation, collector.Address, Patience.Milliseconds);
        await export.StartAsync(default);

        await installation.SyncAsync();
        await installation.Get<BoardFeed>().GetAsync(Caller.CommandLine, (await installation.SandboxStoreAsync()).Id, default);
        await export.StopAsync(default);
        await collector.Both;

        Assert.Equal(["/v1/metrics", "/v1/traces"], collector.Received.Keys.Order(StringComparer.Ordinal));
        var (spans, measurements) = (collector.Received["/v1/traces"], collector.Received["/v1/metrics"]);
        Assert.All((string[])["nervecentre", "sync templates", "sync listings", "sync orders", "Succeeded"], name => Assert.Contains(name, spans, StringComparison.Ordinal));
        Assert.All(
            (string[])["nervecentre.sync.rows", "nervecentre.sync.duration", "nervecentre.board.recomputations", "nervecentre.board.viewers", "added", "System.Runtime"],
            name => Assert.Contains(name, measurements, StringComparison.Ordinal));
        Assert.DoesNotContain(SandboxStore.Name, spans + measurements, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CollectorThatNeverAnswers_DoesNotHoldUpTheStop()
    {
        using var silent = new SilentCollector();
        await using var installation = Installation.Empty();
        using var export = Export(installation, silent.Address, millisecondsToFlush: 100);
        await export.StartAsync(default);
        await installation.SyncAsync("templates");

        // How long it takes is measured where nothing else runs: StopTests.
        await export.StopAsync(default).WaitAsync(Patience.Time);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("http://127.0.0.1:4318", true)]
    [InlineData("https://collector.example/otlp/", true)]
    [InlineData("127.0.0.1:4318", false)]
    [InlineData("ftp://x", false)]
    [InlineData("yes", false)]
    public void Address_IsCheckedAtTheStart(string address, bool good) =>
        Assert.Equal(good, new TelemetryOptionsValidator().Validate(null, new TelemetryOptions { OtlpEndpoint = address }).Succeeded);

    private static TelemetryExport Export(Installation installation, string address, int millisecondsToFlush) =>
        new(Options.Create(new TelemetryOptions { OtlpEndpoint = address }), installation.Get<BoardFeed>()) { MillisecondsToFlush = millisecondsToFlush };
}
