using Microsoft.Extensions.Options;
using NerveCentre.Core.Live;
using NerveCentre.Core.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NerveCentre.Dashboard.Telemetry;

/// <summary>Sends spans and measurements to a collector, when one is configured; otherwise does nothing at all.</summary>
/// <remarks>By hand instead of with OpenTelemetry.Extensions.Hosting and the instrumentation packages, which not every feed serves.</remarks>
internal sealed class TelemetryExport(IOptions<TelemetryOptions> options, BoardFeed feed) : IHostedService, IDisposable
{
    private static readonly string[] Meters = [SyncTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Components", "System.Runtime"];

    private BoardTelemetry? _board;
    private TracerProvider? _spans;
    private MeterProvider? _measurements;

    /// <summary>A collector that does not answer must not hold up the stop of the server.</summary>
    internal int MillisecondsToFlush { get; init; } = 1500;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.OtlpEndpoint is "")
        {
            return Task.CompletedTask;
        }

        var resource = ResourceBuilder.CreateDefault().AddService("nervecentre", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3));
        _board = new BoardTelemetry(feed);
        _spans = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(SyncTelemetry.Name).AddOtlpExporter(To("traces")).Build();
        _measurements = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter(To("metrics")).Build();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) =>
        // They block; side by side they take as long as one.
        await Task.WhenAll(
            Task.Run(() => _spans?.Shutdown(MillisecondsToFlush), cancellationToken),
            Task.Run(() => _measurements?.Shutdown(MillisecondsToFlush), cancellationToken));

    public void Dispose()
    {
        _spans?.Dispose();
        _measurements?.Dispose();
        _board?.Dispose();
    }

    private Action<OtlpExporterOptions> To(string signal) => exporter =>
    {
        exporter.Endpoint = new Uri($"{options.Value.OtlpEndpoint.TrimEnd('/')}/v1/{signal}");
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.TimeoutMilliseconds = MillisecondsToFlush;
    };
}
