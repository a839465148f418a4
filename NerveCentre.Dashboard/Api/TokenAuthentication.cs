using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Api;

/// <summary>Lets programs in by <c>Authorization: Bearer nc_…</c>, under <c>/api</c> and nowhere else. Cookies are not looked at there.</summary>
internal sealed partial class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "NerveCentre.Token";

    private const string Bearer = "Bearer ";

    /// <summary>Longer than any token: nothing longer is looked up.</summary>
    private const int MaxHeader = 100;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ Length: <= MaxHeader } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        return await tokens.CallerOfAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(CallerClaims.Write(caller), Name))
            : AuthenticateResult.Fail("The token is unknown, has expired, or was revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // After the limit, so that whoever knocks on and on cannot fill the log.
        LogRefused(Logger, OneLine.Of(Context.Connection.RemoteIpAddress?.ToString() ?? "this machine", 100));
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count is 0 ? "Bearer realm=\"NerveCentre\"" : "Bearer realm=\"NerveCentre\", error=\"invalid_token\"";
        return Task.CompletedTask;
    }

    [LoggerMessage(7002, LogLevel.Warning, "A program at {Address} was refused: it has no token that works")]
    private static partial void LogRefused(ILogger log, string address);
}
