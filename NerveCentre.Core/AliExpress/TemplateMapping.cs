using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Core.AliExpress;

/// <summary>From a template's settings to the countries it ships to.</summary>
public static class TemplateMapping
{
    /// <summary>
    /// A country that any service names is named; where any service serves all its countries or has an OTHER row, every other country is assumed.
    /// </summary>
    /// <returns>
    /// The reach, and the codes that name no single country, each once, as received. The reach is <see cref="TemplateReach.Unknown"/>
    /// when no destination can be read at all: the gateway may leave out the lists that hold them, and a template that ships nowhere has no use.
    /// </returns>
    public static (TemplateReach Reach, IReadOnlyList<string> UnknownCodes) ToReach(TemplateSettings settings)
    {
        var named = new List<CountryCode>();
        var unknown = new List<string>();
        var everywhere = settings.Services.Any(s => s.AllFreeShipping || s.AllStandardShipping);

        foreach (var code in settings.Services.SelectMany(Codes))
        {
            if (AliExpressCountryCodes.IsRestOfWorld(code))
            {
                everywhere = true;
            }
            else if (AliExpressCountryCodes.ToCountry(code) is { } country)
            {
                named.Add(country);
            }
            else if (!unknown.Contains(code, StringComparer.OrdinalIgnoreCase))
            {
                unknown.Add(code);
            }
        }

        var ships = CountrySet.Of(named);
        var reach = ships.IsEmpty && !everywhere
            ? TemplateReach.Unknown
            : new TemplateReach(ships, everywhere ? CountrySet.All - ships : CountrySet.Empty, CountrySet.Empty);
        return (reach, unknown);
    }

    private static IEnumerable<string> Codes(FreightSetting service) =>
        [.. service.FreeShippingCountries, .. service.StandardShippingCountries, .. service.SelfStandardCountries, .. service.SelfDefinedCountries];
}
