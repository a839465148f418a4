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

    private const int LongestStore = 60;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>Says that a file follows, called <c>nervecentre-WHAT-TIME.csv</c>.</summary>
    public static void Name(HttpResponse response, string what, DateTimeOffset now) =>
        Name(response, string.Create(CultureInfo.InvariantCulture, $"nervecentre-{what}-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.csv"));

    /// <summary>The same with the store, <c>nervecentre-WHAT-STORE-TIME.csv</c>: files of several stores lie in one folder.</summary>
    public static void Name(HttpResponse response, string what, string store, DateTimeOffset now) => Name(response, FileName(what, store, now, "csv"));

    public static string FileName(string what, string store, DateTimeOffset now, string ending)
    {
        // What others wrote has no place in a header: letters and digits stay.
        var words = string.Concat(store.ToLowerInvariant().Take(LongestStore).Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Create(CultureInfo.InvariantCulture, $"nervecentre-{string.Join('-', words.Prepend(what))}-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.{ending}");
    }

    public static void Name(HttpResponse response, string file)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
    }
}
