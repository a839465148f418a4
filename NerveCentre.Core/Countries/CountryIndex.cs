using System.Collections.Frozen;
using NerveCentre.Core.AliExpress;

namespace NerveCentre.Core.Countries;

/// <summary>Canonical spelling to country. A spelling that names two countries names none.</summary>
internal static class CountryIndex
{
    /// <summary>Whose names for the countries are understood beside English ones: the languages that AliExpress's sellers and buyers write.</summary>
    private static readonly string[] Languages =
        ["zh-Hans", "zh-Hant", "es", "pt", "fr", "de", "it", "nl", "pl", "ru", "uk", "tr", "ko", "ja", "cs", "sv", "id", "vi", "th", "ar", "he"];

    /// <summary>Read by people as either of two countries, or as a region; whatever a language's list says of them, they are not guessed.</summary>
    private static readonly FrozenSet<string> NotOneCountry = FrozenSet.Create(
        StringComparer.Ordinal,
        "CONGO", "KONGO", "KOREA", "COREA", "VIRGIN ISLANDS", "CHANNEL ISLANDS", "NETHERLANDS ANTILLES");

    private static readonly FrozenDictionary<string, CountryCode> Codes = BuildCodes();
    private static readonly FrozenDictionary<string, CountryCode> Names = BuildNames();

    // Five thousand names that most installations never need.
    private static readonly Lazy<FrozenDictionary<string, CountryCode>> ForeignNames = new(BuildForeignNames);

    public static CountryCode? Find(string canonical, bool mayBeCode)
    {
        if ((mayBeCode && Codes.TryGetValue(canonical, out var code)) || Names.TryGetValue(canonical, out code))
        {
            return code;
        }

        // Two or three plain letters that are no known code are an unknown code, and not a short foreign name.
        var unknownCode = mayBeCode && canonical is [<= '\u007F', _] or [<= '\u007F', _, _];
        return canonical.Length > 0 && !unknownCode && ForeignNames.Value.TryGetValue(canonical, out code) ? code : null;
    }

    private static FrozenDictionary<string, CountryCode> BuildCodes()
    {
        var codes = new Dictionary<string, CountryCode>(AliExpressCountryCodes.OwnCodes, StringComparer.Ordinal)
        {
            ["EL"] = CountryCode.Parse("GR"), // the European Union's code for Greece
        };
        foreach (var country in CountryTable.Countries)
        {
            // AliExpress and ISO 3166-1 alpha-3 share codes such as SRB, and agree on them.
            codes[country.Code.Alpha2] = codes[country.Alpha3] = codes[country.Numeric] = country.Code;
        }

        return codes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, CountryCode> BuildNames()
    {
        var names = new Draft();
        foreach (var country in CountryTable.Countries)
        {
            names.Add(country.EnglishName, country.Code);
            names.Add($"{country.EnglishName} ({country.Code.Alpha2})", country.Code);
        }

        foreach (var (alias, code) in CountryTable.Aliases())
        {
            names.Add(alias, code);
        }

        return names.Finish();
    }

    private static FrozenDictionary<string, CountryCode> BuildForeignNames()
    {
        var names = new Draft();
        foreach (var language in Languages)
        {
            foreach (var country in CountryTable.Countries)
            {
                if (CountryNames.TryGet(language, country.Code) is { } name)
                {
                    names.Add(name, country.Code);
                }
            }
        }

        return names.Finish();
    }

    private sealed class Draft
    {
        private readonly Dictionary<string, CountryCode> _names = new(StringComparer.Ordinal);

        public void Add(string name, CountryCode code)
        {
            var canonical = CountrySpelling.Canonical(name, out _);
            if (canonical.Length > 0 && !_names.TryAdd(canonical, code) && _names[canonical] != code)
            {
                _names[canonical] = default;
            }
        }

        public FrozenDictionary<string, CountryCode> Finish() =>
            _names.Where(pair => pair.Value != default && !NotOneCountry.Contains(pair.Key)).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
