using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace NerveCentre.Core.Health;

/// <summary>Answers from a look at most a few seconds old, however many ask; the reason goes to the log, once per change, and nowhere else.</summary>
internal sealed partial class ReadinessCheck(Readiness readiness, TimeProvider clock, ILogger<ReadinessCheck> log) : IHealthCheck, IDisposable
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTimeOffset? _lookedAt;
    private string _problems = "";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            if (_lookedAt is not { } at || now - at >= Lasting || now < at)
            {
                await LookAsync(cancellationToken);
                _lookedAt = now;
            }

            return _problems is "" ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task LookAsync(CancellationToken cancel)
    {
        string problems;
        try
        {
            problems = string.Join(' ', await readiness.ProblemsAsync(cancel));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            problems = e.Message;
        }

        if (problems != _problems)
        {
            if (problems is "")
            {
                LogReady();
            }
            else
            {
                LogNotReady(problems);
            }
        }

        _problems = problems;
    }

    [LoggerMessage(5001, LogLevel.Warning, "Not ready: {Problems}")]
    private partial void LogNotReady(string problems);

    [LoggerMessage(5002, LogLevel.Information, "Ready again")]
    private partial void LogReady();
}
