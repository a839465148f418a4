using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace NerveCentre.Dashboard.Api;

/// <summary>What programs are told when there is nothing to read: <c>application/problem+json</c> (RFC 9457).</summary>
internal static class ApiProblem
{
    /// <param name="parameter">Name of the query parameter that is wrong; stands in the answer besides.</param>
    public static IResult Of(int status, string detail, string? parameter = null) => TypedResults.Problem(
        detail,
        statusCode: status,
        title: ReasonPhrases.GetReasonPhrase(status),
        type: "about:blank", // RFC 9457: nothing more to it than the status says
        extensions: parameter is null ? null : [new("parameter", parameter)]);

    public static Task WriteAsync(HttpContext context, int status, string detail) => Of(status, detail).ExecuteAsync(context);
}

/// <summary>Gives every answer under <c>/api</c> that has no words yet a problem's: refused, not found, limited, failed. Pages that say the same to people never answer there.</summary>
internal sealed partial class ApiProblems(RequestDelegate next, ILogger<ApiProblems> log)
{
    public Task InvokeAsync(HttpContext context) => ApiSetup.IsApi(context.Request) ? AnswerAsync(context) : next(context);

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(e);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var response = context.Response;
        if (!response.HasStarted && response.StatusCode >= StatusCodes.Status400BadRequest && string.IsNullOrEmpty(response.ContentType))
        {
            await ApiProblem.WriteAsync(context, response.StatusCode, Words(response.StatusCode));
        }
    }

    private static string Words(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request cannot be understood.",
        StatusCodes.Status401Unauthorized => "Send a token that works: Authorization: Bearer nc_… An owner makes one under Tokens; one that has expired or was revoked works no more.",
        StatusCodes.Status403Forbidden => "This token may not do that.",
        StatusCodes.Status404NotFound => "Nothing is here. /openapi/v1.json describes what there is.",
        StatusCodes.Status405MethodNotAllowed => "Tokens only read: use GET or HEAD.",
        StatusCodes.Status429TooManyRequests => "Too many requests. Retry-After says in how many seconds the next one may come.",
        StatusCodes.Status500InternalServerError => "The server could not answer. Its log says why.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    [LoggerMessage(7003, LogLevel.Error, "A program's request failed")]
    private partial void LogFailed(Exception fault);
}
