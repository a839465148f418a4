using System.Globalization;
using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>What is to be done in a step of the plan.</summary>
public enum FixKind
{
    /// <summary>Add markets to a template: one edit, which moves all of its listings.</summary>
    AddMarkets = 0,

    /// <summary>Give listings another template, since theirs does not exist, or they name none.</summary>
    GiveTemplate = 1,

    /// <summary>Find out where a template ships that exists and cannot be judged. Nothing is gained by knowing it.</summary>
    Clarify = 2,
}

/// <summary>In which order the steps are worth doing.</summary>
public enum FixRanking
{
    /// <summary>The most listings that become covered first.</summary>
    Listings,

    /// <summary>The most orders that meet a gap first.</summary>
    Demand,
}

/// <summary>Active listings by class; also a change of them, which adds up to 0.</summary>
public readonly record struct ClassCounts(int Covered, int RestrictedOnly, int Gap, int Unknown)
{
    public int Active => Covered + RestrictedOnly + Gap + Unknown;

    /// <summary>Covered ÷ active in percent, 0 to 100, not rounded; <c>null</c> without active listings.</summary>
    public double? Percent => Active is 0 ? null : 100.0 * Covered / Active;

    public static ClassCounts operator +(ClassCounts left, ClassCounts right) =>
        new(left.Covered + right.Covered, left.RestrictedOnly + right.RestrictedOnly, left.Gap + right.Gap, left.Unknown + right.Unknown);

    /// <summary>So many listings, all in one class.</summary>
    internal static ClassCounts Of(CoverageClass one, int listings) => one switch
    {
        CoverageClass.Covered => new(listings, 0, 0, 0),
        CoverageClass.RestrictedOnly => new(0, listings, 0, 0),
        CoverageClass.Gap => new(0, 0, listings, 0),
        _ => new(0, 0, 0, listings),
    };

    /// <summary>So many listings that leave one class for another.</summary>
    internal static ClassCounts Moved(CoverageClass from, CoverageClass to, int listings) => Of(from, -listings) + Of(to, listings);
}

/// <summary>
/// The shortest list of template edits that closes every gap. A listing has one template, so steps never share a listing:
/// what a set of steps does is the sum of what each does, and taking the largest first is the best that so many steps can do.
/// </summary>
/// <param name="Now">The gauge's classes before anything is done.</param>
/// <param name="ByListings">Edits of templates first, then listings that need another template, then what is to be clarified; within each the most gained first.</param>
/// <param name="ByDemand">The same with the most orders that meet a gap first.</param>
public sealed record FixPlan(ClassCounts Now, IReadOnlyList<RankedStep> ByListings, IReadOnlyList<RankedStep> ByDemand)
{
    public static FixPlan Empty { get; } = new(default, [], []);

    public IReadOnlyList<RankedStep> Ranked(FixRanking by) => by is FixRanking.Demand ? ByDemand : ByListings;

    /// <summary>The step of a template, by <see cref="FixStep.Key"/>; <c>null</c> when the plan has none.</summary>
    public FixStep? Find(string key) => ByListings.FirstOrDefault(s => s.Step.Key == key)?.Step;

    /// <summary>The gauge's classes once every step is done.</summary>
    public ClassCounts Then => ByListings.Count is 0 ? Now : ByListings[^1].After;

    /// <summary>The gauge's classes if these steps and no others were done, exactly.</summary>
    /// <param name="keys">See <see cref="FixStep.Key"/>; those that the plan does not have change nothing.</param>
    public ClassCounts WhatIf(IReadOnlyCollection<string> keys) =>
        ByListings.Where(s => keys.Contains(s.Step.Key)).Aggregate(Now, (sum, s) => sum + s.Step.Change);

    /// <summary>How many steps, the most gained first, until coverage is at least so high; <c>null</c> when all of them do not suffice.</summary>
    /// <param name="percent">0 to 100.</param>
    public int? StepsTo(double percent) => Now.Percent >= percent ? 0
        : ByListings.Index().Where(s => s.Item.After.Percent >= percent).Select(s => (int?)s.Index + 1).FirstOrDefault();
}

/// <summary>A step in its place.</summary>
/// <param name="Before">The classes when the steps above it are done.</param>
/// <param name="After">The classes when it is done as well.</param>
public sealed record RankedStep(FixStep Step, ClassCounts Before, ClassCounts After);

/// <summary>One thing to do in Seller Center.</summary>
/// <param name="TemplateId">The template to edit, or that the listings name now; <c>null</c> for listings that name none.</param>
/// <param name="TemplateName"><c>null</c> when it was never read.</param>
/// <param name="Listings">Active listings that it is about: those with a gap, or those that cannot be judged.</param>
/// <param name="Markets">The markets to add, in the owner's order; of the other kinds none.</param>
/// <param name="Change">How the classes move. What is only clarified moves nothing.</param>
/// <param name="DemandGain">Σ over the added markets of orders × listings that gain the market ÷ active (see <see cref="Opportunity.Opportunities.Of"/>), in orders per window. 0 of the other kinds: of what is unknown nothing is claimed.</param>
/// <param name="StillRestricted">Listings on the template whose category is restricted for an added market: the gauge follows the template and counts them, and still they cannot be sold there.</param>
/// <param name="Move">Another template that these listings could have instead; <c>null</c> when none ships to every priority market.</param>
public sealed record FixStep(
    FixKind Kind,
    long? TemplateId,
    string? TemplateName,
    int Listings,
    IReadOnlyList<MarketGain> Markets,
    ClassCounts Change,
    double DemandGain,
    int StillRestricted,
    MoveTarget? Move)
{
    /// <summary>How addresses name the step: the id of its template, or "none".</summary>
    public string Key => TemplateId?.ToString(CultureInfo.InvariantCulture) ?? "none";

    /// <summary>Listings that become covered.</summary>
    public int Gained => Change.Covered;
}

/// <summary>A market that a step adds to a template.</summary>
/// <param name="Listings">Active listings on the template that gain it: those whose category is not restricted there.</param>
/// <param name="Orders">Orders from there in the window.</param>
/// <param name="Demand">Orders × listings ÷ active: orders per window.</param>
public sealed record MarketGain(CountryCode Country, int Listings, int Orders, double Demand);

/// <summary>A template that ships to every priority market, for listings that have another one now.</summary>
/// <param name="IsAssumed">It reaches a priority market only through "all countries of this service" or an OTHER row.</param>
/// <param name="Listings">Active listings that would move.</param>
/// <param name="Change">How the classes would move.</param>
/// <param name="Gains">Destinations that the listings would gain, of all 250; empty when <paramref name="IsSourceKnown"/> is false.</param>
/// <param name="Loses">Destinations that they ship to now and would no longer.</param>
/// <param name="IsSourceKnown">Whether it is known where they ship now.</param>
public sealed record MoveTarget(long TemplateId, string Name, bool IsAssumed, int Listings, ClassCounts Change, CountrySet Gains, CountrySet Loses, bool IsSourceKnown);

/// <summary>What the plan says of a template besides where it ships.</summary>
/// <param name="IsGone">AliExpress no longer lists it.</param>
public sealed record NamedTemplate(string Name, bool IsGone);
