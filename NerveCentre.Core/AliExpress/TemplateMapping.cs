using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Core.AliExpress;

/// <summary>From a template's settings to the countries it ships to, and why.</summary>
public static class TemplateMapping
{
    /// <summary>Where the template ships, as sets over all countries.</summary>
    /// <param name="told">What the owner has told of the services; nothing when left out.</param>
    /// <returns>The reach, and the codes that name no single country, each once, as received.</returns>
    public static (TemplateReach Reach, IReadOnlyList<string> UnknownCodes) ToReach(TemplateSettings settings, ServiceCountries? told = null)
    {
        told ??= ServiceCountries.Nothing;
        var services = ServiceReading.Read(settings);
        var (ships, assumed, unjudged) = (CountrySet.Empty, CountrySet.Empty, services.Count is 0 ? CountrySet.All : CountrySet.Empty);
        foreach (var service in services)
        {
            ships |= service.Named;
            if (service.ServesAll || service.HasRestOfWorld)
            {
                if (told.Of(service.Name) is { } known)
                {
                    ships |= known;
                }
                else if (told.AssumeUnknown)
                {
                    assumed = CountrySet.All;
                }
                else
                {
                    unjudged = CountrySet.All;
                }
            }

            unjudged = service.IsUnclear ? CountrySet.All : unjudged;
        }

        var unknown = services.SelectMany(s => s.UnknownCodes).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return (new TemplateReach(ships, assumed - ships, unjudged - ships - assumed), unknown);
    }

    /// <summary>What every service of the template says about one country. Its verdict is the one that <see cref="ToReach"/> has for it.</summary>
    /// <param name="told">What the owner has told of the services; nothing when left out.</param>
    public static MarketEvidence Explain(TemplateSettings settings, CountryCode country, ServiceCountries? told = null)
    {
        var evidence = ServiceReading.Read(settings).SelectMany(s => s.Explain(country, told ?? ServiceCountries.Nothing)).ToList();
        var verdict = evidence.Count is 0 ? DestinationVerdict.Unknown : evidence.Min(e => e.Verdict);
        return new MarketEvidence(country, verdict, evidence);
    }

    /// <summary>Whether "all countries of this service" or an OTHER row is used of a service, so that it matters which countries it serves.</summary>
    public static bool RestsOnService(FreightSetting service) =>
        service.AllFreeShipping || service.AllStandardShipping || ServiceReading.ListsOf(service).Any(l => l.Codes.Any(AliExpressCountryCodes.IsRestOfWorld));
}
