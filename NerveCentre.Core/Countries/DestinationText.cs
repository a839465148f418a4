using NerveCentre.Core.Coverage;

namespace NerveCentre.Core.Countries;

/// <summary>Sets of countries as people write them: names or codes, <c>*</c> for all, <c>* -MX -CU</c> for all but some.</summary>
public static class DestinationText
{
    /// <summary>Longest text that is read, in characters: several times the names of all countries.</summary>
    public const int Longest = 20_000;

    /// <summary>Sets that lack no more than these are written by what they lack.</summary>
    private const int FewMissing = 100;

    private static readonly char[] Separators = [',', ';', '|', '\t', '\r', '\n'];

    /// <returns>The countries, and the entries that name none, as written.</returns>
    public static ParsedDestinations Parse(string text)
    {
        var (all, with, without, unknown) = (false, new List<CountryCode>(), new List<CountryCode>(), new List<string>());
        foreach (var entry in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var rest = entry;
            if (rest.StartsWith('*'))
            {
                (all, rest) = (true, rest[1..].Trim());
            }

            if (rest.StartsWith('-') || rest.StartsWith('−'))
            {
                foreach (var exception in rest.Replace('−', '-').Split([" -", "\u00A0-"], StringSplitOptions.RemoveEmptyEntries))
                {
                    Read(exception.TrimStart('-'), without);
                }
            }
            else if (rest is not "")
            {
                Read(rest, with);
            }
        }

        // "All but Mexico" is meant where nothing but exceptions stands, but it is not said.
        return !all && without.Count > 0
            ? new ParsedDestinations(CountrySet.Of(with), [.. unknown, .. without.Select(c => $"-{c}")])
            : new ParsedDestinations((all ? CountrySet.All : CountrySet.Of(with)) - CountrySet.Of(without), unknown);

        void Read(string entry, List<CountryCode> into)
        {
            var parsed = PriorityMarkets.ParseList(entry);
            into.AddRange(parsed.Markets);
            unknown.AddRange(parsed.Unknown);
        }
    }

    /// <summary>What <see cref="Parse"/> reads back to the same set; empty for none.</summary>
    public static string Write(CountrySet countries)
    {
        var missing = CountrySet.All - countries;
        return missing.IsEmpty ? "*"
            : missing.Count <= FewMissing ? $"* {string.Join(' ', missing.Select(c => $"-{c}"))}"
            : string.Join(", ", countries);
    }
}

/// <param name="Unknown">Entries that name no single country, as written.</param>
public sealed record ParsedDestinations(CountrySet Countries, IReadOnlyList<string> Unknown);
