using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Dashboard.Api;

namespace NerveCentre.Dashboard.Access;

/// <summary>Who a request comes from: a cookie that names a session, or being at this machine while nobody owns the installation.</summary>
internal static class SignInSetup
{
    public const string Scheme = "NerveCentre.Session";
    public const string SignInPath = "/sign-in";
    public const string SetUpPath = "/set-up";

    private const string NotSignedIn = "You are not signed in, or your session has ended.";

    public static WebApplicationBuilder AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAuthentication(Scheme).AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IOptions<Core.Access.SessionOptions>>(Configure);
        services.AddAuthorization(options =>
        {
            // Whatever does not say otherwise is for people who have come in, an address that leads nowhere included.
            options.FallbackPolicy = options.DefaultPolicy;
        });
        services.AddSingleton<IAuthorizationPolicyProvider, RightPolicies>();
        services.AddSingleton<IAuthorizationHandler, RightHandler>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<CurrentCaller>();
        services.AddSingleton<KnownBrowsers>().AddSingleton<SecondStep>();
        services.AddSingleton<LiveConnections>();
        services.AddHostedService(s => s.GetRequiredService<LiveConnections>());
        services.AddScoped<CircuitHandler, SessionCircuit>();
        return builder;
    }

    public static void UseSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<CallerMiddleware>();
        app.UseRateLimiter(); // knows who asks, and comes before anything is refused or done
        app.UseAuthorization();
        app.UseMiddleware<CircuitDoor>();
        app.UseMiddleware<ConnectionBinder>();
    }

    /// <summary>Whether the caller is still signed in, for a window that lost its connection: 204, or 401.</summary>
    public static void MapSession(this WebApplication app) =>
        app.MapGet("/session", (HttpContext context) => context.Caller().Kind is CallerKind.Nobody ? Results.Text(NotSignedIn, statusCode: StatusCodes.Status401Unauthorized) : Results.NoContent()).AllowAnonymous();

    public static Caller Caller(this HttpContext context) => CallerClaims.Read(context.User);

    private static void Configure(CookieAuthenticationOptions cookies, IOptions<Core.Access.SessionOptions> sessions)
    {
        cookies.Cookie.Name = Scheme;
        cookies.Cookie.HttpOnly = true;
        // Lax: a link to the board from a mail opens it. Nothing that changes anything is a GET.
        cookies.Cookie.SameSite = SameSiteMode.Lax;
        cookies.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookies.ExpireTimeSpan = sessions.Value.Absolute;
        cookies.SlidingExpiration = false;
        cookies.LoginPath = SignInPath;
        cookies.ReturnUrlParameter = "returnUrl";
        // Programs come in by token, and a browser's cookie opens nothing there: no page of another site can read figures through it.
        cookies.ForwardDefaultSelector = context => ApiSetup.IsApi(context.Request) ? TokenAuthentication.Name : null;
        cookies.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnRedirectToLogin = AskAsync,
            OnRedirectToAccessDenied = RefuseAsync,
        };
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var caller = CallerClaims.Read(context.Principal);
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (!await sessions.IsLiveAsync(caller, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        }
    }

    /// <summary>Pages lead to the form, and come back to where they were; everything else is told plainly.</summary>
    private static async Task AskAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (!IsPage(http.Request))
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status401Unauthorized, NotSignedIn);
            return;
        }

        var first = http.RequestServices.GetRequiredService<FirstOwner>();
        http.Response.Redirect(await first.StateAsync(http.Caller(), http.RequestAborted) is SetUp.Closed ? ReturnUrl.SignIn(http.Request.Path + http.Request.QueryString) : SetUpPath);
    }

    /// <summary>People see a page that says so; its words stand in <see cref="Shared.NotFoundPage"/>.</summary>
    private static Task RefuseAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!IsPage(context.Request))
        {
            return ShortAnswer.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden, "Your account may not do that. Ask an owner.");
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.Value!.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Makes an explorer of whoever is at this machine while nobody owns the installation, and notes where every caller is.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, Locality locality, Sessions sessions)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (context.User.Identity is not { IsAuthenticated: true } && !ApiSetup.IsApi(context.Request) && locality.IsHere(context) && await sessions.IsLiveAsync(Core.Access.Caller.Explorer, cancel))
        {
            context.User = CallerClaims.Write(Core.Access.Caller.Explorer);
        }

        CallerClaims.NoteAddress(context.User, context.Connection.RemoteIpAddress?.ToString() ?? "this machine");
        if (!context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase))
        {
            await sessions.TouchAsync(context.Caller(), cancel);
        }

        await next(context);
    }
}
