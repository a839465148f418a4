using System.Globalization;

namespace NerveCentre.Core.Countries;

/// <summary>What is known of the 250 countries: names, M49 regions, other codes, and how shops and people spell them.</summary>
public static class CountryCatalogue
{
    /// <summary>All countries, in alphabetical order of their codes.</summary>
    public static IReadOnlyList<Country> All => throw new NotImplementedException();

    public static Country Get(CountryCode code) => throw new NotImplementedException();

    /// <summary>Reads what a file, a form or AliExpress says of a country. <c>null</c> when it is not exactly one known country.</summary>
    public static CountryCode? Find(string? text) => throw new NotImplementedException();

    /// <summary>The country's name in the language of <paramref name="culture"/> (the current UI culture when left out).</summary>
    public static string NameOf(CountryCode code, CultureInfo? culture = null) => throw new NotImplementedException();
}

/// <param name="Code">Alpha-2 code.</param>
/// <param name="Alpha3">ISO 3166-1 alpha-3; XKX for Kosovo.</param>
/// <param name="Numeric">ISO 3166-1 numeric, three digits; 383 for Kosovo.</param>
/// <param name="EnglishName">The name per Unicode CLDR.</param>
/// <param name="Subregion">UN M49 subregion, such as 151 Eastern Europe; <c>null</c> where M49 has none.</param>
/// <param name="Region">UN M49 region, such as 150 Europe; <c>null</c> where M49 has none.</param>
public sealed record Country(CountryCode Code, string Alpha3, string Numeric, string EnglishName, M49Area? Subregion, M49Area? Region);

/// <summary>An area of the United Nations' standard M49.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Name">English name.</param>
public sealed record M49Area(string Code, string Name);
