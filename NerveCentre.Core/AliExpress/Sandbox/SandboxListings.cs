using System.Globalization;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>Makes the 4,820 listings that the store has at its founding.</summary>
internal static class SandboxListings
{
    public const int Active = 4310;
    public const int Auditing = 340;
    public const int EditingRequired = 120;
    public const int Offline = 50;

    // Sixteen digits, as AliExpress's are.
    private const long FirstId = 1_005_006_000_000_000;
    private const int IdStride = 7_919;

    private const int BatchDays = 35;
    private const int OldestDays = 900;

    private static readonly string[] Traits =
    [
        "Portable", "Foldable", "Minimalist", "Vintage Style", "Heavy-Duty", "Lightweight", "Waterproof", "Soft", "Premium", "Compact", "Adjustable",
        "Colourful", "Nordic Style", "Handmade", "Slim", "Eco-Friendly", "Large", "Mini", "Upgraded", "Classic",
    ];

    private static readonly string[] Uses =
    [
        "for Home and Travel", "for Small Rooms", "for Office", "for Beginners", "for Daily Use", "Gift Set", "for Outdoor", "2 Pieces", "with Storage Bag",
        "for Summer", "for Winter", "with Accessories", "for Him and Her", "New Version", "Easy to Clean", "Original Quality",
    ];

    private static readonly string[] Colours = ["Black", "White", "Grey", "Navy", "Olive", "Beige", "Pink", "Sky Blue", "Transparent", "Multicolour", "Burgundy", "Mint"];

    /// <summary>In the order of their ids, which is the order of their publishing.</summary>
    public static SandboxListing[] Found(DateTimeOffset anchor, string mark)
    {
        var drafts = Slots().Select((slot, index) => Draft(slot, index, anchor, mark)).OrderBy(l => l.Created).ThenBy(l => l.Subject, StringComparer.Ordinal).ToArray();
        for (var i = 0; i < drafts.Length; i++)
        {
            drafts[i] = drafts[i] with { ProductId = FirstId + ((long)i * IdStride) };
        }

        return drafts;
    }

    private static IEnumerable<(string Status, long TemplateId)> Slots()
    {
        foreach (var template in SandboxTemplates.All)
        {
            for (var i = 0; i < template.ActiveListings; i++)
            {
                yield return (ListingStatuses.OnSelling, template.TemplateId);
            }
        }

        for (var i = 0; i < SandboxTemplates.OnGone; i++)
        {
            yield return (ListingStatuses.OnSelling, SandboxTemplates.Gone);
        }

        var others = SandboxTemplates.All.Where(t => !SandboxTemplates.IsOfBatch(t.TemplateId)).ToList();
        for (var i = 0; i < Auditing + EditingRequired + Offline; i++)
        {
            var status = i < Auditing ? ListingStatuses.Auditing : i < Auditing + EditingRequired ? ListingStatuses.EditingRequired : ListingStatuses.Offline;
            yield return (status, others[i % others.Count].TemplateId);
        }
    }

    private static SandboxListing Draft((string Status, long TemplateId) slot, int index, DateTimeOffset anchor, string mark)
    {
        var dice = SandboxDice.Of(SandboxTopic.Listing, index);
        var categories = slot.TemplateId is SandboxTemplates.Batteries ? SandboxCategories.Restricted : SandboxCategories.Ordinary;
        var category = categories[dice.NextIndex(categories.Count)];
        var subject = string.Create(
            CultureInfo.InvariantCulture,
            $"{Pick(ref dice, Traits)} {Pick(ref dice, category.Goods)} {Pick(ref dice, Uses)}, {Pick(ref dice, Colours)}, {mark}-{1000 + index}");

        var age = SandboxTemplates.IsOfBatch(slot.TemplateId) ? dice.NextBetween(0.2, BatchDays) : dice.NextBetween(3, OldestDays);
        var created = anchor.AddSeconds(-Math.Round(age * 86_400));
        var touched = Math.Round(age * 86_400 * dice.NextDouble() * dice.NextDouble());
        var price = (decimal)Math.Round(2 + (80 * Math.Pow(dice.NextDouble(), 2)), 2);
        return new SandboxListing(0, subject, category.CategoryId, slot.TemplateId, slot.Status, created, anchor.AddSeconds(-touched), price);
    }

    private static string Pick(ref SandboxDice dice, string[] from) => from[dice.NextIndex(from.Length)];
}
