using System.Net;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace NerveCentre.Dashboard.Access;

/// <summary>What is asked of every request and told to every browser, before any page is reached. docs/security.md says against what.</summary>
internal static class BrowserHardening
{
    /// <summary>The largest form here is a pasted list of countries. An endpoint that takes files says so with its own limit.</summary>
    public const long MaxBody = 1_000_000;

    /// <summary>Largest message of a browser on the socket, in bytes. SignalR's own default, held fast here.</summary>
    public const int MaxMessage = 32 * 1024;

    public static WebApplicationBuilder AddBrowserHardening(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ProxyOptions>().Bind(builder.Configuration.GetSection("Proxy")).ValidateOnStart();
        services.AddOptions<CircuitLimits>().Bind(builder.Configuration.GetSection("Circuits")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsValidator>();
        services.AddSingleton<IValidateOptions<CircuitLimits>, CircuitLimitsValidator>();
        // First of all filters: host filtering is one too, and its refusals shall carry the headers as well.
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, SecurityHeaders>());

        services.AddOptions<KestrelServerOptions>().Configure<Locality>(Limit);
        services.Configure<HubOptions>(hub => hub.MaximumReceiveMessageSize = MaxMessage);
        services.AddSingleton<Locality>();
        services.AddSingleton<CircuitCount>();
        services.AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler, CircuitCounter>();
        services.AddOptions<CircuitOptions>().Configure<IOptions<CircuitLimits>>((circuits, limits) =>
        {
            circuits.DisconnectedCircuitMaxRetained = Math.Max(1, limits.Value.Most / 10);
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        });

        // A page cannot be made without knowing where it is: HTTP/1.0 and an empty Host header got a defect for an answer.
        services.Configure<HostFilteringOptions>(hosts => hosts.AllowEmptyHosts = false);
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<ProxyOptions>>(Believe);
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "NerveCentre.Forms";
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.SuppressXFrameOptionsHeader = true; // SecurityHeaders sends a stricter one
        });
        services.Configure<CookiePolicyOptions>(cookies =>
        {
            cookies.HttpOnly = HttpOnlyPolicy.Always;
            cookies.MinimumSameSitePolicy = SameSiteMode.Lax;
            cookies.Secure = CookieSecurePolicy.SameAsRequest;
        });
        return builder;
    }

    public static void UseBrowserHardening(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHsts();
        app.UseCookiePolicy();
        app.Use(RefuseLargeBody);
        app.UseMiddleware<OriginGuard>();
    }

    private static void Limit(KestrelServerOptions server, Locality locality)
    {
        server.AddServerHeader = false;
        server.ConfigureEndpointDefaults(listen => locality.Listen(listen.EndPoint));
        var limits = server.Limits;
        limits.MaxRequestBodySize = MaxBody;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    /// <summary>Only for whom the settings name. Without a setting nobody, whatever the environment of a hosting platform says.</summary>
    private static void Believe(ForwardedHeadersOptions headers, IOptions<ProxyOptions> proxy)
    {
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        headers.ForwardedHeaders = ForwardedHeaders.None;
        foreach (var entry in proxy.Value.Entries)
        {
            // Not X-Forwarded-Host: the proxy passes the Host header itself, which host filtering has already looked at.
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            if (IPAddress.TryParse(entry, out var address))
            {
                headers.KnownProxies.Add(address);
            }
            else
            {
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(entry));
            }
        }
    }

    /// <summary>A body that says how long it is gets its answer before a byte of it is read. One that does not say is cut off by the server at the same length.</summary>
    private static Task RefuseLargeBody(HttpContext context, RequestDelegate next)
    {
        var most = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is { } own ? own.MaxRequestBodySize : MaxBody;
        return context.Request.ContentLength > most
            ? ShortAnswer.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"Refused: the request has {context.Request.ContentLength} bytes, and at most {most} are taken here.")
            : next(context);
    }
}
