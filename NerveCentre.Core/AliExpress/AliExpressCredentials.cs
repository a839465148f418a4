namespace NerveCentre.Core.AliExpress;

/// <param name="Gateway">Address of the gateway's <c>/sync</c> door.</param>
public sealed record AliExpressCredentials(Uri Gateway, string AppKey, string AppSecret, string AccessToken)
{
    /// <summary>Without the secrets, so that a log line cannot carry them.</summary>
    public override string ToString() => $"app {AppKey} at {Gateway.Host}";
}
