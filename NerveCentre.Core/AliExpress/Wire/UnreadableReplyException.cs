namespace NerveCentre.Core.AliExpress.Wire;

/// <summary>The reply is not what the protocol promises. Never leaves the client: it becomes an error of kind Unreadable.</summary>
internal sealed class UnreadableReplyException(string message, bool isGarbled = false) : Exception(message)
{
    /// <summary>It is no JSON at all, so that asking again may help.</summary>
    public bool IsGarbled => isGarbled;

    public static UnreadableReplyException Missing(string field) => new($"The reply has no readable '{field}'.");
}
