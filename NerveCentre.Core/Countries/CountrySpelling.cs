using System.Buffers;
using System.Globalization;
using System.Text;

namespace NerveCentre.Core.Countries;

/// <summary>Brings the many spellings of one country name to one: capitals, no accents, no apostrophes, words separated by single spaces.</summary>
internal static class CountrySpelling
{
    /// <summary>Texts longer than this name no country and are not looked at. The longest official name has 63 characters.</summary>
    public const int LongestText = 100;

    private const string Apostrophes = "'\u2018\u2019\u201B\u02BB\u02BC\u00B4\u0060\uFF07\u2032";

    // Deliberately few: a separator that is not listed stays in the text, which then matches nothing.
    // "GB|FR" and "<b>BR</b>" are no spelling of a country.
    private static readonly SearchValues<char> Separators = SearchValues.Create(",._-\u2010\u2011\u2012\u2013\u2014\u2015()[]/");

    /// <summary>The canonical spelling; empty when nothing is left, and for text that cannot be a name at all.</summary>
    /// <param name="accented">Whether letters lost something on the way. "Áo" is Vietnamese for Austria, and not the code of Angola.</param>
    public static string Canonical(string text, out bool accented)
    {
        accented = false;

        // Compatibility forms first: full-width letters and ligatures become plain ones. This sees lone surrogates too, and refuses them.
        string decomposed;
        try
        {
            // Apostrophes before that: the acute accent that stands in for one would become a space.
            decomposed = string.Concat(text.Where(letter => !Apostrophes.Contains(letter, StringComparison.Ordinal))).Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            return "";
        }

        var words = new StringBuilder(decomposed.Length + 8);
        foreach (var (index, letter) in decomposed.Index())
        {
            if (char.IsControl(letter) && !char.IsWhiteSpace(letter))
            {
                return "";
            }

            accented |= IsAccent(letter) || Folded(letter) is not null;
            Append(words, decomposed, index, letter);
        }

        var canonical = string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Word).Where(word => word.Length > 0));

        // Composed again, because Hangul and the voiced kana came apart above.
        return canonical.Normalize(NormalizationForm.FormC);
    }

    private static void Append(StringBuilder words, string text, int index, char letter)
    {
        switch (letter)
        {
            case var _ when IsAccent(letter):
            case var _ when char.GetUnicodeCategory(letter) is UnicodeCategory.Format: // byte order marks, directions, zero-width spaces
            case '.' when IsInsideAbbreviation(text, index):
                break;
            case '&':
                words.Append(" AND ");
                break;
            case var _ when char.IsWhiteSpace(letter) || Separators.Contains(letter):
                words.Append(' ');
                break;
            default:
                words.Append(Folded(letter) ?? char.ToUpperInvariant(letter).ToString());
                break;
        }
    }

    // They stand alone, now that the letters are taken apart.
    private static bool IsAccent(char letter) => letter is >= '\u0300' and <= '\u036F';

    /// <summary>Letters that Unicode does not take apart, though people who lack the key write them so.</summary>
    private static string? Folded(char letter) => letter switch
    {
        'ß' => "SS",
        'æ' or 'Æ' => "AE",
        'œ' or 'Œ' => "OE",
        'ø' or 'Ø' => "O",
        'ł' or 'Ł' => "L",
        'đ' or 'Đ' or 'ð' or 'Ð' => "D",
        'ı' => "I",
        'ə' or 'Ə' => "E",
        'þ' or 'Þ' => "TH",
        _ => null,
    };

    // "U.S.A." is one word, "St.Lucia" is two.
    private static bool IsInsideAbbreviation(string text, int dot) =>
        dot > 0 && char.IsLetter(text[dot - 1]) && (dot is 1 || !char.IsLetter(text[dot - 2]));

    private static string Word(string word) => word switch
    {
        "THE" => "",
        "SAINT" => "ST",
        _ => word,
    };
}
