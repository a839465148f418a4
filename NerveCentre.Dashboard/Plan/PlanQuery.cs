using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Plan;

/// <summary>What the address of the plan says. Defaults are left out of it.</summary>
/// <param name="Ticked">Steps that are tried out, by <see cref="FixStep.Key"/>, in the plan's order.</param>
public sealed record PlanQuery(FixRanking By, IReadOnlyList<string> Ticked)
{
    public const string Path = "/plan";

    /// <summary>Reads an address. What cannot be read falls back to its default and is told.</summary>
    /// <param name="steps">Keys, one for each parameter, or several separated by commas.</param>
    /// <param name="reach">A coverage in percent: as many steps are tried out as it takes.</param>
    public static (PlanQuery Query, IReadOnlyList<string> Notes) Parse(string? by, IReadOnlyList<string>? steps, string? reach, FixPlan plan)
    {
        var notes = new List<string>();
        var ranking = FixRanking.Listings;
        if (string.Equals(by, "demand", StringComparison.OrdinalIgnoreCase))
        {
            ranking = FixRanking.Demand;
        }
        else if (!string.IsNullOrWhiteSpace(by) && !string.Equals(by, "listings", StringComparison.OrdinalIgnoreCase))
        {
            notes.Add(T("“{0}” is no order of the steps: it is listings or demand. Showing them by listings.", OneLine.Of(by, 40)));
        }

        var asked = (steps ?? []).SelectMany(s => (s ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);
        var keys = plan.Ranked(ranking).Select(s => s.Step.Key).ToList();
        if (asked.Except(keys).Any())
        {
            notes.Add(T("A step of this address is no longer in the plan: it was done, or its template has no such listings any more."));
        }

        var ticked = keys.Where(asked.Contains).ToList();
        return string.IsNullOrWhiteSpace(reach) || asked.Count > 0 ? (new PlanQuery(ranking, ticked), notes) : (new PlanQuery(ranking, Reaching(reach, plan, notes)), notes);
    }

    private static List<string> Reaching(string reach, FixPlan plan, List<string> notes)
    {
        var all = plan.ByListings.Select(s => s.Step.Key).ToList();
        var text = reach.Trim().TrimEnd('%').Trim().Replace(',', '.');
        if (string.Equals(text, "ceiling", StringComparison.OrdinalIgnoreCase))
        {
            text = "100";
        }
        else if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var asked) || asked > 100)
        {
            notes.Add(T("“{0}” is no percentage between 0 and 100.", OneLine.Of(reach, 40)));
            return [];
        }
        else if (plan.StepsTo(asked) is null)
        {
            notes.Add(T("{0} is out of reach: all steps together take coverage to {1}.", Figures.Percent(asked), Figures.Percent(plan.Then.Percent ?? 0)));
        }

        return [.. all.Take(plan.StepsTo(double.Parse(text, CultureInfo.InvariantCulture)) ?? plan.ByListings.Count(s => s.Step.Gained > 0))];
    }

    public string Address(StoreLinks links) => links.To(Path, [("by", By is FixRanking.Demand ? "demand" : null), ("steps", string.Join(',', Ticked))]);
}
