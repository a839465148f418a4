using System.Collections.Concurrent;
using System.Globalization;

namespace NerveCentre.Core.Countries;

/// <summary>Country names in the viewer's language, out of .NET's ICU data.</summary>
internal static class CountryNames
{
    /// <summary>A list is kept for at most this many languages; further ones are looked up name by name.</summary>
    private const int MostLanguages = 64;

    private static readonly ConcurrentDictionary<string, string[]> ByLanguage = new(StringComparer.OrdinalIgnoreCase);

    public static string Get(CountryCode code, CultureInfo culture)
    {
        var language = LanguageOf(culture);
        if (language is "" or "en")
        {
            return English(code);
        }

        if (ByLanguage.TryGetValue(language, out var names))
        {
            return names[code.Ordinal - 1];
        }

        if (ByLanguage.Count >= MostLanguages)
        {
            return TryGet(language, code) ?? English(code);
        }

        names = [.. CountryTable.Countries.Select(country => TryGet(language, country.Code) ?? country.EnglishName)];
        return ByLanguage.GetOrAdd(language, names)[code.Ordinal - 1];
    }

    /// <summary>The name of a country in a language, or <c>null</c> when ICU has none or is not there at all.</summary>
    public static string? TryGet(string language, CountryCode code)
    {
        // RegionInfo("AQ").DisplayName follows neither the viewer nor CurrentUICulture. The region's native name in a locale
        // made up of the viewer's language and that region does, and is there for all 250 codes in every language of ICU.
        try
        {
            var name = new RegionInfo($"{language}-{code.Alpha2}").NativeName;
            return name.Length is 0 || name == code.Alpha2 ? null : name;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string English(CountryCode code) => CountryTable.Countries[code.Ordinal - 1].EnglishName;

    private static string LanguageOf(CultureInfo culture)
    {
        while (!culture.IsNeutralCulture && culture.Parent != CultureInfo.InvariantCulture && culture.Parent != culture)
        {
            culture = culture.Parent;
        }

        // Without a script, ICU takes the one that is usual in the region that is asked for: "zh-US" would answer in traditional script.
        return culture.Name switch
        {
            "zh" => "zh-Hans",
            "sr" => "sr-Cyrl",
            var name => name,
        };
    }
}
