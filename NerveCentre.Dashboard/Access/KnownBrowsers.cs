using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core.Access;

namespace NerveCentre.Dashboard.Access;

/// <summary>
/// A cookie that proves that this browser has signed in to an account before. It lets nobody in; it only gives the browser tries of
/// its own, so that strangers who guess cannot keep its owner out.
/// </summary>
internal sealed class KnownBrowsers(IDataProtectionProvider protection)
{
    private const string Name = "NerveCentre.Browser";
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(365);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("NerveCentre.KnownBrowsers").ToTimeLimitedDataProtector();

    public KnownBrowser? Read(HttpContext context)
    {
        if (Sealed.Open(_protector, context.Request.Cookies[Name]) is { } text && text.Split(' ') is [var account, var id] && int.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var known))
        {
            return new KnownBrowser(known, id);
        }

        return null;
    }

    /// <summary>Gives the browser the cookie of a session that was just opened, and the one by which it is known again.</summary>
    public Task EnterAsync(HttpContext context, Caller caller)
    {
        Remember(context, caller.AccountId);
        return context.SignInAsync(SignInSetup.Scheme, CallerClaims.Write(caller), new AuthenticationProperties { IsPersistent = true });
    }

    private void Remember(HttpContext context, int accountId)
    {
        var id = Read(context) is { } old && old.AccountId == accountId ? old.Id : Guid.NewGuid().ToString("N");
        context.Response.Cookies.Append(Name, _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{accountId} {id}"), Lasts), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            MaxAge = Lasts,
            IsEssential = true,
            Path = SignInSetup.SignInPath,
        });
    }

    /// <summary>Where somebody is, for Core.</summary>
    public Visitor VisitorOf(HttpContext context) =>
        new(context.Connection.RemoteIpAddress?.ToString() ?? "this machine", BrowserWords.Of(context.Request.Headers.UserAgent.ToString()), Read(context));
}

/// <summary>Between password and code: which account the code is for, where the browser cannot change it, for five minutes.</summary>
internal sealed class SecondStep(IDataProtectionProvider protection)
{
    private const string Name = "NerveCentre.SecondStep";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("NerveCentre.SecondStep").ToTimeLimitedDataProtector();

    public int? Read(HttpContext context) =>
        int.TryParse(Sealed.Open(_protector, context.Request.Cookies[Name]), NumberStyles.None, CultureInfo.InvariantCulture, out var account) ? account : null;

    public void Begin(HttpContext context, int accountId) =>
        context.Response.Cookies.Append(Name, _protector.Protect(accountId.ToString(CultureInfo.InvariantCulture), Lasts), Options(context, Lasts));

    public void End(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? lasts) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = lasts, IsEssential = true, Path = SignInSetup.SignInPath };
}

internal static class Sealed
{
    /// <summary>What was sealed; <c>null</c> for what is missing, forged, too old, or of another installation.</summary>
    public static string? Open(ITimeLimitedDataProtector protector, string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : protector.Unprotect(text);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

internal static class BrowserWords
{
    private static readonly (string Mark, string Name)[] Browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Mark, string Name)[] Systems = [("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    /// <summary>"Firefox on Windows"; the rest of what browsers say of themselves helps nobody to know theirs again.</summary>
    public static string Of(string userAgent)
    {
        var browser = Browsers.FirstOrDefault(b => userAgent.Contains(b.Mark, StringComparison.Ordinal)).Name ?? "A browser";
        var system = Systems.FirstOrDefault(s => userAgent.Contains(s.Mark, StringComparison.Ordinal)).Name;
        return system is null ? browser : $"{browser} on {system}";
    }
}
