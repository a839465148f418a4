namespace NerveCentre.Core.AliExpress.Wire;

/// <summary>The reply is not what the protocol promises. Never leaves the client: it becomes an error of kind Unreadable.</summary>
internal sealed class UnreadableReplyException(string message) : Exception(message)
{
    public static UnreadableReplyException Missing(string field) => new($"The reply has no readable '{field}'.");
}
