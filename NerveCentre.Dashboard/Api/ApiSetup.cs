using System.Globalization;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Api;

/// <summary>What programs reach: cards as JSON under <c>/api</c>, and the document that describes them.</summary>
internal static class ApiSetup
{
    /// <summary>What is for programs: limited, answered with problems instead of pages, and blind to cookies.</summary>
    public static bool IsApi(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ApiOptions>().Bind(builder.Configuration.GetSection("Api")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Name, null);
        services.AddRateLimiter(limits => limits.OnRejected = TellWhenAgain);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>(Limit);
        // Numbers are numbers, in the document too.
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddOpenApi(ApiDocument.Describe);
        return builder;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        app.MapCards();
        // Public: it describes every installation alike and holds nothing of this one.
        app.MapOpenApi().AllowAnonymous();
        return app;
    }

    private static void Limit(RateLimiterOptions limits, IOptions<ApiOptions> options)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        // Bounded by the limiter itself: partitions that are full again are dropped.
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            !IsApi(context.Request) ? RateLimitPartition.GetNoLimiter("")
            : context.Caller() is { Kind: CallerKind.Token, TokenId: var token } ? Bucket($"token {token}", options.Value.PerMinute)
            : Bucket($"address {context.Connection.RemoteIpAddress}", options.Value.StrangersPerMinute));
    }

    private static RateLimitPartition<string> Bucket(string key, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
        QueueLimit = 0,
        AutoReplenishment = true,
    });

    /// <summary>The status is set already; <see cref="ApiProblems"/> finds the words.</summary>
    private static ValueTask TellWhenAgain(OnRejectedContext rejected, CancellationToken cancel)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromMinutes(1);
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
