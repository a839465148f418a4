using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace NerveCentre.Dashboard.Access;

/// <summary>How many windows are live. One more than allowed still gets every page, which then does not move by itself.</summary>
internal sealed class CircuitCount(IOptions<CircuitLimits> limits)
{
    private int _live;

    public int Most => limits.Value.Most;

    public bool IsFull => Volatile.Read(ref _live) >= Most;

    /// <returns>False when all places are taken.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _live) <= Most)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _live);
}

/// <summary>Counts one circuit while it has its connection: a window that comes back after a loss must find its place again.</summary>
internal sealed class CircuitCounter(CircuitCount count) : CircuitHandler
{
    private bool _entered;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        // Reached only by those that asked at the door at the same moment; the door turns away everybody else with words.
        _entered = _entered || count.TryEnter() ? true : throw new InvalidOperationException($"All {count.Most} live windows are taken (Circuits:Most).");
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_entered)
        {
            _entered = false;
            count.Leave();
        }

        return Task.CompletedTask;
    }
}

/// <summary>The door: no new connection while all places are taken.</summary>
internal sealed class CircuitDoor(RequestDelegate next, CircuitCount count)
{
    private const string RetrySeconds = "30";

    public Task InvokeAsync(HttpContext context)
    {
        if (!count.IsFull || !IsNewConnection(context.Request))
        {
            return next(context);
        }

        context.Response.Headers.RetryAfter = RetrySeconds;
        return ShortAnswer.WriteAsync(
            context, StatusCodes.Status503ServiceUnavailable, $"All {count.Most} live windows are taken. Pages still answer; reload later for one that moves by itself.");
    }

    private static bool IsNewConnection(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase, out var rest)
        && (rest.StartsWithSegments("/negotiate", StringComparison.OrdinalIgnoreCase) || (!rest.HasValue && !request.Query.ContainsKey("id")));
}
