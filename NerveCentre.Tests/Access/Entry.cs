using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Tests.Access;

/// <summary>Cookies for a server on a data folder, without its sign-in form: made with the folder's own keys, as the server makes them.</summary>
internal static class Entry
{
    /// <summary>Makes an owner in the folder and the cookie of their session, as <c>name=value</c>.</summary>
    public static string OwnerOf(string folder) => CookieFor(folder, contexts => TestPeople.AddOwner(contexts, at: TimeProvider.System.GetUtcNow()));

    public static string CookieFor(string folder, Func<IDbContextFactory<NerveCentreDb>, Caller> person)
    {
        using var services = new ServiceCollection().AddLogging().AddNerveCentreCore(new ConfigurationBuilder().Build(), DataFolder.Open(folder)).BuildServiceProvider();
        services.GetRequiredService<Database>().Prepare(closeOpenRuns: false);
        var caller = person(services.GetRequiredService<IDbContextFactory<NerveCentreDb>>());
        return CookieFor(services.GetRequiredService<IDataProtectionProvider>(), caller);
    }

    public static string CookieFor(IDataProtectionProvider keys, Caller caller)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ticket = new AuthenticationTicket(CallerClaims.Write(caller), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddDays(7), IsPersistent = true }, SignInSetup.Scheme);
        var protector = keys.CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", SignInSetup.Scheme, "v2");
        return $"{SignInSetup.Scheme}={new TicketDataFormat(protector).Protect(ticket)}";
    }

    /// <summary>Puts a cookie into a browser window.</summary>
    public static Task EnterAsync(this IBrowserContext context, Uri server, string cookie) =>
        context.AddCookiesAsync([new Cookie { Name = cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], Value = cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..], Url = server.ToString(), HttpOnly = true }]);
}
