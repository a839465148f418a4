using NerveCentre.Core.Countries;

namespace NerveCentre.Core.AliExpress;

/// <summary>AliExpress writes ISO alpha-2 codes but for eleven countries, and has codes of its own. Both directions.</summary>
public static class AliExpressCountryCodes
{
    /// <summary>The country that an AliExpress code names; <c>null</c> for the rest-of-world code and for codes that name no single country.</summary>
    public static CountryCode? ToCountry(string? code) => throw new NotImplementedException();

    /// <summary>The code that AliExpress uses for a country, such as UK for GB.</summary>
    public static string FromCountry(CountryCode country) => throw new NotImplementedException();

    /// <summary>Whether a code is AliExpress's "every country not named elsewhere" (<c>OTHER</c>, any case).</summary>
    public static bool IsRestOfWorld(string? code) => throw new NotImplementedException();
}
