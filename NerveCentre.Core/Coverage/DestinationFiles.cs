using System.Globalization;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Files;

namespace NerveCentre.Core.Coverage;

/// <summary>Tables of services and of restricted destinations, as they are exported and imported.</summary>
public static class DestinationFiles
{
    public static IReadOnlyList<string> ServiceColumns { get; } = ["service", "countries"];

    public static IReadOnlyList<string> RestrictionColumns { get; } = ["category_id", "category", "country"];

    /// <summary>Countries by service, ready to be told.</summary>
    /// <exception cref="ProblemException">A row names something that is no country, or the text is no such table. Nothing of it is read then.</exception>
    public static IReadOnlyDictionary<string, CountrySet?> ReadServices(string text)
    {
        var services = new Dictionary<string, CountrySet?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, cells) in SmallTable.Read(text, [.. ServiceColumns]))
        {
            var parsed = DestinationText.Parse(cells[1]);
            if (parsed.Unknown.Count > 0)
            {
                throw new ProblemException($"Line {line}: {Quoted(parsed.Unknown)} names no single country. Nothing was read; mend the line and try again.");
            }

            if (!services.TryAdd(cells[0], parsed.Countries))
            {
                throw new ProblemException($"Line {line}: '{OneLine.Of(cells[0], 60)}' stands on an earlier line too. Write each service once, with all its countries.");
            }
        }

        return services;
    }

    /// <summary>Pairs, ready to be added. A row may name several countries.</summary>
    /// <exception cref="ProblemException">A row names something that is no country, an id that is no number, or the text is no such table. Nothing of it is read then.</exception>
    public static IReadOnlyList<NewRestriction> ReadRestrictions(string text) =>
        [.. SmallTable.Read(text, [.. RestrictionColumns]).SelectMany(row => Pairs(row.Cells[0], row.Cells[1], row.Cells[2], $"Line {row.Line}: "))];

    /// <summary>The pairs that somebody wrote into a form or a row.</summary>
    /// <exception cref="ProblemException">It names something that is no country, or an id that is no number.</exception>
    public static IReadOnlyList<NewRestriction> Pairs(string category, string name, string countries, string where = "")
    {
        if (!long.TryParse(category.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            throw new ProblemException($"{where}'{OneLine.Of(category, 60)}' is no category's id. AliExpress's are whole numbers, such as 200004720.");
        }

        var parsed = DestinationText.Parse(countries);
        return parsed.Unknown.Count > 0 ? throw new ProblemException($"{where}{Quoted(parsed.Unknown)} names no single country. Nothing was read; mend it and try again.")
            : parsed.Countries.IsEmpty ? throw new ProblemException($"{where}No country is named.")
            : [.. parsed.Countries.Select(c => new NewRestriction(id, name.Trim() is "" ? id.ToString(CultureInfo.InvariantCulture) : name.Trim(), c))];
    }

    public static IEnumerable<string[]> Rows(IEnumerable<KeyValuePair<string, CountrySet>> services) => services.Select(s => new[] { s.Key, DestinationText.Write(s.Value) });

    public static IEnumerable<string[]> Rows(IEnumerable<NewRestriction> pairs) => pairs.Select(p => new[] { p.CategoryId.ToString(CultureInfo.InvariantCulture), p.Category, p.Country.Alpha2 });

    private static string Quoted(IReadOnlyList<string> entries) => string.Join(", ", entries.Take(5).Select(e => $"'{OneLine.Of(e, 40)}'"));
}
