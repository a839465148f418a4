using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Display;

/// <summary>How a browser wants to see the pages: language and appearance. Kept in its cookies, since it belongs to the screen, not to the person.</summary>
internal static class Preferences
{
    public const string Path = "/preferences";
    public const string Language = "language";
    public const string Appearance = "appearance";
    public const string Return = "return";

    private const string AppearanceCookie = "NerveCentre.Appearance";
    private static readonly string[] Appearances = ["light", "dark", "contrast"];

    /// <summary>What <c>data-theme</c> of the page says; <c>null</c> for whatever the system asks for.</summary>
    public static string? ThemeOf(HttpContext? http) => Appearances.FirstOrDefault(a => a == http?.Request.Cookies[AppearanceCookie]);

    /// <summary>The chosen language; <c>null</c> for the browser's own.</summary>
    public static string? LanguageOf(HttpContext? http) =>
        http?.Request.Cookies[CookieRequestCultureProvider.DefaultCookieName] is { } cookie && CookieRequestCultureProvider.ParseCookieValue(cookie) is { UICultures: [var first, ..] } ? first.Value : null;

    /// <summary>Takes the form at the foot of the pages. Another site's is refused before it comes here, as every request is that changes something.</summary>
    public static void MapPreferences(this WebApplication app) => app.MapPost(Path, (Delegate)SaveAsync).AllowAnonymous().DisableAntiforgery();

    private static async Task<IResult> SaveAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var language = DashboardSetup.Cultures.FirstOrDefault(c => c.Name == form[Language].ToString());
        Keep(http, CookieRequestCultureProvider.DefaultCookieName, language is null ? null : CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)));
        Keep(http, AppearanceCookie, Appearances.FirstOrDefault(a => a == form[Appearance].ToString()));
        return Results.LocalRedirect(ReturnUrl.Safe(form[Return].ToString()));
    }

    private static void Keep(HttpContext http, string cookie, string? value)
    {
        if (value is null)
        {
            http.Response.Cookies.Delete(cookie);
            return;
        }

        http.Response.Cookies.Append(cookie, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
    }

    /// <summary>A language by its own name: "Deutsch".</summary>
    public static string NameOf(CultureInfo culture) => culture.TextInfo.ToTitleCase(culture.NativeName);
}
