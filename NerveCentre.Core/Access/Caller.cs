namespace NerveCentre.Core.Access;

/// <summary>
/// Who asks. Every service that a page, an endpoint or a program can reach takes one and decides by it, in the same
/// transaction as what it does: clicks travel on a socket that no HTTP check sees.
/// </summary>
public sealed record Caller
{
    private Caller(CallerKind kind) => Kind = kind;

    public CallerKind Kind { get; }

    /// <summary>Of an <see cref="CallerKind.Account"/>; otherwise 0.</summary>
    public int AccountId { get; private init; }

    /// <summary>The sign-in that an account acts through; <c>null</c> for others.</summary>
    public string? SessionId { get; private init; }

    /// <summary>Of a <see cref="CallerKind.Token"/>; otherwise 0.</summary>
    public int TokenId { get; private init; }

    /// <summary>Where the request comes from, for the audit; <c>null</c> on this machine's command line.</summary>
    public string? Address { get; init; }

    /// <summary>Somebody who has not signed in.</summary>
    public static Caller Nobody { get; } = new(CallerKind.Nobody);

    /// <summary>Somebody at this machine while nobody owns the installation: may do everything with the sandbox store, and nothing else.</summary>
    public static Caller Explorer { get; } = new(CallerKind.Explorer);

    /// <summary>Whoever can read the data folder.</summary>
    public static Caller CommandLine { get; } = new(CallerKind.CommandLine);

    /// <summary>The server's own jobs.</summary>
    public static Caller Server { get; } = new(CallerKind.Server);

    public static Caller Account(int accountId, string sessionId) => new(CallerKind.Account) { AccountId = accountId, SessionId = sessionId };

    public static Caller Token(int tokenId) => new(CallerKind.Token) { TokenId = tokenId };
}

public enum CallerKind
{
    Nobody = 0,
    Explorer = 1,
    Account = 2,
    Token = 3,
    CommandLine = 4,
    Server = 5,
}
