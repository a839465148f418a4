namespace NerveCentre.Core.AliExpress.Sandbox.Faults;

/// <summary>One way in which the other side can fail.</summary>
public enum SandboxFault
{
    /// <summary>HTTP 429 with <c>Retry-After: 2</c>.</summary>
    TooManyRequests,

    /// <summary>HTTP 200 whose body says that the app's calls are limited.</summary>
    QuotaInsideOk,

    /// <summary>HTTP 502 with a page of HTML.</summary>
    BadGateway,

    /// <summary>HTTP 503 without a body.</summary>
    Unavailable,

    /// <summary><c>isp.service-unavailable</c>.</summary>
    ServiceError,

    /// <summary><c>isv.insufficient-permission</c>.</summary>
    NotPermitted,

    /// <summary><c>isv.invalid-parameter</c>.</summary>
    InvalidParameter,

    /// <summary>A body that comes a byte at a time.</summary>
    SlowBody,

    /// <summary>A body that ends in the middle.</summary>
    CutBody,

    /// <summary>HTTP 200 with a page of HTML.</summary>
    Html,

    /// <summary>A body of 200 MB.</summary>
    HugeBody,

    /// <summary>The right body, named <c>text/html</c>.</summary>
    WrongContentType,

    /// <summary>A few kilobytes that unpack to 200 MB.</summary>
    GzipBomb,

    /// <summary>HTTP 302 to another host.</summary>
    Redirect,

    /// <summary>The gateway's clock is three hours ahead, so that every timestamp is refused.</summary>
    ClockSkew,

    /// <summary>The access token is refused.</summary>
    TokenRefused,

    /// <summary>The refresh token is refused as well: the seller must authorise again.</summary>
    RefreshRefused,

    /// <summary>The signature is refused.</summary>
    SignatureRefused,

    /// <summary>Every page after the first is told as the page before it.</summary>
    RepeatedPage,

    /// <summary>The rows of a page come in reverse, and one of them twice.</summary>
    ReorderedPage,

    /// <summary>A page in the middle has no rows.</summary>
    EmptyPage,

    /// <summary>Every list says that it has fewer rows than it has.</summary>
    ShrinkingTotal,

    /// <summary>Fields that nobody has heard of.</summary>
    NewFields,

    /// <summary>Numbers as texts and texts as numbers.</summary>
    RetypedFields,

    /// <summary>Titles, times and amounts are missing.</summary>
    MissingFields,

    /// <summary>The ids are called otherwise.</summary>
    RenamedFields,
}
