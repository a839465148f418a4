namespace NerveCentre.Core.Countries;

/// <summary>The embedded tables behind <see cref="CountryCatalogue"/>, read once. Their source is in docs/decisions/0002-country-data.md.</summary>
internal static class CountryTable
{
    /// <summary>By <see cref="CountryCode.Ordinal"/> minus one.</summary>
    public static Country[] Countries { get; }

    public static CountrySet EuropeanUnion { get; }

    public static CountrySet Eurozone { get; }

    static CountryTable()
    {
        var rows = Rows("countries.csv").Select(line => line.Split(',')).ToArray();
        Countries = [.. rows.Select(ReadCountry).OrderBy(country => country.Code)];
        EuropeanUnion = CountrySet.Of(rows.Where(row => row[8] is "1").Select(row => CountryCode.Parse(row[0])));
        Eurozone = CountrySet.Of(rows.Where(row => row[9] is "1").Select(row => CountryCode.Parse(row[0])));
        if (Countries.Length is not CountryCode.Total)
        {
            throw new InvalidDataException($"countries.csv names {Countries.Length} countries, not {CountryCode.Total}.");
        }
    }

    /// <summary>Spellings as found in files, and the country each one names.</summary>
    public static IEnumerable<(string Alias, CountryCode Code)> Aliases() =>
        from line in Rows("aliases.csv")
        let comma = line.LastIndexOf(',')
        select (line[..comma].Trim('"'), CountryCode.Parse(line[(comma + 1)..]));

    private static Country ReadCountry(string[] row) =>
        new(CountryCode.Parse(row[0]), row[1], row[2], row[3], ReadArea(row[4], row[5]), ReadArea(row[6], row[7]));

    private static M49Area? ReadArea(string code, string name) => code.Length is 0 ? null : new M49Area(code, name);

    private static IEnumerable<string> Rows(string file)
    {
        using var stream = typeof(CountryTable).Assembly.GetManifestResourceStream($"NerveCentre.Core.Countries.{file}")
            ?? throw new InvalidDataException($"{file} is not embedded in {typeof(CountryTable).Assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        _ = reader.ReadLine(); // column names
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
