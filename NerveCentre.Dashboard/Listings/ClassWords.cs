using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Listings;

/// <summary>The classes of the gauge, as addresses and headings name them.</summary>
internal static class ClassWords
{
    private static readonly (string Name, CoverageClass Class)[] Names =
    [
        ("covered", CoverageClass.Covered), ("gap", CoverageClass.Gap), ("unknown", CoverageClass.Unknown), ("restricted", CoverageClass.RestrictedOnly),
    ];

    public static string Listed => string.Join(", ", Names.Select(n => n.Name));

    public static CoverageClass? Find(string name) =>
        Names.Where(n => string.Equals(n.Name, name.Trim(), StringComparison.OrdinalIgnoreCase)).Select(n => (CoverageClass?)n.Class).FirstOrDefault();

    public static string Title(CoverageClass shown) => shown switch
    {
        CoverageClass.Covered => "Covered listings",
        CoverageClass.Gap => "Listings with a gap",
        CoverageClass.RestrictedOnly => "Listings that are restricted only",
        _ => "Listings that cannot be judged",
    };

    public static string Lead(CoverageClass shown, int listings, int active)
    {
        var meaning = shown switch
        {
            CoverageClass.Covered => "their template ships to every priority market",
            CoverageClass.Gap => "at least one priority market is missing that a template could add",
            CoverageClass.RestrictedOnly => "every priority market they miss is restricted for their category",
            _ => "their template was never read, no longer exists, or says nothing that can be judged",
        };
        return $"{Figures.Count(listings)} of {Figures.Of(active, "active listing")}: {meaning}.";
    }
}
