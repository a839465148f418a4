using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core.Access;

namespace NerveCentre.Dashboard.Access;

/// <summary>Which sockets belong to which session, so that a session's windows end with it: at once, not at their next click.</summary>
internal sealed class LiveConnections(SessionActivity activity) : IHostedService
{
    // Bound: one entry per open connection, of which the server allows only so many.
    private readonly ConcurrentDictionary<HttpContext, string> _connections = [];

    public static string? KeyOf(Caller caller) => caller.Kind is CallerKind.Explorer ? FirstOwner.ExplorersSession : caller.SessionId;

    public void Add(HttpContext connection, string session) => _connections[connection] = session;

    public void Remove(HttpContext connection) => _connections.TryRemove(connection, out _);

    public int CountOf(string session) => _connections.Values.Count(s => s == session);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        activity.Ended += End;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        activity.Ended -= End;
        return Task.CompletedTask;
    }

    private void End(IReadOnlyCollection<string> sessions)
    {
        foreach (var (connection, session) in _connections)
        {
            if (sessions.Contains(session))
            {
                connection.Abort();
            }
        }
    }
}

/// <summary>Binds each socket to the session of its handshake.</summary>
internal sealed class ConnectionBinder(RequestDelegate next, LiveConnections connections)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) || LiveConnections.KeyOf(context.Caller()) is not { } session)
        {
            await next(context);
            return;
        }

        connections.Add(context, session);
        try
        {
            await next(context);
        }
        finally
        {
            connections.Remove(context);
        }
    }
}

/// <summary>What a person does in a window keeps their session; what a window shows by itself does not.</summary>
internal sealed class SessionCircuit(CurrentCaller caller, Sessions sessions) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        // A click that comes after the end goes nowhere: the connection is about to be closed.
        if (await sessions.TouchAsync(await caller.GetAsync(), CancellationToken.None))
        {
            await next(context);
        }
    };
}
