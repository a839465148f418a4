using System.Globalization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Access;

/// <summary>How many windows are live, in all and of each account. One more than allowed still gets every page, which then does not move by itself.</summary>
internal sealed class CircuitCount(IOptions<CircuitLimits> limits)
{
    private readonly Lock _lock = new();

    // Bound: one entry per account with a live window, of which there are at most so many as places.
    private readonly Dictionary<string, int> _liveOf = [];
    private int _live;

    private int Most => limits.Value.Most;

    private int MostPerUser => limits.Value.MostPerUser;

    /// <summary>Whether all places are taken, whoever has them.</summary>
    public bool IsFull => Volatile.Read(ref _live) >= Most;

    /// <summary>Why a caller gets no live window, in a sentence; <c>null</c> when one is free.</summary>
    public string? WhyFull(Caller caller)
    {
        lock (_lock)
        {
            return _live >= Most ? T("All {0} live windows of this server are taken.", Most)
                : _liveOf.GetValueOrDefault(KeyOf(caller)) < MostPerUser ? null
                : caller.Kind is CallerKind.Account ? T("Your account has all {0} live windows that one may have.", MostPerUser)
                : T("All {0} live windows that there may be before there is an owner are taken.", MostPerUser);
        }
    }

    /// <returns>False when all places are taken, or all of this caller's.</returns>
    public bool TryEnter(Caller caller)
    {
        lock (_lock)
        {
            if (WhyFull(caller) is not null)
            {
                return false;
            }

            _live++;
            _liveOf[KeyOf(caller)] = _liveOf.GetValueOrDefault(KeyOf(caller)) + 1;
            return true;
        }
    }

    /// <param name="caller">As who it entered.</param>
    public void Leave(Caller caller)
    {
        lock (_lock)
        {
            _live--;
            if (--_liveOf[KeyOf(caller)] is 0)
            {
                _liveOf.Remove(KeyOf(caller));
            }
        }
    }

    /// <summary>An account is one, through however many sessions it came in.</summary>
    private static string KeyOf(Caller caller) => caller.Kind is CallerKind.Account ? caller.AccountId.ToString(CultureInfo.InvariantCulture) : "";
}

/// <summary>Counts one circuit while it has its connection: a window that comes back after a loss must find its place again.</summary>
internal sealed class CircuitCounter(CircuitCount count, CurrentCaller current) : CircuitHandler
{
    private Caller? _entered;

    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_entered is not null)
        {
            return;
        }

        // Refused only to those that asked at the door at the same moment; the door turns away everybody else with words.
        var caller = await current.GetAsync();
        _entered = count.TryEnter(caller) ? caller : throw new InvalidOperationException($"{count.WhyFull(caller)} (Circuits:Most, Circuits:MostPerUser)");
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_entered is { } caller)
        {
            _entered = null;
            count.Leave(caller);
        }

        return Task.CompletedTask;
    }
}

/// <summary>The door: no new connection while all places are taken. Behind signing in, since it asks who comes.</summary>
internal sealed class CircuitDoor(RequestDelegate next, CircuitCount count)
{
    private const string RetrySeconds = "30";

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsNewConnection(context.Request) || count.WhyFull(context.Caller()) is not { } full)
        {
            return next(context);
        }

        context.Response.Headers.RetryAfter = RetrySeconds;
        return ShortAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"{full} Pages still answer; reload later for one that moves by itself.");
    }

    private static bool IsNewConnection(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase, out var rest)
        && (rest.StartsWithSegments("/negotiate", StringComparison.OrdinalIgnoreCase) || (!rest.HasValue && !request.Query.ContainsKey("id")));
}
