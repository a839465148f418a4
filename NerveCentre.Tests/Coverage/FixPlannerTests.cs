using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Opportunity;
using NerveCentre.Tests.Board;

namespace NerveCentre.Tests.Coverage;

/// <summary>The plan against the gauge's own calculator and against trying out every set of edits.</summary>
public sealed class FixPlannerTests
{
    private static readonly CountryCode[] World = [.. ((string[])["BR", "US", "PL", "DE"]).Select(CountryCode.Parse)];

    private static readonly DemandReading Demand = Sample.Demand(5, ("BR", 384), ("US", 262), ("PL", 61));

    private static readonly Gen<CountrySet> Sets = Gen.SubListOf(World).Select(c => CountrySet.Of(c));

    private static readonly Gen<TemplateReach> Known = from named in Sets from assumed in Sets select new TemplateReach(named, assumed - named, default);

    private static readonly Gen<TemplateReach> Any = Gen.Frequency(
        (1, Gen.Constant(TemplateReach.Unknown)),
        (6, from reach in Known from unjudged in Sets select reach with { Unjudged = unjudged - reach.Ships }));

    [Fact]
    public void AnySteps_AreWhatTheGaugeReadsAfterThem() => Prop.ForAll(Cases(Any, unknown: true).ToArbitrary(), c =>
    {
        var plan = c.Plan();

        Assert.Equal(Classes(c.Read(c.Reaches)), plan.Now);
        foreach (var ranked in plan.ByListings)
        {
            Assert.Equal(0, ranked.Step.Change.Active);
            Assert.Equal(Classes(c.After([ranked.Step])), plan.WhatIf([ranked.Step.Key]));
        }

        foreach (var ranking in new[] { plan.ByListings, plan.ByDemand })
        {
            for (var done = 1; done <= ranking.Count; done++)
            {
                var steps = ranking.Take(done).Select(s => s.Step).ToList();
                Assert.Equal(Classes(c.After(steps)), ranking[done - 1].After);
                Assert.Equal(ranking[done - 1].After, plan.WhatIf([.. steps.Select(s => s.Key)]));
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EverythingDone_LeavesNoGap_AndReachesTheCeiling_WhenNothingIsUnknown() => Prop.ForAll(Cases(Known, unknown: false).ToArbitrary(), c =>
    {
        var reading = c.After([.. c.Plan().ByListings.Select(s => s.Step)]);

        Assert.Equal((0, reading.Ceiling), (reading.Gap, reading.Percent));
        Assert.Equal(Classes(reading), c.Plan().Then);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void FirstSteps_CoverAsMuchAsAnyAsManyEditsCould() => Prop.ForAll(Cases(Any, unknown: true).ToArbitrary(), c =>
    {
        var edits = c.Plan().ByListings.Where(s => s.Step.Kind is FixKind.AddMarkets).ToList();
        var best = c.BestByEdits();

        for (var done = 0; done <= edits.Count; done++)
        {
            Assert.Equal(best[done], done is 0 ? c.Plan().Now.Covered : edits[done - 1].After.Covered);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void DemandGains_AddUpToTheOpportunityOfEachMarket() => Prop.ForAll(Cases(Any, unknown: true).ToArbitrary(), c =>
    {
        var (reading, gains) = (c.Read(c.Reaches), c.Plan().ByDemand.SelectMany(s => s.Step.Markets).ToLookup(m => m.Country));
        foreach (var market in c.Priority)
        {
            Assert.Equal(Opportunities.For(market, Demand.OrdersFrom(market), reading).Opportunity, gains[market].Sum(m => m.Demand), 6);
        }

        Assert.All(c.Plan().ByDemand.Zip(c.Plan().ByDemand.Skip(1)), pair => Assert.True(pair.First.Step.Kind < pair.Second.Step.Kind || pair.First.Step.DemandGain >= pair.Second.Step.DemandGain));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Moves_LeadToLiveTemplatesThatShipEverywhere_NamedOnesFirst() => Prop.ForAll(Cases(Any, unknown: true).ToArbitrary(), c =>
    {
        var markets = CountrySet.Of(c.Priority);
        foreach (var step in c.Plan().ByListings.Select(s => s.Step))
        {
            Assert.Equal(c.Reaches.Values.Any(r => r.Ships.IsSupersetOf(markets)), step.Move is not null);
            if (step.Move is { } move)
            {
                var (target, source) = (c.Reaches[move.TemplateId], CoverageCalculator.ReachOf(step.TemplateId, c.Reaches));
                Assert.True(target.Ships.IsSupersetOf(markets));
                Assert.Equal(!target.Named.IsSupersetOf(markets), move.IsAssumed);
                Assert.True(!move.IsAssumed || !c.Reaches.Values.Any(r => r.Named.IsSupersetOf(markets)));
                Assert.Equal(source.Ships - target.Ships, move.Loses);
                Assert.Equal((step.Listings, 0), (move.Change.Covered, move.Change.Active));
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void SeedExample_AddBrazilToTemplateB()
    {
        var plan = Plan([new(1, null, 3534), new(2, null, 131), new(3, null, 473), new(4, null, 172)], ("1", "BR US"), ("2", "US"), ("3", "US"), ("4", "BR"));

        var b = plan.Find("2")!;

        Assert.Equal((FixKind.AddMarkets, "T2", 131, 131), (b.Kind, b.TemplateName, b.Listings, b.Gained));
        Assert.Equal(["3", "4", "2"], plan.ByListings.Select(s => s.Step.Key));
        Assert.Equal(85.0, plan.WhatIf(["2"]).Percent!.Value, 1);
        Assert.Equal(384.0 * 131 / 4310, b.DemandGain, 6);
        Assert.Equal((2, 3, null), (plan.StepsTo(96), plan.StepsTo(100), Plan([new(9, null, 1)]).StepsTo(1)));
        Assert.Equal((1, false, 131), (b.Move!.TemplateId, b.Move.IsAssumed, b.Move.Listings));
    }

    [Fact]
    public void ListingsWithoutALiveTemplate_AreGivenOne_AndClaimNothingWithoutARightOne()
    {
        ListingGroup[] groups = [new(null, null, 5), new(7, null, 3)];

        var (with, without) = (Plan(groups, ("1", "BR US")), Plan(groups, ("1", "US")));

        Assert.All(with.ByListings, s => Assert.Equal((FixKind.GiveTemplate, s.Step.Listings), (s.Step.Kind, s.Step.Gained)));
        Assert.Equal(["none", "7"], with.ByListings.Select(s => s.Step.Key));
        Assert.All(without.ByListings, s => Assert.Equal((0, null), (s.Step.Gained, s.Step.Move)));
    }

    [Fact]
    public void TemplateThatExistsAndCannotBeJudged_IsToBeClarified_WithoutAClaim()
    {
        var plan = FixPlanner.Compute([new(7, null, 3)], new Dictionary<long, TemplateReach>(), new Dictionary<long, CountrySet>(), World, Demand, new Dictionary<long, NamedTemplate> { [7] = new("Old import", false) });

        Assert.Equal((FixKind.Clarify, "Old import", 3, 0), plan.ByListings.Select(s => (s.Step.Kind, s.Step.TemplateName, s.Step.Listings, s.Step.Gained)).Single());
    }

    [Fact]
    public void WithoutMarketsOrListings_ThereIsNoPlan()
    {
        Assert.Empty(FixPlanner.Compute([new(1, null, 3)], new Dictionary<long, TemplateReach>(), new Dictionary<long, CountrySet>(), [], Demand, new Dictionary<long, NamedTemplate>()).ByListings);
        Assert.Empty(Plan([]).ByListings);
    }

    private static FixPlan Plan(ListingGroup[] groups, params (string Id, string Named)[] templates) => FixPlanner.Compute(
        groups,
        templates.ToDictionary(t => long.Parse(t.Id, System.Globalization.CultureInfo.InvariantCulture), t => new TemplateReach(CountrySet.Parse(t.Named), default, default)),
        new Dictionary<long, CountrySet>(),
        [.. CountrySet.Parse("BR US")],
        Demand,
        templates.ToDictionary(t => long.Parse(t.Id, System.Globalization.CultureInfo.InvariantCulture), t => new NamedTemplate($"T{t.Id}", false)));

    private static Gen<Case> Cases(Gen<TemplateReach> reaches, bool unknown) =>
        from all in reaches.ListOf(4)
        from restrictions in Sets.ListOf(2)
        from groups in (from template in unknown ? Gen.Choose(0, 6) : Gen.Choose(1, 4) from category in Gen.Choose(0, 3) from listings in Gen.Choose(1, 9) select (template, category, listings)).ListOf(9)
        from priority in Gen.SubListOf(World)
        select new Case(
            [.. groups.Where(g => unknown || g.template <= all.Count).Select(g => new ListingGroup(g.template is 0 ? null : g.template, g.category is 0 ? null : g.category, g.listings))],
            all.Select((reach, i) => (Id: i + 1L, Reach: reach)).Where(t => t.Reach != TemplateReach.Unknown).ToDictionary(t => t.Id, t => t.Reach),
            restrictions.Select((set, i) => (Id: i + 1L, Set: set)).ToDictionary(r => r.Id, r => r.Set),
            [.. priority]);

    private static ClassCounts Classes(CoverageReading reading) => new(reading.Covered, reading.RestrictedOnly, reading.Gap, reading.Unknown);

    private sealed record Case(IReadOnlyList<ListingGroup> Groups, IReadOnlyDictionary<long, TemplateReach> Reaches, IReadOnlyDictionary<long, CountrySet> Restrictions, IReadOnlyList<CountryCode> Priority)
    {
        public FixPlan Plan() => FixPlanner.Compute(Groups, Reaches, Restrictions, Priority, Demand, Reaches.Keys.ToDictionary(id => id, id => new NamedTemplate($"T{id}", false)));

        public CoverageReading Read(IReadOnlyDictionary<long, TemplateReach> reaches, IReadOnlyCollection<ListingGroup>? groups = null) =>
            CoverageCalculator.Compute("Test", Sample.Noon, groups ?? Groups, reaches, Restrictions, Priority);

        /// <summary>As if the steps had been done in Seller Center.</summary>
        public CoverageReading After(IReadOnlyList<FixStep> steps)
        {
            var (reaches, groups) = (Reaches.ToDictionary(), Groups.ToList());
            foreach (var step in steps)
            {
                if (step.Kind is FixKind.AddMarkets)
                {
                    var reach = reaches[step.TemplateId!.Value];
                    reaches[step.TemplateId.Value] = reach with { Named = reach.Named | CountrySet.Of(step.Markets.Select(m => m.Country)) };
                }
                else if (step is { Kind: FixKind.GiveTemplate, Move: { } move })
                {
                    groups = [.. groups.Select(g => g.TemplateId == step.TemplateId ? g with { TemplateId = move.TemplateId } : g)];
                }
            }

            return Read(reaches, groups);
        }

        /// <summary>The most listings covered after 0, 1, 2, … edits, of all edits that add markets of which at least one listing has something.</summary>
        public int[] BestByEdits()
        {
            var markets = CountrySet.Of(Priority);
            var sums = new List<(int Edits, int Covered)> { (0, 0) };
            foreach (var group in Groups.GroupBy(g => g.TemplateId))
            {
                var reach = CoverageCalculator.ReachOf(group.Key, Reaches);
                var addable = (markets - reach.Ships - reach.Unjudged).Where(m => group.Any(g => g.CategoryId is not { } c || !Restrictions.GetValueOrDefault(c).Contains(m))).ToList();
                var options = Enumerable.Range(0, 1 << addable.Count).Select(bits => (
                    Edits: bits is 0 ? 0 : 1,
                    Covered: (reach.Ships | CountrySet.Of(addable.Where((_, i) => (bits & (1 << i)) is not 0))).IsSupersetOf(markets) ? group.Sum(g => g.Listings) : 0)).ToList();
                sums = [.. sums.SelectMany(s => options.Select(o => (s.Edits + o.Edits, s.Covered + o.Covered))).Distinct()];
            }

            return [.. Enumerable.Range(0, 12).Select(k => sums.Where(s => s.Edits <= k).Max(s => s.Covered))];
        }
    }
}
