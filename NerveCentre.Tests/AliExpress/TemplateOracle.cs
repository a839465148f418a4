using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Tests.AliExpress;

/// <summary>Does a template ship to one country? Rule by rule, country by country, slow and without sets.</summary>
internal static class TemplateOracle
{
    public static DestinationVerdict Verdict(TemplateSettings settings, CountryCode country, ServiceCountries told)
    {
        var verdicts = new List<DestinationVerdict>();
        foreach (var service in settings.Services)
        {
            verdicts.Add(OfService(service, settings, country, told));
        }

        foreach (var verdict in (DestinationVerdict[])[DestinationVerdict.Ships, DestinationVerdict.Assumed, DestinationVerdict.Unknown])
        {
            if (verdicts.Contains(verdict))
            {
                return verdict;
            }
        }

        return settings.Services.Count is 0 ? DestinationVerdict.Unknown : DestinationVerdict.DoesNotShip;
    }

    private static DestinationVerdict OfService(FreightSetting service, TemplateSettings settings, CountryCode country, ServiceCountries told)
    {
        var codes = Codes(service);
        foreach (var code in codes)
        {
            if (AliExpressCountryCodes.ToCountry(code) is { } named && named == country)
            {
                return DestinationVerdict.Ships;
            }
        }

        var whole = service.AllFreeShipping || service.AllStandardShipping || codes.Exists(AliExpressCountryCodes.IsRestOfWorld);
        if (whole && told.Known.ContainsKey(service.LogisticsCompany))
        {
            if (told.Known[service.LogisticsCompany].Contains(country))
            {
                return DestinationVerdict.Ships;
            }
        }
        else if (whole && told.AssumeUnknown)
        {
            return DestinationVerdict.Assumed;
        }
        else if (whole)
        {
            return DestinationVerdict.Unknown;
        }

        if (service.UnclearAllFree is not null || service.UnclearAllStandard is not null)
        {
            return DestinationVerdict.Unknown;
        }

        if (SaysSomething(service))
        {
            return DestinationVerdict.DoesNotShip;
        }

        // Codes that nobody can read, or lists that were never told; of an older row, lists are taken for told if anything else was.
        var listsTold = service.HasLists ?? settings.Services.Any(SaysSomething);
        return codes.Count > 0 || !listsTold ? DestinationVerdict.Unknown : DestinationVerdict.DoesNotShip;
    }

    private static bool SaysSomething(FreightSetting service) =>
        service.AllFreeShipping || service.AllStandardShipping || Codes(service).Exists(c => AliExpressCountryCodes.IsRestOfWorld(c) || AliExpressCountryCodes.ToCountry(c) is not null);

    private static List<string> Codes(FreightSetting service) =>
        [.. service.FreeShippingCountries, .. service.StandardShippingCountries, .. service.SelfStandardCountries, .. service.SelfDefinedCountries];
}
