using NerveCentre.Core.Coverage;

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

    /// <summary>What addresses call it.</summary>
    public static string Name(CoverageClass one) => Names.First(n => n.Class == one).Name;

    public static string Label(CoverageClass shown) => shown switch
    {
        CoverageClass.Covered => T("Covered"),
        CoverageClass.Gap => T("Gap"),
        CoverageClass.RestrictedOnly => T("Restricted only"),
        _ => T("Unknown"),
    };

    public static string Title(CoverageClass shown) => shown switch
    {
        CoverageClass.Covered => T("Covered listings"),
        CoverageClass.Gap => T("Listings with a gap"),
        CoverageClass.RestrictedOnly => T("Listings that are restricted only"),
        _ => T("Listings that cannot be judged"),
    };

    public static string Lead(CoverageClass shown, int listings, int active) => shown switch
    {
        CoverageClass.Covered => T("{0} of {1:# active listing|# active listings}: their template ships to every priority market.", listings, active),
        CoverageClass.Gap => T("{0} of {1:# active listing|# active listings}: at least one priority market is missing that a template could add.", listings, active),
        CoverageClass.RestrictedOnly => T("{0} of {1:# active listing|# active listings}: every priority market they miss is restricted for their category.", listings, active),
        _ => T("{0} of {1:# active listing|# active listings}: their template was never read, no longer exists, or says nothing that can be judged.", listings, active),
    };
}
