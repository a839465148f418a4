using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Tests.Coverage;

/// <summary>The gauge's arithmetic against a reader that asks the four rules of every listing, country by country.</summary>
public sealed class CoverageCalculatorTests
{
    private static readonly CountryCode[] World = [.. ((string[])["BR", "US", "PL", "DE", "FR", "MX"]).Select(CountryCode.Parse)];

    private static readonly Gen<CountrySet> Sets = Gen.SubListOf(World).Select(c => CountrySet.Of(c));

    private static readonly Gen<TemplateReach> Reaches = Gen.Frequency(
        (1, Gen.Constant(TemplateReach.Unknown)),
        (5, from named in Sets
            from assumed in Sets
            from unjudged in Sets
            select new TemplateReach(named, assumed - named, unjudged - named - assumed)));

    private static readonly Gen<Case> Cases =
        from reaches in Reaches.ListOf(4)
        from restrictions in Sets.ListOf(3)
        from listings in (from template in Gen.Choose(0, 6) from category in Gen.Choose(0, 4) select (Template: template, Category: category)).ListOf()
        from priority in Gen.SubListOf(World)
        select new Case(
            [.. listings.Select(l => (l.Template is 0 ? (long?)null : l.Template, l.Category is 0 ? (long?)null : l.Category))],
            reaches.Select((reach, i) => (Id: i + 1L, Reach: reach)).ToDictionary(t => t.Id, t => t.Reach),
            restrictions.Select((set, i) => (Id: i + 1L, Set: set)).ToDictionary(c => c.Id, c => c.Set),
            [.. priority]);

    [Fact]
    public void AnyCatalogue_IsClassedAsListingByListing() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var classes = c.Listings.Select(l => ClassOf(c, l.Template, l.Category)).ToLookup(x => x);

        var reading = c.Compute();

        Assert.Equal(c.Listings.Count, reading.Active);
        Assert.Equal(reading.Active, reading.Covered + reading.RestrictedOnly + reading.Gap + reading.Unknown);
        Assert.Equal(
            (classes[CoverageClass.Covered].Count(), classes[CoverageClass.RestrictedOnly].Count(), classes[CoverageClass.Gap].Count(), classes[CoverageClass.Unknown].Count()),
            (reading.Covered, reading.RestrictedOnly, reading.Gap, reading.Unknown));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyCatalogue_HasAnAverage_ThatIsNeverBelowTheHeadline() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var reading = c.Compute();
        var pairs = c.Listings.SelectMany(_ => reading.PriorityMarkets, (l, m) => c.ReachOf(l.Template).Ships.Contains(m)).ToList();

        Assert.Equal((pairs.Count, pairs.Count(ships => ships)), (reading.Pairs, reading.PairsShipping));
        Assert.Equal(reading.Percent is null, reading.AveragePercent is null);
        Assert.True(reading.Percent is not { } percent || reading.AveragePercent >= percent - 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyCatalogue_ShipsToEachCountryAsListingByListing() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var reading = c.Compute();

        Assert.Equal(CountryCode.Total, reading.ByCountry.Count);
        foreach (var country in World)
        {
            var listings = c.Listings.Select(l => (Reach: c.ReachOf(l.Template), Restricted: c.IsRestricted(l.Category, country))).ToList();
            var expected = new CountryCoverage(
                country,
                c.Listings.Count,
                listings.Count(l => l.Reach.Named.Contains(country) || l.Reach.Assumed.Contains(country)),
                listings.Count(l => l.Reach.Assumed.Contains(country)),
                listings.Count(l => l.Reach.Unjudged.Contains(country)),
                listings.Count(l => l.Restricted && !l.Reach.Ships.Contains(country) && !l.Reach.Unjudged.Contains(country)));
            Assert.Equal(expected, reading.For(country));
            Assert.Equal(reading.Active, reading.For(country).Ships + reading.For(country).Unknown + reading.For(country).Missing);
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("BR US PL", "", "", "", CoverageClass.Covered)]
    [InlineData("BR US", "PL", "", "", CoverageClass.Covered)]
    [InlineData("BR US", "", "", "", CoverageClass.Gap)]
    [InlineData("BR US", "", "", "PL", CoverageClass.RestrictedOnly)]
    [InlineData("BR", "", "", "PL", CoverageClass.Gap)]
    [InlineData("BR", "", "PL", "", CoverageClass.Gap)]
    [InlineData("BR US", "", "PL", "", CoverageClass.Unknown)]
    [InlineData("BR US", "", "PL", "PL", CoverageClass.Unknown)]
    [InlineData("BR", "", "PL", "US", CoverageClass.Unknown)]
    [InlineData("", "", "BR US PL", "BR US PL", CoverageClass.Unknown)]
    [InlineData("BR US PL", "", "DE FR", "", CoverageClass.Covered)]
    public void Listing_OnBrUsPl_KnownGapBeatsUnknownBeatsRestricted(string named, string assumed, string unjudged, string restricted, CoverageClass expected)
    {
        var reach = new TemplateReach(CountrySet.Parse(named), CountrySet.Parse(assumed), CountrySet.Parse(unjudged));

        Assert.Equal(expected, CoverageCalculator.Classify(reach, CountrySet.Parse(restricted), CountrySet.Parse("BR US PL")));
    }

    [Fact]
    public void TemplateLosesBrazil_MovesItsListingsToGap()
    {
        var markets = CountrySet.Parse("BR US").ToList();
        ListingGroup[] groups = [new(1, null, 131), new(2, null, 69)];
        var both = new TemplateReach(CountrySet.Parse("BR US"), CountrySet.Empty, CountrySet.Empty);

        var before = Read(both);
        var after = Read(both with { Named = CountrySet.Parse("US") });

        Assert.Equal((200, 0), (before.Covered, before.Gap));
        Assert.Equal((69, 131), (after.Covered, after.Gap));
        Assert.Equal(131, after.For(CountryCode.Parse("BR")).Missing);
        Assert.Equal(34.5, after.Percent!.Value, 9);

        CoverageReading Read(TemplateReach first) =>
            CoverageCalculator.Compute("Shop", TestClock.Noon, groups, new Dictionary<long, TemplateReach> { [1] = first, [2] = both }, new Dictionary<long, CountrySet>(), markets);
    }

    [Fact]
    public void NoPriorityMarket_IsNotConfiguredAndNoPercentage()
    {
        var reading = CoverageCalculator.Compute("Shop", TestClock.Noon, [new ListingGroup(null, null, 3)], new Dictionary<long, TemplateReach>(), new Dictionary<long, CountrySet>(), []);

        Assert.Equal(CoverageState.NotConfigured, reading.State);
        Assert.Null(reading.Percent);
        Assert.Null(reading.Ceiling);
        Assert.Equal(3, reading.Active);
    }

    [Fact]
    public void NoActiveListing_IsNoListingsAndNoPercentage()
    {
        var reading = CoverageCalculator.Compute("Shop", TestClock.Noon, [], new Dictionary<long, TemplateReach>(), new Dictionary<long, CountrySet>(), World);

        Assert.Equal(CoverageState.NoListings, reading.State);
        Assert.Null(reading.Percent);
        Assert.All(reading.ByCountry, c => Assert.Null(c.Percent));
    }

    [Fact]
    public void Ceiling_IsAllButTheRestricted()
    {
        var reach = new TemplateReach(CountrySet.Parse("US"), CountrySet.Empty, CountrySet.Empty);
        var reading = CoverageCalculator.Compute(
            "Shop",
            TestClock.Noon,
            [new ListingGroup(1, 7, 3), new ListingGroup(1, 8, 97)],
            new Dictionary<long, TemplateReach> { [1] = reach },
            new Dictionary<long, CountrySet> { [7] = CountrySet.Parse("BR") },
            [.. CountrySet.Parse("BR US")]);

        Assert.Equal((3, 97), (reading.RestrictedOnly, reading.Gap));
        Assert.Equal(97.0, reading.Ceiling);
    }

    /// <summary>The rules of the four classes, in the order in which they are written down.</summary>
    private static CoverageClass ClassOf(Case c, long? template, long? category)
    {
        var reach = c.ReachOf(template);
        var missed = c.Priority.Where(country => !reach.Named.Contains(country) && !reach.Assumed.Contains(country)).ToList();
        if (missed.Count is 0)
        {
            return CoverageClass.Covered;
        }

        var (open, known) = (missed.Where(m => reach.Unjudged.Contains(m)).ToList(), missed.Where(m => !reach.Unjudged.Contains(m)).ToList());
        return known.Any(country => !c.IsRestricted(category, country)) ? CoverageClass.Gap
            : open.Count > 0 ? CoverageClass.Unknown
            : CoverageClass.RestrictedOnly;
    }

    private sealed record Case(
        List<(long? Template, long? Category)> Listings,
        Dictionary<long, TemplateReach> Reaches,
        Dictionary<long, CountrySet> Restrictions,
        List<CountryCode> Priority)
    {
        public TemplateReach ReachOf(long? template) => template is { } id && Reaches.TryGetValue(id, out var reach) ? reach : TemplateReach.Unknown;

        public bool IsRestricted(long? category, CountryCode country) => category is { } id && Restrictions.TryGetValue(id, out var set) && set.Contains(country);

        public CoverageReading Compute() => CoverageCalculator.Compute(
            "Shop",
            TestClock.Noon,
            [.. Listings.GroupBy(l => l).Select(g => new ListingGroup(g.Key.Template, g.Key.Category, g.Count()))],
            Reaches,
            Restrictions,
            Priority);
    }
}
