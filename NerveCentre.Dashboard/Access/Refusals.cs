using System.Globalization;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core.Access;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Access;

internal static class Refusals
{
    /// <summary>A refused sign-in in HTTP: 401, or 429 and how long to wait.</summary>
    public static void Tell(HttpContext http, SignInAnswer.Refused refused)
    {
        Answer.Status(http, refused.Wait is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status429TooManyRequests);
        if (refused.Wait is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }
}
