namespace NerveCentre.Core.Cards;

/// <summary>One question over one source and one window: the wrapper around a reading, not the chart.</summary>
/// <param name="Key">Stable name, as used on the command line and by the API.</param>
/// <param name="Class">Hero or Non-Hero.</param>
/// <param name="Window">RT, 24H, 7D, 30D or 90D.</param>
/// <param name="SentimentKey">Name under which bands of good and bad are kept.</param>
/// <param name="AlertTrigger"><c>null</c>: none by default.</param>
public sealed record CardDefinition(
    string Key,
    string Label,
    string Class,
    string Category,
    string Unit,
    string Window,
    IReadOnlyList<string> Roles,
    string SentimentKey,
    string? AlertTrigger);

/// <summary>All cards. A card is one folder and one line here.</summary>
public static class CardRegistry
{
    private static readonly string[] OwnerAndMarketing = ["owner", "marketing"];

    public static CardDefinition Coverage { get; } =
        new("aex_ship_to_country_coverage", "Ship-To Country Coverage", "Non-Hero", "Marketplace", "percent of listings", "RT", OwnerAndMarketing, "aex_ship_to_country_coverage", null);

    public static CardDefinition Orders { get; } =
        new("aex_orders_by_buyer_country", "Orders by Buyer Country", "Non-Hero", "Marketplace", "orders per country", "30D", OwnerAndMarketing, "aex_orders_by_country", null);

    public static IReadOnlyList<CardDefinition> All { get; } = [Coverage, Orders];

    /// <exception cref="CardProblemException">There is none; it lists those that there are.</exception>
    public static CardDefinition Require(string key) => Find(key) ?? throw CardProblemException.NoSuchCard(key);

    public static CardDefinition? Find(string key) => All.FirstOrDefault(c => string.Equals(c.Key, key, StringComparison.OrdinalIgnoreCase));
}
