using System.Globalization;
using System.Net;
using System.Text.Json;
using NerveCentre.Core.AliExpress.Wire;

namespace NerveCentre.Core.AliExpress;

/// <summary>An application registered with AliExpress.</summary>
internal sealed record AliExpressApp(string AppKey, string AppSecret)
{
    /// <summary>Without the secret, so that a log line cannot carry it.</summary>
    public override string ToString() => $"app {AppKey}";
}

/// <summary>What AliExpress gives for a code or a refresh token.</summary>
/// <param name="RefreshToken"><c>null</c> when it cannot be renewed.</param>
/// <param name="RefreshExpiresAt"><c>null</c> when AliExpress did not say, or it cannot be renewed.</param>
/// <param name="SellerId">The seller's id, or what is told in its place; <c>null</c> when nothing is.</param>
/// <param name="Nick">The seller's name on AliExpress.</param>
internal sealed record TokenGrant(
    string AccessToken,
    DateTimeOffset AccessExpiresAt,
    string? RefreshToken,
    DateTimeOffset? RefreshExpiresAt,
    string? SellerId,
    string? Account,
    string? Nick)
{
    /// <summary>Without the tokens.</summary>
    public override string ToString() => $"tokens of seller {SellerId} until {AccessExpiresAt:u}";
}

/// <summary>The system methods that give tokens. Signed with their path in front, and answered flat.</summary>
internal sealed class TokenEndpoint(HttpClient http, Uri rest, TimeProvider clock)
{
    /// <summary>The shortest life that AliExpress documents, for a reply that names none: renewing early costs nothing.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromDays(1);

    /// <summary>No life is longer than this, whatever a reply says.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3650);

    /// <summary>Tokens for a code. The code works once, for three minutes.</summary>
    public Task<AliExpressResult<TokenGrant>> CreateAsync(AliExpressApp app, string code, CancellationToken cancel) =>
        // Never with "uuid": AliExpress then calls the code invalid.
        SendAsync(app, "/auth/token/create", "code", code, cancel);

    /// <summary>Newer tokens for a refresh token, which is worth nothing afterwards.</summary>
    public Task<AliExpressResult<TokenGrant>> RefreshAsync(AliExpressApp app, string refreshToken, CancellationToken cancel) =>
        SendAsync(app, "/auth/token/refresh", "refresh_token", refreshToken, cancel);

    private async Task<AliExpressResult<TokenGrant>> SendAsync(AliExpressApp app, string path, string name, string secret, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(http.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            using var request = Sign(app, path, name, secret);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            using var json = await WireBody.ReadAsync(response, either.Token);
            return WireErrors.OfGateway(path, json.RootElement) is { } refusal
                ? refusal with { Message = Without(refusal.Message, app.AppSecret, secret) }
                : new AliExpressResult<TokenGrant>(Read(json.RootElement), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new AliExpressError(AliExpressErrorKind.Unreachable, path, null, null, Without(e.Message, app.AppSecret, secret), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new AliExpressError(AliExpressErrorKind.Unreachable, path, null, null, "No answer came in time.", null);
        }
        catch (Exception e) when (e is UnreadableReplyException or InvalidDataException or InvalidOperationException)
        {
            return new AliExpressError(AliExpressErrorKind.Unreadable, path, null, null, e is UnreadableReplyException ? e.Message : "The reply is damaged.", null);
        }
    }

    private HttpRequestMessage Sign(AliExpressApp app, string path, string name, string secret)
    {
        List<KeyValuePair<string, string?>> sent =
        [
            new("app_key", app.AppKey),
            new("sign_method", "sha256"),
            new("timestamp", clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            new(name, secret),
        ];
        sent.Add(new("sign", IopSignature.Sign(path, sent, app.AppSecret)));
        return new HttpRequestMessage(HttpMethod.Post, new Uri(rest.AbsoluteUri.TrimEnd('/') + path)) { Content = new FormUrlEncodedContent(sent) };
    }

    private TokenGrant Read(JsonElement reply)
    {
        var now = clock.GetUtcNow();
        var access = reply.Text("access_token") ?? throw UnreadableReplyException.Missing("access_token");
        var refreshEnd = End(reply, "refresh_expires_in", "refresh_token_valid_time", now);
        var refresh = refreshEnd <= now ? null : reply.Text("refresh_token");
        return new TokenGrant(
            access,
            End(reply, "expires_in", "expire_time", now) ?? now + ShortestLife,
            refresh,
            refresh is null ? null : refreshEnd,
            reply.Text("seller_id") ?? reply.Text("user_id") ?? reply.Text("account"),
            reply.Text("account"),
            reply.Text("user_nick"));
    }

    /// <summary>Counted from now, since AliExpress's clock may differ from ours; by its clock when only that is told.</summary>
    private static DateTimeOffset? End(JsonElement reply, string seconds, string epoch, DateTimeOffset now) =>
        reply.Number(seconds) is { } left ? now + TimeSpan.FromSeconds((double)Math.Clamp(left, 0, (decimal)LongestLife.TotalSeconds))
        : reply.Whole(epoch) is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(at, (now + LongestLife).ToUnixTimeMilliseconds()))
        : null;

    private static string Without(string message, params ReadOnlySpan<string> secrets)
    {
        foreach (var secret in secrets)
        {
            message = secret.Length is 0 ? message : message.Replace(secret, "***", StringComparison.Ordinal);
        }

        return message;
    }
}
