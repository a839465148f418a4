using NerveCentre.Core.Coverage;

namespace NerveCentre.Dashboard.Shared;

/// <summary>The classes of the gauge in words.</summary>
internal static class GaugeWords
{
    /// <summary>As addresses name them.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["covered", "gap", "unknown", "restricted"];

    public static string Label(string name) => name switch
    {
        "covered" => T("Covered"),
        "gap" => T("Gap"),
        "unknown" => T("Unknown"),
        _ => T("Restricted only"),
    };

    public static string Meaning(string name) => name switch
    {
        "covered" => T("Covered: their template ships to every priority market."),
        "gap" => T("Gap: at least one priority market is missing that a template could add."),
        "unknown" => T("Unknown: their template was never read, is gone, or cannot be judged for a market."),
        _ => T("Restricted only: all that they miss is restricted for their category. Nothing to fix."),
    };

    /// <summary>The same below its label.</summary>
    public static string Explanation(string name) => name switch
    {
        "covered" => T("Their template ships to every priority market."),
        "gap" => T("At least one priority market is missing that a template could add."),
        "unknown" => T("Their template was never read, is gone, or cannot be judged for a market."),
        _ => T("All that they miss is restricted for their category. Nothing to fix."),
    };

    /// <summary>What a segment is called by those who cannot see it.</summary>
    public static string Link(GaugeSegment segment, CoverageReading reading) =>
        T("{0:# listing|# listings}, {1}. {2} Show them.", segment.Listings, Figures.Percent(segment.Listings, reading.Active), Meaning(segment.Class));
}
