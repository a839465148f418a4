using System.Diagnostics.CodeAnalysis;

namespace NerveCentre.Core.Countries;

/// <summary>
/// One of the 250 countries and territories that NerveCentre knows: the 249 alpha-2 codes of ISO 3166-1, and XK (Kosovo).
/// One byte wide. <c>default</c> is no country; nullable <c>CountryCode?</c> says "unknown country".
/// </summary>
/// <remarks>
/// <see cref="TryParse"/> takes exact alpha-2 codes only. For what people and shops write (names, alpha-3, UK, EIRE)
/// see <see cref="CountryCatalogue"/>.
/// </remarks>
public readonly struct CountryCode : IEquatable<CountryCode>, IComparable<CountryCode>
{
    /// <summary>How many codes there are.</summary>
    public const int Total = 250;

    // Alphabetical, so that comparing ordinals compares codes.
    private const string Table =
        "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCR" +
        "CUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHU" +
        "IDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQ" +
        "MRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSI" +
        "SJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW";

    private static readonly string[] Codes = [.. Enumerable.Range(0, Total).Select(i => Table.Substring(i * 2, 2))];
    private static readonly byte[] OrdinalByLetters = BuildIndex();

    private readonly byte _ordinal;

    private CountryCode(byte ordinal) => _ordinal = ordinal;

    /// <summary>Position in the alphabetical list of codes, 1 to 250; 0 for <c>default</c>. Not stable across releases: never store it.</summary>
    internal byte Ordinal => _ordinal;

    /// <summary>The alpha-2 code in capitals, such as "BR".</summary>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, which is no country.</exception>
    public string Alpha2 => _ordinal is 0 ? throw new InvalidOperationException("default(CountryCode) is no country.") : Codes[_ordinal - 1];

    /// <summary>Reads an exact alpha-2 code in capitals, as stored in the database and used in addresses.</summary>
    public static bool TryParse([NotNullWhen(true)] string? alpha2, out CountryCode code)
    {
        code = default;
        if (alpha2 is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
        {
            return false;
        }

        code = new CountryCode(OrdinalByLetters[Slot(alpha2[0], alpha2[1])]);
        return code._ordinal is not 0;
    }

    /// <summary>Reads an exact alpha-2 code in capitals.</summary>
    /// <exception cref="FormatException">It is not one of the 250 codes.</exception>
    public static CountryCode Parse(string alpha2) =>
        TryParse(alpha2, out var code) ? code : throw new FormatException($"'{alpha2}' is not one of the {Total} country codes.");

    internal static CountryCode FromOrdinal(int ordinal) =>
        ordinal is >= 1 and <= Total ? new CountryCode((byte)ordinal) : throw new ArgumentOutOfRangeException(nameof(ordinal));

    public bool Equals(CountryCode other) => _ordinal == other._ordinal;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is CountryCode other && Equals(other);

    public override int GetHashCode() => _ordinal;

    public int CompareTo(CountryCode other) => _ordinal.CompareTo(other._ordinal);

    /// <summary>The alpha-2 code, or an empty text for <c>default</c>.</summary>
    public override string ToString() => _ordinal is 0 ? "" : Codes[_ordinal - 1];

    public static bool operator ==(CountryCode left, CountryCode right) => left.Equals(right);

    public static bool operator !=(CountryCode left, CountryCode right) => !left.Equals(right);

    public static bool operator <(CountryCode left, CountryCode right) => left._ordinal < right._ordinal;

    public static bool operator >(CountryCode left, CountryCode right) => left._ordinal > right._ordinal;

    public static bool operator <=(CountryCode left, CountryCode right) => left._ordinal <= right._ordinal;

    public static bool operator >=(CountryCode left, CountryCode right) => left._ordinal >= right._ordinal;

    private static int Slot(char first, char second) => ((first - 'A') * 26) + (second - 'A');

    private static byte[] BuildIndex()
    {
        var index = new byte[26 * 26];
        for (var i = 0; i < Total; i++)
        {
            index[Slot(Codes[i][0], Codes[i][1])] = (byte)(i + 1);
        }

        return index;
    }
}
