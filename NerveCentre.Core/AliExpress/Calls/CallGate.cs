using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace NerveCentre.Core.AliExpress.Calls;

/// <summary>
/// How the calls of one store are made: at a pace, within the app's budget of the day, once more where that may help,
/// and not at all while AliExpress is known to be down.
/// </summary>
public sealed class CallGate : IDisposable
{
    /// <summary>A wait that AliExpress asks for is waited out within a run up to this; longer ones end the run and close the gate.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstBreak = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(5);

    private readonly AppCalls _app;
    private readonly int _storeId;
    private readonly TimeProvider _clock;
    private readonly TokenBucketRateLimiter? _pace;
    private readonly ResiliencePipeline _pipeline;
    private DateTimeOffset _closedUntil;

    /// <param name="perSecond"><c>null</c> for a gateway in this process, which needs no pace.</param>
    /// <param name="retries">0 makes every call once, whatever happens.</param>
    internal CallGate(AppCalls app, int storeId, double? perSecond, int retries, TimeProvider clock)
    {
        _app = app;
        _storeId = storeId;
        _clock = clock;
        _pace = perSecond is { } rate ? Pace(rate) : null;
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };
        if (retries > 0)
        {
            builder.AddRetry(Retry(retries)).AddCircuitBreaker(Breaker());
        }

        _pipeline = builder.Build();
    }

    /// <summary>Makes one call. Never throws for what AliExpress or the line does.</summary>
    public async Task<AliExpressResult<T>> RunAsync<T>(string method, Func<CancellationToken, Task<AliExpressResult<T>>> call, CancellationToken cancel)
        where T : class
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                async token =>
                {
                    await AdmitAsync(method, token);
                    var answer = await call(token);
                    return answer.Error is { MayPass: true } error ? throw Remember(error) : answer;
                },
                cancel);
        }
        catch (AliExpressException refused)
        {
            return refused.Error;
        }
        catch (BrokenCircuitException broken)
        {
            var wait = broken.RetryAfter is { } left ? $" The next call is made in {Seconds(left)}." : "";
            return new AliExpressError(AliExpressErrorKind.Unreachable, method, null, null, $"Call after call failed, so none is made for a while.{wait}", null);
        }
    }

    public void Dispose() => _pace?.Dispose();

    private async Task AdmitAsync(string method, CancellationToken cancel)
    {
        var now = _clock.GetUtcNow();
        if (now < _closedUntil)
        {
            throw Limit(method, $"AliExpress asked for a pause until {_closedUntil:yyyy-MM-dd HH:mm:ss}Z.");
        }

        if (_pace is not null)
        {
            using var lease = await _pace.AcquireAsync(1, cancel);
        }

        if (!_app.Take(_storeId))
        {
            throw Limit(method, $"The {_app.PerDay} calls that AliExpress:CallsPerDay allows this app are used up. The next day begins in Beijing at {BeijingDay.NextStart(now):yyyy-MM-dd HH:mm}Z.");
        }
    }

    private AliExpressException Remember(AliExpressError error)
    {
        if (error.RetryAfter > LongestWait)
        {
            _closedUntil = _clock.GetUtcNow() + error.RetryAfter.Value;
        }

        return new AliExpressException(error);
    }

    private static AliExpressException Limit(string method, string why) => new(new AliExpressError(AliExpressErrorKind.Limit, method, null, null, why, null, TimeSpan.MaxValue));

    private static TokenBucketRateLimiter Pace(double perSecond)
    {
        var period = TimeSpan.FromSeconds(Math.Max(1 / perSecond, 0.02));
        var tokens = Math.Max(1, (int)Math.Round(perSecond * period.TotalSeconds));
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(tokens, (int)Math.Ceiling(perSecond)),
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = period,
            QueueLimit = int.MaxValue, // as many as calls are under way at once: Sync:ParallelCalls for each stream
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    private static RetryStrategyOptions Retry(int retries) => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<AliExpressException>(e => e.Error.MayPass && !(e.Error.RetryAfter > LongestWait)),
        MaxRetryAttempts = retries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromSeconds(1),
        MaxDelay = TimeSpan.FromSeconds(30),
        DelayGenerator = attempt => new ValueTask<TimeSpan?>((attempt.Outcome.Exception as AliExpressException)?.Error.RetryAfter),
    };

    private static CircuitBreakerStrategyOptions Breaker() => new()
    {
        // A used-up budget is no sign of a gateway that is down.
        ShouldHandle = new PredicateBuilder().Handle<AliExpressException>(e => e.Error.MayPass && e.Error.RetryAfter != TimeSpan.MaxValue),
        FailureRatio = 0.8,
        MinimumThroughput = 8,
        SamplingDuration = TimeSpan.FromSeconds(60),
        BreakDurationGenerator = broken => new ValueTask<TimeSpan>(
            TimeSpan.FromTicks(Math.Min(LongestBreak.Ticks, FirstBreak.Ticks << Math.Min(broken.HalfOpenAttempts, 8)))),
    };

    private static string Seconds(TimeSpan span) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(span.TotalSeconds))} s");
}
