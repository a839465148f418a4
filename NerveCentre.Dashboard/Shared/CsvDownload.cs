using System.Globalization;
using Microsoft.AspNetCore.Http;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Shared;

/// <summary>A table that a browser keeps as a file.</summary>
internal static class CsvDownload
{
    /// <summary>Refuses links elsewhere: they must neither drop a file onto somebody's disk nor fill the audit with exports.</summary>
    /// <param name="where">"the audit page": where it can be exported.</param>
    /// <returns>Whether it was refused, and answered.</returns>
    public static async Task<bool> RefusesOtherSiteAsync(HttpContext http, string where)
    {
        if (OriginGuard.IsFetchedFromHere(http.Request))
        {
            return false;
        }

        await ShortAnswer.WriteAsync(http, StatusCodes.Status403Forbidden, $"Refused: another site asked for this file. Open {where} and export it there.");
        return true;
    }

    /// <summary>Writes what follows in English, whatever the viewer's language: programs read files too.</summary>
    public static void InEnglish() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (English, English);

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>Says that a file follows, called <c>nervecentre-WHAT-TIME.csv</c>.</summary>
    public static void Name(HttpResponse response, string what, DateTimeOffset now) =>
        Name(response, string.Create(CultureInfo.InvariantCulture, $"nervecentre-{what}-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.csv"));

    public static void Name(HttpResponse response, string file)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
    }
}
