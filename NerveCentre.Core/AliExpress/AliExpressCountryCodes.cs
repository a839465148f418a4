using System.Collections.Frozen;
using NerveCentre.Core.Countries;

namespace NerveCentre.Core.AliExpress;

/// <summary>AliExpress writes ISO alpha-2 codes but for eleven countries, and has codes of its own. Both directions.</summary>
/// <remarks>AN, YU and FX are on AliExpress's lists too. Each may mean several of today's countries, so none is mapped.</remarks>
public static class AliExpressCountryCodes
{
    private const string RestOfWorld = "OTHER";

    /// <summary>The eleven codes that AliExpress sends in place of the ISO code, and Kosovo's.</summary>
    private static readonly FrozenDictionary<string, CountryCode> InPlaceOfIso = Read(
        "UK GB", "SRB RS", "MNE ME", "ZR CD", "GGY GG", "JEY JE", "ALA AX", "BLM BL", "MAF MF", "SGS GS", "TLS TL", "KS XK");

    /// <summary>Older or finer codes that AliExpress still accepts. Never sent: the country has another one.</summary>
    private static readonly FrozenDictionary<string, CountryCode> OnlyRead = Read("TP TL", "EAZ TZ", "ASC SH", "GBA GG", "SCT GB");

    private static readonly FrozenDictionary<CountryCode, string> Sent = InPlaceOfIso.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every code of AliExpress's own that names one country.</summary>
    internal static IEnumerable<KeyValuePair<string, CountryCode>> OwnCodes => InPlaceOfIso.Concat(OnlyRead);

    /// <summary>The country that an AliExpress code names; <c>null</c> for the rest-of-world code and for codes that name no single country.</summary>
    /// <remarks>The ISO code is understood too where AliExpress has one of its own: both GB and UK are the United Kingdom.</remarks>
    public static CountryCode? ToCountry(string? code)
    {
        if (CountryCode.TryParse(code, out var country))
        {
            return country;
        }

        // The longest code has three letters; this keeps a hostile text from being copied.
        if (code is null || code.AsSpan().Trim() is not { Length: 2 or 3 } trimmed)
        {
            return null;
        }

        var canonical = trimmed.ToString().ToUpperInvariant();
        return CountryCode.TryParse(canonical, out country) || InPlaceOfIso.TryGetValue(canonical, out country) || OnlyRead.TryGetValue(canonical, out country)
            ? country
            : null;
    }

    /// <summary>The code that AliExpress uses for a country, such as UK for GB.</summary>
    /// <exception cref="InvalidOperationException"><paramref name="country"/> is <c>default</c>, which is no country.</exception>
    public static string FromCountry(CountryCode country) => Sent.TryGetValue(country, out var code) ? code : country.Alpha2;

    /// <summary>Whether a code is AliExpress's "every country not named elsewhere" (<c>OTHER</c>, any case).</summary>
    public static bool IsRestOfWorld(string? code) => code is not null && code.AsSpan().Trim().Equals(RestOfWorld, StringComparison.OrdinalIgnoreCase);

    private static FrozenDictionary<string, CountryCode> Read(params string[] pairs) =>
        pairs.Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => CountryCode.Parse(pair[1]), StringComparer.Ordinal);
}
