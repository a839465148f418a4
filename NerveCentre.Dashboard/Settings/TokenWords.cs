using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Cards;

namespace NerveCentre.Dashboard.Settings;

internal static class TokenWords
{
    public static string State(TokenState state) => state switch
    {
        TokenState.Live => T("in use"),
        TokenState.Expired => T("expired"),
        _ => T("revoked"),
    };

    /// <summary>Labels of the cards; the bare key of one that there is no more.</summary>
    public static string Cards(IReadOnlyList<string> keys) => string.Join(", ", keys.Select(k => CardRegistry.Find(k) is { } card ? Card(card) : OneLine.Of(k, 60)));

    public static string Card(CardDefinition card) => card == CardRegistry.Coverage ? T("Ship-To Country Coverage")
        : card == CardRegistry.Orders ? T("Orders by Buyer Country")
        : card.Label;

    public static string Stores(IReadOnlyList<string> names) => string.Join(", ", names.Select(n => OneLine.Of(n)));

    /// <param name="store"><c>null</c> when the token reads one store alone.</param>
    public static string Example(string baseUri, string secret, CardDefinition card, string? store) =>
        $"curl -H \"Authorization: Bearer {secret}\" \"{baseUri}api/cards/{card.Key}{(store is null ? "" : $"?store={Uri.EscapeDataString(store)}")}\"";
}
