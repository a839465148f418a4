using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Plan;

/// <summary>What the address of the plan says. Defaults are left out of it.</summary>
/// <param name="Ticked">Steps that are tried out, by <see cref="FixStep.Key"/>, in the plan's order.</param>
/// <param name="Reach">The coverage in percent that the ticked steps were asked to reach; <c>null</c> when they were ticked one by one.</param>
public sealed record PlanQuery(FixRanking By, IReadOnlyList<string> Ticked, double? Reach = null)
{
    public const string Path = "/plan";

    /// <summary>Of a percentage: what is beyond them decides about no listing.</summary>
    private const int MostDecimals = 6;

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
        return string.IsNullOrWhiteSpace(reach) || asked.Count > 0 ? (new PlanQuery(ranking, ticked), notes) : (Reaching(reach, plan, notes) with { By = ranking }, notes);
    }

    private static PlanQuery Reaching(string reach, FixPlan plan, List<string> notes)
    {
        var text = reach.Trim().TrimEnd('%').Trim().Replace(',', '.');
        if (string.Equals(text, "ceiling", StringComparison.OrdinalIgnoreCase))
        {
            return new PlanQuery(default, Steps(100));
        }

        // "NaN" is a number to the parser, and compares with none.
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var asked) || asked is not (>= 0 and <= 100))
        {
            notes.Add(T("“{0}” is no percentage between 0 and 100.", OneLine.Of(reach, 40)));
            return new PlanQuery(default, []);
        }

        if (plan.StepsTo(asked) is null)
        {
            // With as many decimals as were asked for, rounded down: otherwise 97.05 would read as out of reach of 97.0, and 97.0 of 97.0.
            var decimals = text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? Math.Clamp(text.Length - 1 - point, 1, MostDecimals) : 1;
            notes.Add(T("{0} is out of reach: all steps together take coverage to {1}.", Exact(asked, decimals), Exact(plan.Then.Percent ?? 0, decimals)));
        }

        return new PlanQuery(default, Steps(asked), asked);

        IReadOnlyList<string> Steps(double percent) =>
            [.. plan.ByListings.Take(plan.StepsTo(percent) ?? plan.ByListings.Count(s => s.Step.Gained > 0)).Select(s => s.Step.Key)];
    }

    private static string Exact(double percent, int decimals)
    {
        var unit = Math.Pow(10, decimals);
        return $"{(Math.Floor(Math.Round(percent * unit, 6)) / unit).ToString($"N{decimals}", CultureInfo.CurrentCulture)}\u00A0%";
    }

    public IEnumerable<(string Name, string? Value)> Parameters => [("by", By is FixRanking.Demand ? "demand" : null), ("steps", string.Join(',', Ticked))];

    public string Address(StoreLinks links) => links.To(Path, Parameters);
}
