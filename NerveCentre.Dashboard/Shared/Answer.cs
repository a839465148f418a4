using Microsoft.AspNetCore.Http;

namespace NerveCentre.Dashboard.Shared;

/// <summary>What a page says in HTTP, as long as the first response is made; afterwards nothing.</summary>
internal static class Answer
{
    /// <summary>404 with the page's own words, instead of the general page for addresses that lead nowhere.</summary>
    public static void NotFound(HttpContext? http) => Status(http, StatusCodes.Status404NotFound);

    /// <summary>A status with the page's own words.</summary>
    public static void Status(HttpContext? http, int status)
    {
        if (http is { Response.HasStarted: false })
        {
            // Not before: a page that is 404 while it is rendered would not be sent at all, but make room for the general one.
            http.Response.OnStarting(() =>
            {
                http.Response.StatusCode = status;
                return Task.CompletedTask;
            });
        }
    }
}
