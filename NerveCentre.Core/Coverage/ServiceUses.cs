using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>What rests on which service. Pure.</summary>
internal static class ServiceUses
{
    public static IReadOnlyList<ServiceUse> Of(StoredTemplates templates, IReadOnlyList<CountryCode> markets, ServiceCountries told)
    {
        var uses = new Dictionary<string, ServiceUse>(StringComparer.OrdinalIgnoreCase);
        foreach (var (service, countries) in told.Known)
        {
            uses[service] = new ServiceUse(service, 0, 0, 0, countries);
        }

        foreach (var template in templates.Live.Where(t => t.Settings is not null).OrderBy(t => t.TemplateId))
        {
            var services = template.Settings!.Services.Where(s => s.LogisticsCompany is not "").GroupBy(s => s.LogisticsCompany, StringComparer.OrdinalIgnoreCase).ToList();
            var decisive = Decisive(template.Settings, markets, told);
            foreach (var service in services)
            {
                var use = uses.GetValueOrDefault(service.Key) ?? new ServiceUse(service.Key, 0, 0, 0, null);
                uses[service.Key] = use with
                {
                    Templates = use.Templates + 1,
                    WholeTemplates = use.WholeTemplates + (service.Any(TemplateMapping.RestsOnService) ? 1 : 0),
                    Listings = use.Listings + (decisive.Contains(service.Key) ? template.Listings : 0),
                };
            }
        }

        return [.. uses.Values.OrderByDescending(u => u.Listings).ThenByDescending(u => u.WholeTemplates).ThenByDescending(u => u.Templates).ThenBy(u => u.Service, StringComparer.Ordinal)];
    }

    /// <summary>Active listings of which a priority market rests on a service whose countries nobody has told.</summary>
    public static int Resting(StoredTemplates templates, IReadOnlyList<CountryCode> markets, ServiceCountries told) =>
        templates.Reaches(told with { AssumeUnknown = true }).Where(r => r.Value.Assumed.Overlaps(CountrySet.Of(markets))).Sum(r => templates.Find(r.Key)!.Listings);

    /// <summary>The services that some market rests on, be it on what was told of them or on an assumption, where no list names it.</summary>
    private static HashSet<string> Decisive(TemplateSettings settings, IReadOnlyList<CountryCode> markets, ServiceCountries told)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var evidence in markets.Select(m => TemplateMapping.Explain(settings, m, told with { AssumeUnknown = true }).Evidence))
        {
            if (!evidence.Any(e => e is { Verdict: DestinationVerdict.Ships, IsTold: false }))
            {
                found.UnionWith(evidence.Where(e => e.IsTold || e.Verdict is DestinationVerdict.Assumed).Select(e => e.Service));
            }
        }

        return found;
    }
}
