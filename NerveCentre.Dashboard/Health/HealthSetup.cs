using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using NerveCentre.Core.Health;

namespace NerveCentre.Dashboard.Health;

/// <summary>Two addresses for whoever watches this server from outside. They answer one word: strangers learn no name and no path.</summary>
internal static class HealthSetup
{
    public static WebApplicationBuilder AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck<ReadinessCheck>("ready");
        // Its own log repeats every answer as an error; ReadinessCheck tells the reason, once per change.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        return builder;
    }

    public static WebApplication MapHealth(this WebApplication app)
    {
        // Now, not at the first question: it counts from the start of the server.
        app.Services.GetRequiredService<Readiness>();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        return app;
    }
}
