using NerveCentre.Core.Cards;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>Cards in words: what stands in the registry is for programs.</summary>
internal static class AboutWords
{
    public static string Counts(CardDefinition card) => IsCoverage(card)
        ? T("Active listings whose shipping template ships to every priority market, as a share of all active listings.")
        : T("Orders placed in the window, by the country of their buyer; more orders, stronger shade.");

    public static string Formula(CardDefinition card) => IsCoverage(card)
        ? T("100 × covered ÷ active. The average is 100 × (listings that ship to a market, added up over the markets) ÷ (active × markets), and never lower.")
        : T("Every order counts once. Countries and “unknown” add up to all orders; a share is orders of the country ÷ all orders.");

    public static string Window(CardDefinition card) => IsCoverage(card)
        ? T("{0}: as of the last reading of templates and listings.", card.Window)
        : T("{0}: the 30 × 24 hours up to now, unless another window is chosen.", card.Window);

    public static string Unit(CardDefinition card) => IsCoverage(card) ? T("percent of listings") : T("orders per country");

    public static string Roles(CardDefinition card) => string.Join(", ", card.Roles.Select(r => r switch
    {
        "owner" => T("owner"),
        "marketing" => T("marketing"),
        _ => r,
    }));

    public static string Borders(BorderPolicy policy) => policy == BorderPolicy.NaturalEarth
        ? T("As Natural Earth draws them, by who holds the ground: Crimea with Russia, Western Sahara west of the sand wall with Morocco and only its east by itself, Kosovo and Taiwan each by itself. That is the setting Map:Borders and no statement on any claim. Orders are counted by country code, whatever the borders.")
        : T("As visionscarto's atlas draws them: Crimea with Ukraine, all of Western Sahara by itself, Kosovo and Taiwan each by itself. That is the setting Map:Borders and no statement on any claim. Orders are counted by country code, whatever the borders.");

    private static bool IsCoverage(CardDefinition card) => card == CardRegistry.Coverage;
}
