namespace NerveCentre.Core.AliExpress;

/// <param name="Gateway">Address of the gateway's <c>/sync</c> door.</param>
public sealed record AliExpressCredentials(Uri Gateway, string AppKey, string AppSecret, string AccessToken) : IAccessTokens
{
    /// <summary>Without the secrets, so that a log line cannot carry them.</summary>
    public override string ToString() => $"app {AppKey} at {Gateway.Host}";

    ValueTask<AliExpressCredentials> IAccessTokens.CurrentAsync(CancellationToken cancel) => new(this);

    ValueTask<AliExpressCredentials?> IAccessTokens.RenewAsync(AliExpressCredentials refused, CancellationToken cancel) => new((AliExpressCredentials?)null);
}

/// <summary>Where a client takes its token from. Tokens are renewed beside calls, so each call asks.</summary>
public interface IAccessTokens
{
    /// <exception cref="ProblemException">There is no token: the seller has to authorise.</exception>
    ValueTask<AliExpressCredentials> CurrentAsync(CancellationToken cancel);

    /// <summary>A newer token in place of one that AliExpress refused.</summary>
    /// <returns><c>null</c> when there is none to be had.</returns>
    ValueTask<AliExpressCredentials?> RenewAsync(AliExpressCredentials refused, CancellationToken cancel);
}
