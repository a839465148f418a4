using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Opportunity;

namespace NerveCentre.Core.Coverage;

/// <summary>Makes the fix plan. Pure, and as dear as there are templates and restricted categories, however many listings.</summary>
public static class FixPlanner
{
    /// <param name="reaches">Where each template ships; a template that is not in it is unknown.</param>
    /// <param name="priority">In the owner's order; without any there is nothing to plan.</param>
    /// <param name="demand">What orders the second ranking goes by.</param>
    /// <param name="templates">Every template ever read.</param>
    public static FixPlan Compute(
        IReadOnlyCollection<ListingGroup> groups,
        IReadOnlyDictionary<long, TemplateReach> reaches,
        IReadOnlyDictionary<long, CountrySet> restrictions,
        IReadOnlyList<CountryCode> priority,
        DemandReading demand,
        IReadOnlyDictionary<long, NamedTemplate> templates)
    {
        var orders = demand.Countries.ToDictionary(c => c.Country, c => c.Orders);
        var markets = CountrySet.Of(priority);
        var shops = groups.GroupBy(g => g.TemplateId).Select(g => Shop.Of(g.Key, CoverageCalculator.ReachOf(g.Key, reaches), [.. g], restrictions, markets)).ToList();
        var now = shops.Aggregate(default(ClassCounts), (sum, s) => sum + s.Now);
        if (priority.Count is 0 || now.Active is 0)
        {
            return new FixPlan(now, [], []);
        }

        var targets = Targets(reaches, templates, markets);
        var steps = shops.Select(s => s.Now.Gap > 0 ? Add(s) : s.Now.Unknown > 0 ? Settle(s) : null).OfType<FixStep>().ToList();
        return new FixPlan(
            now,
            Rank(now, steps.OrderBy(s => s.Kind).ThenByDescending(s => s.Gained).ThenByDescending(s => s.DemandGain)),
            Rank(now, steps.OrderBy(s => s.Kind).ThenByDescending(s => s.DemandGain).ThenByDescending(s => s.Gained)));

        FixStep Add(Shop shop)
        {
            var (missing, id) = (markets - shop.Reach.Ships - shop.Reach.Unjudged, shop.Template!.Value);
            var gains = priority.Where(missing.Contains)
                .Select(m => (Market: m, Listings: shop.Parts.Where(p => !p.Restricted.Contains(m)).Sum(p => p.Listings)))
                .Where(m => m.Listings > 0)
                .Select(m => new MarketGain(m.Market, m.Listings, orders.GetValueOrDefault(m.Market), Opportunities.Of(orders.GetValueOrDefault(m.Market), m.Listings, now.Active)))
                .ToList();
            var added = CountrySet.Of(gains.Select(g => g.Country));
            var then = shop with { Reach = shop.Reach with { Named = shop.Reach.Named | added } };
            return new FixStep(
                FixKind.AddMarkets,
                id,
                templates.GetValueOrDefault(id)?.Name,
                shop.Now.Gap,
                gains,
                Difference(then.Count(markets), shop.Now),
                gains.Sum(g => g.Demand),
                shop.Parts.Where(p => p.Restricted.Overlaps(added)).Sum(p => p.Listings),
                Moves(targets, shop).FirstOrDefault());
        }

        FixStep Settle(Shop shop)
        {
            var (named, listings) = (shop.Template is { } id ? templates.GetValueOrDefault(id) : null, shop.Now.Unknown);
            var move = Moves(targets, shop).FirstOrDefault();
            // A template that exists may well ship everywhere: its listings need no other one before that is known.
            var kind = named is { IsGone: false } ? FixKind.Clarify : FixKind.GiveTemplate;
            var change = kind is FixKind.GiveTemplate && move is not null ? move.Change : default;
            return new FixStep(kind, shop.Template, named?.Name, listings, [], change, 0, 0, move);
        }
    }

    /// <summary>Every template that the listings of one could have instead, the best first: the first one is what the plan offers.</summary>
    /// <param name="template">The one that they have now; <c>null</c> for those that name none.</param>
    internal static IReadOnlyList<MoveTarget> Choices(CoverageBasis basis, long? template)
    {
        var markets = CountrySet.Of(basis.Priority);
        var groups = basis.Groups.Where(g => g.TemplateId == template).ToList();
        return [.. Moves(Targets(basis.Reaches, basis.Templates, markets), Shop.Of(template, CoverageCalculator.ReachOf(template, basis.Reaches), groups, basis.Restrictions, markets))];
    }

    private static List<RankedStep> Rank(ClassCounts now, IOrderedEnumerable<FixStep> ordered)
    {
        var (before, ranked) = (now, new List<RankedStep>());
        foreach (var step in ordered.ThenByDescending(s => s.Listings).ThenBy(s => s.TemplateId))
        {
            ranked.Add(new RankedStep(step, before, before + step.Change));
            before += step.Change;
        }

        return ranked;
    }

    /// <summary>Templates that ship to every priority market: those that name them all first.</summary>
    private static List<Target> Targets(IReadOnlyDictionary<long, TemplateReach> reaches, IReadOnlyDictionary<long, NamedTemplate> templates, CountrySet markets) =>
    [
        .. reaches.Where(r => r.Value.Ships.IsSupersetOf(markets) && templates.GetValueOrDefault(r.Key) is { IsGone: false })
            .Select(r => new Target(r.Key, templates[r.Key].Name, r.Value.Ships, r.Value.Named.Count, !r.Value.Named.IsSupersetOf(markets))),
    ];

    /// <summary>Of those, the one that takes the fewest destinations away first, then the one that changes least.</summary>
    private static IEnumerable<MoveTarget> Moves(List<Target> targets, Shop shop)
    {
        var (ships, known) = (shop.Reach.Ships, shop.Reach != TemplateReach.Unknown);
        var (from, listings) = shop.Now.Gap > 0 ? (CoverageClass.Gap, shop.Now.Gap) : (CoverageClass.Unknown, shop.Now.Unknown);
        return targets
            .OrderBy(t => t.IsAssumed).ThenBy(t => (ships - t.Ships).Count).ThenBy(t => known ? (t.Ships - ships).Count : -t.Named).ThenBy(t => t.Id)
            .Select(t => new MoveTarget(t.Id, t.Name, t.IsAssumed, listings, ClassCounts.Moved(from, CoverageClass.Covered, listings), known ? t.Ships - ships : default, ships - t.Ships, known));
    }

    private static ClassCounts Difference(ClassCounts then, ClassCounts now) =>
        new(then.Covered - now.Covered, then.RestrictedOnly - now.RestrictedOnly, then.Gap - now.Gap, then.Unknown - now.Unknown);

    private sealed record Target(long Id, string Name, CountrySet Ships, int Named, bool IsAssumed);

    /// <summary>The active listings on one template.</summary>
    private sealed record Shop(long? Template, TemplateReach Reach, IReadOnlyList<(CountrySet Restricted, int Listings)> Parts)
    {
        public ClassCounts Now { get; private init; }

        public static Shop Of(long? template, TemplateReach reach, List<ListingGroup> groups, IReadOnlyDictionary<long, CountrySet> restrictions, CountrySet markets)
        {
            var shop = new Shop(template, reach, [.. groups.Select(g => (g.CategoryId is { } category ? restrictions.GetValueOrDefault(category) : default, g.Listings))]);
            return shop with { Now = shop.Count(markets) };
        }

        public ClassCounts Count(CountrySet markets) =>
            Parts.Aggregate(default(ClassCounts), (sum, p) => sum + ClassCounts.Of(CoverageCalculator.Classify(Reach, p.Restricted, markets), p.Listings));
    }
}
