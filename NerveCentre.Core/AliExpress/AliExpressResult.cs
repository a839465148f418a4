namespace NerveCentre.Core.AliExpress;

/// <summary>An answer or the reason why there is none. Exactly one of the two is set.</summary>
public sealed record AliExpressResult<T>(T? Value, AliExpressError? Error)
    where T : class
{
    public static implicit operator AliExpressResult<T>(AliExpressError error) => new(null, error);

    /// <exception cref="AliExpressException">There is no value.</exception>
    public T Required() => Value ?? throw new AliExpressException(Error!);
}

public enum AliExpressErrorKind
{
    /// <summary>No answer: the connection failed or timed out.</summary>
    Unreachable,

    /// <summary>An answer that is not what the protocol promises: HTML, cut JSON, a missing field.</summary>
    Unreadable,

    /// <summary>The signature was refused.</summary>
    Signature,

    /// <summary>The time of the call was refused: this machine's clock and AliExpress's differ by more than 7200 s.</summary>
    Clock,

    /// <summary>The access token is invalid or has expired.</summary>
    Token,

    /// <summary>The app or the seller may not call this method.</summary>
    Permission,

    /// <summary>A quota or a limit per second is used up.</summary>
    Limit,

    /// <summary>AliExpress's side failed (<c>isp.*</c>); worth trying again.</summary>
    Service,

    /// <summary>The method itself said no: a wrong parameter, an unknown id.</summary>
    Request,
}

/// <param name="Method">The API method that was called.</param>
/// <param name="Code">AliExpress's code, as received.</param>
/// <param name="SubCode">AliExpress's sub-code, as received.</param>
/// <param name="Message">What AliExpress said, or what went wrong on the way; never a secret.</param>
/// <param name="RequestId">AliExpress's id of the call, to quote to its support.</param>
/// <param name="RetryAfter">How long AliExpress asks to wait, when it says so.</param>
/// <param name="IsGarbled">Unreadable because it is no JSON object: a page of some proxy, a body that was cut, or one without end.</param>
public sealed record AliExpressError(AliExpressErrorKind Kind, string Method, string? Code, string? SubCode, string Message, string? RequestId, TimeSpan? RetryAfter = null, bool IsGarbled = false)
{
    /// <summary>Whether the same call may succeed a little later. Nothing else is ever tried again.</summary>
    public bool MayPass => IsGarbled || Kind is AliExpressErrorKind.Unreachable or AliExpressErrorKind.Limit or AliExpressErrorKind.Service;
}

public sealed class AliExpressException(AliExpressError error) : Exception($"{error.Method}: {error.Message}")
{
    public AliExpressError Error { get; } = error;
}
