using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.AliExpress.Sandbox;

namespace NerveCentre.Dashboard.Sandbox;

/// <summary>Serves a sandbox's gateway over HTTP, so that a store can be connected, in a browser, without AliExpress. For development only.</summary>
internal static class SandboxDoor
{
    public const string Path = "/sandbox-gateway";

    /// <summary>Whether the settings ask for it.</summary>
    /// <exception cref="ProblemException">They do, but this is no development environment.</exception>
    public static bool IsWanted(IConfiguration settings, IHostEnvironment environment) => settings.GetValue<bool>("Sandbox:Gateway") && (environment.IsDevelopment()
        ? true
        : throw new ProblemException($"Sandbox:Gateway is true, and this is the environment {environment.EnvironmentName}. The gateway gives tokens to whoever asks: it is served with --environment Development only."));

    /// <param name="gateway">The handler that answers, whichever faults it plays.</param>
    public static void MapSandboxGateway(this WebApplication app, HttpMessageHandler gateway)
    {
        var invoker = new HttpMessageInvoker(gateway);
        app.Map(Path + "/{**rest}", context => PassAsync(context, invoker)).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task PassAsync(HttpContext context, HttpMessageInvoker gateway)
    {
        var request = context.Request;
        using var asked = new HttpRequestMessage(new HttpMethod(request.Method), new Uri($"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}")) { Content = new StreamContent(request.Body) };
        using var answer = await gateway.SendAsync(asked, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var header in (string[])["Location", "Retry-After", "Content-Encoding"])
        {
            if (answer.Headers.NonValidated.TryGetValues(header, out var values) || answer.Content.Headers.NonValidated.TryGetValues(header, out values))
            {
                context.Response.Headers[header] = values.ToString();
            }
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
