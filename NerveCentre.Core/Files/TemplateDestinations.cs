using System.Text.RegularExpressions;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Files;

/// <summary>Where a template ships, as one cell: "BR;US", "Brazil; United States", "* -RU -BY", "OTHER". Both ways.</summary>
internal static partial class TemplateDestinations
{
    private const string RestOfWorld = "OTHER";

    /// <summary>Everywhere is written as such when at most this many countries are left out.</summary>
    private const int MostExceptions = 100;

    /// <returns>
    /// AliExpress's codes, in alphabetical order; OTHER as it is, and texts that name no country as they stand, to be reported.
    /// Everywhere is every code there is: an owner who says so has named them all, and nothing is assumed.
    /// </returns>
    public static (IReadOnlyList<string> Codes, string? Problem) Read(string cell)
    {
        var (named, except, unknown) = (CountrySet.Empty, CountrySet.Empty, new List<string>());
        var (everywhere, other) = (false, false);
        foreach (var word in cell.Split((char[])[';', '\n', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(Words))
        {
            if (word is "*")
            {
                everywhere = true;
            }
            else if (word is ['-' or '−' or '–', ..])
            {
                Add(word, word[1..].Trim(), ref except);
            }
            else if (AliExpressCountryCodes.IsRestOfWorld(word))
            {
                other = true;
            }
            else
            {
                Add(word, word, ref named);
            }
        }

        if (!except.IsEmpty && !everywhere)
        {
            return ([], "destinations leave countries out, but of what? Write * before them: * -RU -BY");
        }

        var ships = everywhere ? (CountrySet.All - except) | named : named;
        return ([.. ships.Select(AliExpressCountryCodes.FromCountry), .. other ? [RestOfWorld] : Array.Empty<string>(), .. unknown], null);

        void Add(string word, string country, ref CountrySet to)
        {
            if (Find(country) is { } found)
            {
                to = to.Add(found);
            }
            else if (!unknown.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                unknown.Add(word);
            }
        }
    }

    /// <summary>The codes of one service, as a cell that <see cref="Read"/> reads to the same.</summary>
    /// <param name="everywhere">The service reaches all its countries, whichever those are: the rest of the world.</param>
    public static string Write(IReadOnlyList<string> codes, bool everywhere)
    {
        var countries = CountrySet.Of(codes.Select(AliExpressCountryCodes.ToCountry).OfType<CountryCode>());
        var others = codes.Where(c => AliExpressCountryCodes.ToCountry(c) is null && !AliExpressCountryCodes.IsRestOfWorld(c)).Distinct();
        var missing = CountrySet.All - countries;
        var words = missing.Count <= MostExceptions ? [string.Join(' ', missing.Select(c => $"-{c}").Prepend("*"))] : countries.Select(c => c.Alpha2);
        return string.Join(';', [.. words, .. everywhere || codes.Any(AliExpressCountryCodes.IsRestOfWorld) ? [RestOfWorld] : Array.Empty<string>(), .. others]);
    }

    /// <summary>One piece between semicolons: a name with its blanks and commas, several codes, or everywhere with what is left out.</summary>
    private static IEnumerable<string> Words(string piece)
    {
        if (piece is ['*' or '-' or '−' or '–', ..])
        {
            return Exceptions().Split(piece is ['*', _, ..] ? "* " + piece[1..] : piece).Select(w => w.Trim()).Where(w => w is not "");
        }

        if (Find(piece) is not null || AliExpressCountryCodes.IsRestOfWorld(piece))
        {
            return [piece];
        }

        foreach (var sign in (char[])[',', ' '])
        {
            var parts = piece.Split(sign, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length > 1 && parts.All(p => Find(p) is not null || AliExpressCountryCodes.IsRestOfWorld(p)))
            {
                return parts;
            }
        }

        return [piece];
    }

    private static CountryCode? Find(string text) => AliExpressCountryCodes.ToCountry(text) ?? CountryCatalogue.Find(text);

    [GeneratedRegex(@"\s+(?=[-−–])")]
    private static partial Regex Exceptions();
}
