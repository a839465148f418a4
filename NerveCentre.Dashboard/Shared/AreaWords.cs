using NerveCentre.Core.Countries;

namespace NerveCentre.Dashboard.Shared;

/// <summary>Regions and subregions of the standard M49 in the viewer's language.</summary>
internal static class AreaWords
{
    /// <summary>Regions first, then subregions, each by name: what a list of areas offers.</summary>
    public static IReadOnlyList<M49Area> All { get; } =
    [
        .. CountryCatalogue.All.Select(c => c.Region).OfType<M49Area>().Distinct().OrderBy(a => a.Name, StringComparer.Ordinal),
        .. CountryCatalogue.All.Select(c => c.Subregion).OfType<M49Area>().Distinct().OrderBy(a => a.Name, StringComparer.Ordinal),
    ];

    public static M49Area? Find(string code) => All.FirstOrDefault(a => a.Code == code);

    public static IEnumerable<CountryCode> CountriesOf(M49Area area) => CountryCatalogue.All.Where(c => c.Region == area || c.Subregion == area).Select(c => c.Code);

    public static string NameOf(M49Area area) => area.Code switch
    {
        "002" => T("Africa"),
        "005" => T("South America"),
        "009" => T("Oceania"),
        "011" => T("Western Africa"),
        "013" => T("Central America"),
        "014" => T("Eastern Africa"),
        "015" => T("Northern Africa"),
        "017" => T("Middle Africa"),
        "018" => T("Southern Africa"),
        "019" => T("Americas"),
        "021" => T("Northern America"),
        "029" => T("Caribbean"),
        "030" => T("Eastern Asia"),
        "034" => T("Southern Asia"),
        "035" => T("South-eastern Asia"),
        "039" => T("Southern Europe"),
        "053" => T("Australia and New Zealand"),
        "054" => T("Melanesia"),
        "057" => T("Micronesia"),
        "061" => T("Polynesia"),
        "142" => T("Asia"),
        "143" => T("Central Asia"),
        "145" => T("Western Asia"),
        "150" => T("Europe"),
        "151" => T("Eastern Europe"),
        "154" => T("Northern Europe"),
        "155" => T("Western Europe"),
        _ => area.Name,
    };
}
