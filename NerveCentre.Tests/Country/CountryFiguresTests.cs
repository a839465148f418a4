using NerveCentre.Dashboard.Country;
using NerveCentre.Tests.Board;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.CountryPages;

public sealed class CountryFiguresTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    private static CountryFigures Of(string code) => new(Sample.C(code), Sample.Snapshot(demand: Sample.Demand(0, ("BR", 50), ("US", 25), ("PL", 25))));

    [Fact]
    public void Rank_IsSharedByCountriesWithAsManyOrders() => Assert.Equal((1, 2, 2), (Of("BR").Rank, Of("US").Rank, Of("PL").Rank));

    [Fact]
    public void Orders_AreSetAgainstTheDaysBefore() => Assert.Equal(
        "50.0\u00A0% of 100\u00A0orders in this window, rank 1 of 3. −83.3 % against 300 in the window before.",
        $"{Of("BR").OrdersSentence} {Of("BR").ChangeSentence}");

    [Fact]
    public void CountryWithoutOrders_HasNoRank()
    {
        Assert.Null(Of("MT").Rank);
        Assert.Equal("No orders in this window, nor in the one before.", Of("MT").OrdersSentence);
    }

    [Fact]
    public void Parts_AddUpToTheActiveListings() => Assert.Equal(4310, Of("BR").Parts.Sum(p => p.Listings));

    [Fact]
    public void Priority_IsThatOfTheReading() => Assert.Equal((true, false), (Of("BR").IsPriority, Of("PL").IsPriority));

    public void Dispose() => _english.Dispose();
}
