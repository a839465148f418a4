using System.Globalization;
using Microsoft.AspNetCore.Localization;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Api;
using NerveCentre.Dashboard.Audit;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Display;
using NerveCentre.Dashboard.Health;
using NerveCentre.Dashboard.Import;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Dashboard.Orders;
using NerveCentre.Dashboard.Parts;
using NerveCentre.Dashboard.Plan;
using NerveCentre.Dashboard.Settings;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard;

/// <summary>The one door of the dashboard: what it needs, and where its pages are.</summary>
public static class DashboardSetup
{
    /// <summary>Languages that are offered; the first is the default. Numbers, dates and country names are there for all, sentences for those with <c>Words.*.resx</c>.</summary>
    internal static readonly CultureInfo[] Cultures = [.. new[] { "en", "de", "es", "fr", "pt-BR" }.Select(CultureInfo.GetCultureInfo)];

    public static WebApplicationBuilder AddDashboard(this WebApplicationBuilder builder)
    {
        // Without a launch profile the environment is Production, where assets of packages would answer 404 from a build output.
        builder.WebHost.UseStaticWebAssets();
        // From a build output, assets would be looked up on the disk anew and sent hardly compressed and uncached; nobody edits them under a running server.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.AddBrowserHardening();
        builder.AddSignIn();
        builder.AddApi();
        builder.AddWorldMap();
        builder.Services.AddResponseCompression();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddScoped<StoreResolver>();
        builder.Services.AddSingleton<SharedParts>();
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures[0]);
            options.SupportedCultures = Cultures;
            options.SupportedUICultures = Cultures;
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return builder;
    }

    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.UseBrowserHardening();
        app.UseResponseCompression();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found/{0}", createScopeForStatusCodePages: true);
        app.UseRequestLocalization();
        app.UseMiddleware<ApiProblems>(); // inside of the pages that say the same to people
        app.UseSignIn();
        app.UseAntiforgery();
        app.MapHealth();
        app.MapSession();
        app.MapPreferences();
        app.MapApi();
        app.MapAuditExport();
        app.MapImport();
        app.MapExport();
        app.MapDestinationExports();
        app.MapCardExport();
        app.MapOrderExport();
        app.MapPlan();
        app.MapListings();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null); // SecurityHeaders allows none at all
        return app;
    }
}
