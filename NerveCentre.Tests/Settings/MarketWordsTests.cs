using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Settings;
using NerveCentre.Tests.Board;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Settings;

public sealed class MarketWordsTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    [Fact]
    public void Told_NamesWhatCameAndWhatWent() =>
        Assert.Equal("Added Chile. Removed Brazil, Spain.", MarketWords.Told(CountrySet.Parse("BR ES US"), CountrySet.Parse("CL US")));

    [Fact]
    public void Effect_IsTheGaugeInWords() =>
        Assert.Equal("82.0\u00A0%: 3,534 of 4,310\u00A0active listings ship to all 2\u00A0markets.", MarketWords.Effect(Sample.SeedCoverage));

    [Fact]
    public void Effect_OfAnEmptyList_IsNotAPercentage() =>
        Assert.Equal("Not configured: set at least one market.", MarketWords.Effect(Sample.Coverage(1, 0, 0, 0, markets: "")));

    public void Dispose() => _english.Dispose();
}
