namespace NerveCentre.Core.Countries;

/// <summary>Sets of countries that an owner picks as a whole: trade blocs first, then the regions and subregions of M49.</summary>
public static class MarketPresets
{
    /// <summary>In the order in which a list offers them.</summary>
    public static IReadOnlyList<MarketPreset> All { get; } = [.. Blocs(), .. Areas(country => country.Region), .. Areas(country => country.Subregion)];

    /// <summary>Looks a preset up by key or English name, in any case; <c>null</c> when there is none.</summary>
    public static MarketPreset? Find(string? keyOrName)
    {
        var wanted = keyOrName?.Trim();
        return All.FirstOrDefault(preset => string.Equals(preset.Key, wanted, StringComparison.OrdinalIgnoreCase))
            ?? All.FirstOrDefault(preset => string.Equals(preset.EnglishName, wanted, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<MarketPreset> Blocs() =>
    [
        new("eu", "European Union", CountryTable.EuropeanUnion),
        new("eurozone", "Eurozone", CountryTable.Eurozone),
        new("north-america", "North America", CountrySet.Parse("CA MX US")),
        new("latin-america", "Latin America", InSubregions("005", "013", "029")), // M49 area 419, the Caribbean with it
        new("gulf", "Gulf (GCC)", CountrySet.Parse("AE BH KW OM QA SA")),
    ];

    private static IEnumerable<MarketPreset> Areas(Func<Country, M49Area?> areaOf) =>
        from country in CountryTable.Countries
        let area = areaOf(country)
        where area is not null
        group country.Code by area into members
        orderby members.Key.Code
        select new MarketPreset(members.Key.Code, members.Key.Name, CountrySet.Of(members));

    private static CountrySet InSubregions(params string[] codes) =>
        CountrySet.Of(CountryTable.Countries.Where(country => codes.Contains(country.Subregion?.Code)).Select(country => country.Code));
}

/// <param name="Key">Stable and safe in an address: a word, or the three digits of an M49 area.</param>
/// <param name="EnglishName">What a person picks.</param>
/// <param name="Countries">The members; never empty.</param>
public sealed record MarketPreset(string Key, string EnglishName, CountrySet Countries);
