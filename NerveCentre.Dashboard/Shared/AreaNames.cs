using NerveCentre.Core.Countries;

namespace NerveCentre.Dashboard.Shared;

/// <summary>Areas of M49 in the viewer's language. .NET's ICU data names countries alone.</summary>
internal static class AreaNames
{
    public static string Of(M49Area area) => area.Code switch
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
        "053" => T("Australasia"),
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
        "QO" => T("Outlying Oceania"),
        _ => area.Name,
    };
}
