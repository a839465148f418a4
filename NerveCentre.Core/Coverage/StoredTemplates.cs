using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>A store's templates with their settings and their active listings: for evidence, and for what would be if the owner told something else.</summary>
internal sealed class StoredTemplates
{
    private readonly Dictionary<long, StoredTemplate> _templates;

    private StoredTemplates(Dictionary<long, StoredTemplate> templates) => _templates = templates;

    /// <summary>Those that AliExpress still lists.</summary>
    public IEnumerable<StoredTemplate> Live => _templates.Values.Where(t => t.GoneAt is null);

    /// <param name="only">These templates alone; all when left out.</param>
    public static StoredTemplates Read(NerveCentreDb db, int storeId, IReadOnlyCollection<long>? only = null)
    {
        var listings = db.ListingCounts.AsNoTracking().Where(c => c.StoreId == storeId && (only == null || only.Contains(c.TemplateId))).GroupBy(c => c.TemplateId)
            .Select(g => new { g.Key, Listings = g.Sum(c => c.Listings) }).ToDictionary(g => g.Key, g => g.Listings);
        var rows = db.Templates.AsNoTracking().Where(t => t.StoreId == storeId && (only == null || only.Contains(t.TemplateId))).ToList();
        return new StoredTemplates(rows.ToDictionary(
            t => t.TemplateId,
            t => new StoredTemplate(
                t.TemplateId,
                t.Name,
                listings.GetValueOrDefault(t.TemplateId),
                TemplateJudge.Settings(t.TemplateId, t.Name, t.Settings),
                t.Judged ? new TemplateReach(CountrySet.Parse(t.Named), CountrySet.Parse(t.Assumed), CountrySet.Parse(t.Unjudged)) : TemplateReach.Unknown,
                t.GoneAt)));
    }

    public StoredTemplate? Find(long? templateId) => templateId is { } id ? _templates.GetValueOrDefault(id) : null;

    /// <summary>Where every template would ship by what the owner might tell.</summary>
    public Dictionary<long, TemplateReach> Reaches(ServiceCountries told) =>
        Live.ToDictionary(t => t.TemplateId, t => t.Settings is { } settings ? TemplateMapping.ToReach(settings, told).Reach : t.Reach);

    /// <summary>What a template says about a country; without evidence when it says nothing, was never read, or is gone.</summary>
    public MarketEvidence Explain(long? templateId, CountryCode country, ServiceCountries told) => Find(templateId) switch
    {
        { GoneAt: null, Settings: { } settings } => TemplateMapping.Explain(settings, country, told),
        { GoneAt: null, Reach: var reach } => new MarketEvidence(country, reach.VerdictOn(country), []),
        _ => new MarketEvidence(country, DestinationVerdict.Unknown, []),
    };
}

/// <param name="Listings">Active listings that name it.</param>
/// <param name="Settings"><c>null</c> when what is stored cannot be read.</param>
internal sealed record StoredTemplate(long TemplateId, string Name, int Listings, TemplateSettings? Settings, TemplateReach Reach, DateTimeOffset? GoneAt);
