using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;

namespace NerveCentre.Dashboard.Access;

/// <summary>What browsers are told on every answer. A start-up filter, so that it stands before everything that might answer, host filtering included.</summary>
internal sealed class SecurityHeaders : IStartupFilter
{
    /// <summary>
    /// Nothing but our own files, and no code in the page: Blazor's script needs neither inline script nor eval, the pages have no inline style,
    /// and what scripts set through the object model is not restricted. 'self' covers the web socket of the same origin; blob: is what our own
    /// script makes of a card to save it as a picture.
    /// </summary>
    public const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; frame-src 'none'; worker-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static readonly KeyValuePair<string, string>[] Always =
    [
        new("Content-Security-Policy", ContentPolicy),
        new("X-Content-Type-Options", "nosniff"),
        new("X-Frame-Options", "DENY"),
        // Not no-referrer: browsers would then send "Origin: null" with our own forms.
        new("Referrer-Policy", "same-origin"),
        new("Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, pipeline) =>
        {
            // At the last moment: an error page starts from an empty answer, and what was set before would be gone.
            context.Response.OnStarting(Set, context);
            return pipeline(context);
        });
        next(app);
    };

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        foreach (var (name, value) in Always)
        {
            context.Response.Headers[name] = value;
        }

        // Figures are a seller's trade secrets and stay in no cache; files of the program are named by their content and may.
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.Remove("Pragma");
        }

        return Task.CompletedTask;
    }
}
