using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Dashboard.Api;

namespace NerveCentre.Dashboard.Access;

/// <summary>
/// Refuses what another site's page sends: every request that changes something, and everything about the socket, on which all clicks travel.
/// </summary>
/// <remarks>
/// Browsers always send an Origin with these and pages cannot change it. A request without one comes from a program, which no other
/// site's page can make act for a user: it passes, unless the browser itself says that it comes from another site.
/// </remarks>
internal sealed partial class OriginGuard(RequestDelegate next, ILogger<OriginGuard> log)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsGuarded(request) || IsOwn(request))
        {
            return next(context);
        }

        var (origin, own) = (OneLine.Of(request.Headers.Origin.ToString()), Own(request));
        LogRefused(origin, own);
        return ShortAnswer.WriteAsync(
            context,
            StatusCodes.Status403Forbidden,
            $"Refused: this request comes from {(origin is "" ? "another site" : origin)}, and this is {own}. If a proxy stands before NerveCentre, name it in Proxy:Known and let it pass on Host and X-Forwarded-Proto.");
    }

    /// <summary>Whether the browser says that one of our own pages, or the person, asked; programs say nothing.</summary>
    internal static bool IsFetchedFromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private static bool IsGuarded(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        || request.HttpContext.WebSockets.IsWebSocketRequest
        || request.Headers.Upgrade.Count > 0;

    private static bool IsOwn(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count is 0
            ? IsFetchedFromHere(request)
            : origin.Count is 1 && string.Equals(origin[0], Own(request), StringComparison.OrdinalIgnoreCase);
    }

    private static string Own(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}";

    [LoggerMessage(3002, LogLevel.Warning, "A request from {Origin} was refused: this is {Own}")]
    private partial void LogRefused(string origin, string own);
}

/// <summary>A refusal in one sentence, for people and for scripts that show what they get; for programs, as they get everything else.</summary>
internal static class ShortAnswer
{
    public static Task WriteAsync(HttpContext context, int status, string sentence)
    {
        if (ApiSetup.IsApi(context.Request))
        {
            return ApiProblem.WriteAsync(context, status, sentence);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence, context.RequestAborted);
    }
}
