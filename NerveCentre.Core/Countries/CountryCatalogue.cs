using System.Globalization;

namespace NerveCentre.Core.Countries;

/// <summary>What is known of the 250 countries: names, M49 regions, other codes, and how shops and people spell them.</summary>
public static class CountryCatalogue
{
    private const int RegionalIndicatorA = 0x1F1E6;

    /// <summary>All countries, in alphabetical order of their codes.</summary>
    public static IReadOnlyList<Country> All => CountryTable.Countries;

    /// <exception cref="ArgumentException"><paramref name="code"/> is <c>default</c>, which is no country.</exception>
    public static Country Get(CountryCode code) =>
        code.Ordinal is 0 ? throw new ArgumentException("default(CountryCode) is no country.", nameof(code)) : CountryTable.Countries[code.Ordinal - 1];

    /// <summary>Reads what a file, a form or AliExpress says of a country. <c>null</c> when it is not exactly one known country.</summary>
    /// <remarks>
    /// Understood are alpha-2, alpha-3 and numeric codes, AliExpress's own codes, flag emoji, and names in some twenty languages,
    /// in any case and with or without accents. Nothing is guessed: "Congo" may be either of two countries and is <c>null</c>.
    /// </remarks>
    public static CountryCode? Find(string? text)
    {
        // Nearly every lookup of a running store ends here.
        if (CountryCode.TryParse(text, out var code))
        {
            return code;
        }

        if (text is null or { Length: > CountrySpelling.LongestText })
        {
            return null;
        }

        var trimmed = text.AsSpan().Trim();

        // "-99" is how map data says "no code", and must not be read as a number.
        if (trimmed is [] || char.GetUnicodeCategory(trimmed[0]) is UnicodeCategory.DashPunctuation)
        {
            return null;
        }

        if (FlagLetters(trimmed) is { } letters)
        {
            return CountryCode.TryParse(letters, out code) ? code : null;
        }

        var canonical = CountrySpelling.Canonical(text, out var accented);
        if (canonical.Length is 1 or 2 && canonical.All(char.IsAsciiDigit))
        {
            canonical = canonical.PadLeft(3, '0');
        }

        return CountryIndex.Find(canonical, mayBeCode: !accented);
    }

    /// <summary>The country's name in the language of <paramref name="culture"/> (the current UI culture when left out).</summary>
    public static string NameOf(CountryCode code, CultureInfo? culture = null) =>
        CountryNames.Get(Get(code).Code, culture ?? CultureInfo.CurrentUICulture);

    /// <summary>The two letters that a flag emoji is made of.</summary>
    private static string? FlagLetters(ReadOnlySpan<char> text)
    {
        if (text.Length is not 4 || !char.IsSurrogatePair(text[0], text[1]) || !char.IsSurrogatePair(text[2], text[3]))
        {
            return null;
        }

        var first = char.ConvertToUtf32(text[0], text[1]) - RegionalIndicatorA;
        var second = char.ConvertToUtf32(text[2], text[3]) - RegionalIndicatorA;
        return first is >= 0 and < 26 && second is >= 0 and < 26 ? string.Concat((char)('A' + first), (char)('A' + second)) : null;
    }
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
