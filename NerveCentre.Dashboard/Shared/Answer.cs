using Microsoft.AspNetCore.Http;

namespace NerveCentre.Dashboard.Shared;

/// <summary>What a page says in HTTP, as long as the first response is made; afterwards nothing.</summary>
internal static class Answer
{
    /// <summary>404 with the page's own words, instead of the general page for addresses that lead nowhere.</summary>
    public static void NotFound(HttpContext? http)
    {
        if (http is { Response.HasStarted: false })
        {
            // Not before: a page that is 404 while it is rendered would not be sent at all, but make room for the general one.
            http.Response.OnStarting(() =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }
}
