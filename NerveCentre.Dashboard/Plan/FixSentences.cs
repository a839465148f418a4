using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Plan;

/// <summary>Steps of the fix plan in words.</summary>
internal static class FixSentences
{
    /// <summary>"Add Brazil to Template B".</summary>
    public static string What(FixStep step) => step switch
    {
        { Kind: FixKind.AddMarkets } => T("Add {0} to {1}", EvidenceWords.Names([.. step.Markets.Select(m => m.Country)]), Template(step)),
        { Kind: FixKind.Clarify } => T("Find out where {0} ships", Template(step)),
        { Move: { } move } => T("Give {0:# listing|# listings} the template {1}", step.Listings, GroupSentences.Template(move.TemplateId, move.Name)),
        _ => T("Give {0:# listing|# listings} another template", step.Listings),
    };

    /// <summary>"82.0 % → 85.0 %"; empty when coverage does not move.</summary>
    public static string Coverage(RankedStep ranked) =>
        ranked.Step.Gained is 0 ? "" : Between(ranked.Before, ranked.After);

    /// <summary>"82.0 % → 85.0 %", kept on one line.</summary>
    public static string Between(ClassCounts before, ClassCounts after) => $"{Figures.Percent(before.Percent ?? 0)}\u00A0→\u00A0{Figures.Percent(after.Percent ?? 0)}";

    /// <summary>The whole step on one line: "Add Brazil to Template B: 82.0 % → 85.0 %, 131 listings".</summary>
    public static string Line(RankedStep ranked) => ranked.Step.Gained is 0
        ? $"{What(ranked.Step)}: {Effect(ranked.Step)}"
        : T("{0}: {1}, {2:# listing|# listings}", What(ranked.Step), Coverage(ranked), ranked.Step.Gained);

    /// <summary>Where its listings go.</summary>
    public static string Effect(FixStep step) => step switch
    {
        { Gained: > 0 } => T("{0:# listing becomes covered|# listings become covered}", step.Gained),
        { Change.RestrictedOnly: > 0 } => T("{0:# listing moves|# listings move} from gap to restricted only", step.Change.RestrictedOnly),
        { Change.Unknown: > 0 } => T("{0:# listing still misses a market that cannot be judged|# listings still miss a market that cannot be judged}", step.Change.Unknown),
        { Kind: FixKind.Clarify } => T("{0:# listing|# listings} cannot be judged", step.Listings),
        _ => T("no template ships to every priority market yet"),
    };

    /// <summary>What else there is to know of a step.</summary>
    public static IEnumerable<string> Notes(FixStep step)
    {
        if (step.Kind is FixKind.GiveTemplate)
        {
            yield return step.TemplateId is null ? T("They name no template.")
                : step.TemplateName is null ? T("Their template {0} was never read: it no longer exists, or is newer than the last reading.", step.Key)
                : T("Their template {0} no longer exists in AliExpress.", Template(step));
        }

        if (step.Kind is FixKind.Clarify)
        {
            yield return T("Tell which countries its services serve, or verify single listings.");
        }

        if (step.StillRestricted > 0)
        {
            yield return T("{0:# listing|# listings} on it will stay restricted there for their category, though the gauge then counts them as covered.", step.StillRestricted);
        }
    }

    /// <summary>"Brazil: 384 orders × 131 of 4,310 listings".</summary>
    public static string Demand(MarketGain market, int active) =>
        T("{0}: {1:# order|# orders} × {2} of {3:# listing|# listings}", CountryCatalogue.NameOf(market.Country), market.Orders, market.Listings, active);

    /// <summary>"Move 131 listings to Worldwide – Standard".</summary>
    public static string Move(MoveTarget move) => T("Move {0:# listing|# listings} to {1}", move.Listings, GroupSentences.Template(move.TemplateId, move.Name));

    /// <summary>A template in the list of those to choose from.</summary>
    public static string Choice(MoveTarget move) => (GroupSentences.Template(move.TemplateId, move.Name), move.IsSourceKnown, move.IsAssumed) switch
    {
        (var name, false, false) => name,
        (var name, false, true) => T("{0} (assumed)", name),
        (var name, true, false) => T("{0}: {1:# destination|# destinations} lost, {2} gained", name, move.Loses.Count, move.Gains.Count),
        var (name, _, _) => T("{0} (assumed): {1:# destination|# destinations} lost, {2} gained", name, move.Loses.Count, move.Gains.Count),
    };

    /// <summary>That a step's listings are to be moved, as it was agreed to.</summary>
    public static string Prepared(MoveProposal move, StoreTime time, DateTimeOffset now) =>
        T("Prepared {0}: move {1:# listing|# listings} to {2}.", time.Short(move.At, now), move.Listings, GroupSentences.Template(move.ToTemplateId, move.ToName));

    /// <summary>How far a prepared move is, as the last reading of the listings tells.</summary>
    public static IEnumerable<string> Progress(MoveProposal move)
    {
        if (move.Progress is not { } progress)
        {
            yield break;
        }

        var to = GroupSentences.Template(move.ToTemplateId, move.ToName);
        yield return progress.Moved == move.Listings
            ? T("All of its {0:# listing has|# listings have} the template {1} by now: the move can be withdrawn.", move.Listings, to)
            : T("{0} of {1:# listing|# listings} moved to {2} by now, {3} to go.", progress.Moved, move.Listings, to, progress.Waiting);
        if (progress.Elsewhere > 0)
        {
            yield return T("{0:# listing has|# listings have} a third template by now, or {0:is|are} no longer active.", progress.Elsewhere);
        }

        if (progress.Joined > 0)
        {
            yield return T("{0:# listing that needs|# listings that need} the move came since and {0:is|are} not in it: withdraw it and prepare it again to take {0:it|them} in.", progress.Joined);
        }
    }

    /// <summary>What the move takes and gives besides the markets that are wanted.</summary>
    public static string MoveCosts(MoveTarget move) => move switch
    {
        { IsSourceKnown: false } => T("Where they ship now is not known."),
        { Loses.IsEmpty: true } => T("They lose no destination and gain {0:# destination|# destinations}.", move.Gains.Count),
        _ => T("They lose {0:# destination|# destinations} ({1}) and gain {2:# destination|# destinations}.", move.Loses.Count, Some(move.Loses), move.Gains.Count),
    };

    /// <summary>The first countries of a set by name, the rest counted.</summary>
    public static string Some(CountrySet countries)
    {
        var names = countries.Select(c => CountryCatalogue.NameOf(c)).Take(4).ToList();
        return countries.Count > names.Count ? T("{0} and {1} more", string.Join(", ", names), countries.Count - names.Count) : string.Join(", ", names);
    }

    /// <summary>What all the steps together do, and what they leave; or why there is nothing to plan.</summary>
    public static string Lead(BoardSnapshot board) => board.Coverage.State switch
    {
        CoverageState.NotConfigured => T("Coverage is measured against your priority markets, and none is set: there is nothing to plan yet."),
        CoverageState.NoListings => T("No listing is active: there is nothing to plan."),
        _ => Lead(board.Plan),
    };

    private static string Lead(FixPlan plan)
    {
        var edits = plan.ByListings.Count(s => s.Step.Kind is FixKind.AddMarkets);
        var (now, then) = (Figures.Percent(plan.Now.Percent ?? 0), Figures.Percent(plan.Then.Percent ?? 0));
        return plan switch
        {
            { ByListings.Count: 0 } when plan.Now.RestrictedOnly is 0 => T("Every active listing ships to every priority market. There is nothing to do."),
            { ByListings.Count: 0 } => T("Nothing to fix: {0:# listing misses|# listings miss} only what is restricted for their category.", plan.Now.RestrictedOnly),
            _ when plan.Then.Covered == plan.Now.Covered && plan.Now.Gap is 0 => T("No template lacks a market. {0:# listing|# listings} cannot be judged; what stands in the way is below.", plan.Now.Unknown),
            _ when plan.Then.Covered == plan.Now.Covered => T("No step lifts coverage by itself; each closes gaps that it can."),
            _ when edits is 0 => T("{0:# step lifts|# steps lift} coverage from {1} to {2}.", plan.ByListings.Count(s => s.Step.Gained > 0), now, then),
            _ when edits == plan.ByListings.Count => T("{0:# template edit lifts|# template edits lift} coverage from {1} to {2}.", edits, now, then),
            _ => T("{0:# template edit|# template edits} and {1:# other step|# other steps} lift coverage from {2} to {3}.", edits, plan.ByListings.Count - edits, now, then),
        };
    }

    /// <summary>What the ticked steps would do; said aloud as they change.</summary>
    public static string WhatIf(FixPlan plan, IReadOnlyCollection<string> ticked)
    {
        var then = plan.WhatIf(ticked);
        return ticked.Count is 0
            ? T("Tick steps to see where they would take the gauge.")
            : T("With {0} of {1:# step|# steps}: {2}, {3:# more listing|# more listings} covered.", ticked.Count, plan.ByListings.Count, Between(plan.Now, then), then.Covered - plan.Now.Covered);
    }

    /// <summary>When steps that were done leave the plan.</summary>
    public static string Checked(BoardSnapshot board) => board.Streams.FirstOrDefault(s => s.Stream is "templates")?.Interval is { } interval
        ? T("A step that was done in Seller Center leaves this plan when its template has been read again, every {0} min.", Math.Max(1, (int)Math.Ceiling(interval.TotalMinutes)))
        : T("A step that was done in Seller Center leaves this plan when templates and listings have been imported again.");

    private static string Template(FixStep step) => GroupSentences.Template(step.TemplateId, step.TemplateName);
}
