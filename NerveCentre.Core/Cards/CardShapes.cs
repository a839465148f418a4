using System.ComponentModel;

namespace NerveCentre.Core.Cards;

/// <summary>The JSON of Ship-To Country Coverage. The order of the parts is the order in the JSON; the descriptions are for whoever writes programs.</summary>
[Description("Ship-To Country Coverage: what share of the active listings can be bought in every priority market. The four classes add up to active.")]
public sealed record CoverageCard(
    [property: Description("Key of the card.")] string Card,
    [property: Description("Name of the store.")] string Store,
    [property: Description("When it was computed, UTC.")] DateTime AsOf,
    [property: Description("The markets it is measured against, ISO 3166-1 alpha-2 and XK.")] IReadOnlyList<string> PriorityMarkets,
    [property: Description("Active listings (AliExpress status onSelling).")] int Active,
    [property: Description("Their template ships to every priority market.")] int Covered,
    [property: Description("All that they miss is restricted for their category.")] int RestrictedOnly,
    [property: Description("At least one priority market is missing that is not restricted.")] int Gap,
    [property: Description("Their template cannot be judged.")] int Unknown,
    [property: Description("100 × covered ÷ active, not rounded. Null when no market is set or no listing is active.")] double? Percent,
    [property: Description("All 250 countries, by code.")] IReadOnlyList<CoverageCard.OfCountry> ByCountry)
{
    [Description("How many of the active listings ship to one country.")]
    public sealed record OfCountry(
        [property: Description("ISO 3166-1 alpha-2, or XK.")] string Country,
        [property: Description("Listings that ship there, the assumed ones included.")] int Ships,
        [property: Description("Of these, the ones known only through all countries of a service.")] int Assumed,
        [property: Description("100 × ships ÷ active, not rounded. Null without active listings.")] double? Percent);
}

/// <summary>The JSON of Orders by Buyer Country, in the order of its parts.</summary>
[Description("Orders by Buyer Country: orders placed in the window. Countries and unknown add up to total.")]
public sealed record OrdersCard(
    [property: Description("Key of the card.")] string Card,
    [property: Description("Name of the store.")] string Store,
    [property: Description("When it was computed, UTC.")] DateTime AsOf,
    [property: Description("The resolved window.")] OrdersCard.Span Window,
    [property: Description("buyer or ship: which country an order counts under.")] string Attribution,
    [property: Description("Statuses that are left out.")] IReadOnlyList<string> Excluded,
    [property: Description("Orders placed in the window.")] int Total,
    [property: Description("Orders whose country is not known.")] int Unknown,
    [property: Description("The country texts of those orders, and how often each stands there. Text of others: encode it where you show it.")] IReadOnlyDictionary<string, int> UnknownRaw,
    [property: Description("Countries with orders: most orders first, then by code.")] IReadOnlyList<OrdersCard.OfCountry> Countries,
    [property: Description("Share of the five countries with most orders, 0 to 1. Null without orders.")] double? Top5Share,
    [property: Description("1 ÷ the sum of squared shares. Null when no order has a known country.")] double? EffectiveCountries)
{
    [Description("A resolved span of time. A rolling one leaves its first instant out and takes its last one in; a calendar one the other way round.")]
    public sealed record Span(
        [property: Description("rolling or calendar.")] string Kind,
        [property: Description("UTC.")] DateTime From,
        [property: Description("UTC.")] DateTime To,
        [property: Description("IANA zone in which days begin.")] string Zone);

    [Description("The orders of one country.")]
    public sealed record OfCountry(
        [property: Description("ISO 3166-1 alpha-2, or XK.")] string Country,
        [property: Description("Orders.")] int Orders,
        [property: Description("Orders ÷ total, 0 to 1.")] double Share);
}
