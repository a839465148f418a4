using NerveCentre.Dashboard.Board;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class DemandSentencesTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    [Fact]
    public void Concentration_NamesTheLargestTheFirstFiveAndTheirWeight()
    {
        var reading = Sample.Demand(0, ("BR", 50), ("US", 20), ("PL", 10), ("DE", 10), ("FR", 5), ("MT", 5));
        Assert.Equal(
            "orders from 6\u00A0countries; Brazil 50\u00A0%, five countries 95\u00A0% (as concentrated as 3.2 equal markets).",
            DemandSentences.Rest(reading));
    }

    [Fact]
    public void Concentration_OfOneCountry_SaysAll() => Assert.Equal("orders, all from Brazil.", DemandSentences.Rest(Sample.Demand(0, ("BR", 9))));

    [Fact]
    public void Concentration_WhileManyOrdersWaitForTheirCountry_IsNotClaimed() =>
        Assert.Equal("orders from 2\u00A0countries; Brazil 10\u00A0%; 80 of unknown country.", DemandSentences.Rest(Sample.Demand(80, ("BR", 10), ("US", 10))));

    [Fact]
    public void Concentration_WithoutAKnownCountry_NamesNone() => Assert.Equal("orders, none with a known country.", DemandSentences.Rest(Sample.Demand(3)));

    [Fact]
    public void Bounds_SayWhichEndIsIncluded()
    {
        var (from, to) = DemandSentences.Bounds(Sample.Demand(1).Query.Window, new NerveCentre.Dashboard.Shared.StoreTime("America/Los_Angeles"));
        Assert.Equal(("after 14 Feb 2026 04:00:00 −08:00", "up to 16 Mar 2026 05:00:00 −07:00"), (from, to));
    }

    public void Dispose() => _english.Dispose();
}
