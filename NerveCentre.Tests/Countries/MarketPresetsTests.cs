using NerveCentre.Core.Countries;

namespace NerveCentre.Tests.Countries;

public sealed class MarketPresetsTests
{
    [Theory]
    [InlineData("eu", "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")]
    [InlineData("EU", "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")]
    [InlineData(" Gulf (gcc) ", "AE BH KW OM QA SA")]
    [InlineData("north-america", "CA MX US")]
    [InlineData("Eastern europe", "BG BY CZ HU MD PL RO RU SK UA")]
    [InlineData("151", "BG BY CZ HU MD PL RO RU SK UA")]
    public void Find_KeyOrNameInAnyCase_HasTheMembers(string keyOrName, string members) =>
        Assert.Equal(members, MarketPresets.Find(keyOrName)?.Countries.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("atlantis")]
    public void Find_UnknownPreset_IsNull(string? keyOrName) => Assert.Null(MarketPresets.Find(keyOrName));

    [Fact]
    public void Eurozone_Has21MembersOfTheEuropeanUnion()
    {
        var eurozone = MarketPresets.Find("eurozone")!.Countries;

        Assert.Equal(21, eurozone.Count);
        Assert.True(MarketPresets.Find("eu")!.Countries.IsSupersetOf(eurozone));
    }

    [Fact]
    public void LatinAmerica_HasMexicoBrazilAndCubaButNotTheUnitedStates()
    {
        var latinAmerica = MarketPresets.Find("latin-america")!.Countries;

        Assert.True(latinAmerica.IsSupersetOf(CountrySet.Parse("AR BR CU MX PR")));
        Assert.False(latinAmerica.Overlaps(CountrySet.Parse("CA US ES")));
    }

    [Fact]
    public void Keys_AndNames_AreUniqueAndNoPresetIsEmpty()
    {
        Assert.Equal(MarketPresets.All.Count, MarketPresets.All.Select(preset => preset.Key).Distinct().Count());
        Assert.Equal(MarketPresets.All.Count, MarketPresets.All.Select(preset => preset.EnglishName).Distinct().Count());
        Assert.All(MarketPresets.All, preset => Assert.False(preset.Countries.IsEmpty));
    }

    [Fact]
    public void Subregions_Together_HaveEveryCountryButAntarcticaOnce()
    {
        var subregions = CountryCatalogue.All.Select(country => country.Subregion?.Code).OfType<string>().Distinct()
            .Select(code => MarketPresets.Find(code)!.Countries).ToArray();

        Assert.Equal(249, subregions.Sum(members => members.Count));
        Assert.Equal("AQ", (CountrySet.All - subregions.Aggregate((left, right) => left | right)).ToString());
    }
}
