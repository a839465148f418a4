using NerveCentre.Core.AliExpress;

namespace NerveCentre.Core.Sync;

/// <summary>What went wrong on AliExpress's side, for the owner: what, and what to do.</summary>
internal static class SyncErrors
{
    public static string InWords(AliExpressError error, DateTimeOffset? now = null) => error.Kind switch
    {
        AliExpressErrorKind.Unreachable => $"AliExpress could not be reached ({error.Message}). The last good figures stay; the next run tries again.",
        AliExpressErrorKind.Unreadable => $"AliExpress answered something that cannot be read ({error.Message}). The last good figures stay; the next run tries again.",
        AliExpressErrorKind.Signature => $"AliExpress refused the signature. Check the app secret of this store.{Quote(error)}",
        AliExpressErrorKind.Clock => $"AliExpress refused the time of the call: the clock of this server{(now is { } at ? $", which says {at:yyyy-MM-dd HH:mm}Z," : "")} differs from AliExpress's by more than two hours. Set it right.{Quote(error)}",
        AliExpressErrorKind.Token => $"AliExpress no longer accepts this store's access token. Authorise the store again under Settings → Stores.{Quote(error)}",
        AliExpressErrorKind.Permission => $"AliExpress does not let this app call {error.Method}. Ask for the permission in the app's console.{Quote(error)}",
        AliExpressErrorKind.Limit => $"AliExpress's limit of calls is used up. The next run tries again.{Quote(error)}",
        AliExpressErrorKind.Service => $"AliExpress's service failed for the moment. The next run tries again.{Quote(error)}",
        _ => $"AliExpress refused {error.Method}: {error.Message}{Quote(error)}",
    };

    private static string Quote(AliExpressError error) =>
        $" (AliExpress says: {string.Join(", ", new[] { error.Code, error.SubCode, error.Message }.Where(t => !string.IsNullOrWhiteSpace(t)).Distinct())}{(error.RequestId is null ? "" : $"; request {error.RequestId}")})";
}
