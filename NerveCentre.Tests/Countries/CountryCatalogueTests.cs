using System.Globalization;
using NerveCentre.Core.Countries;

namespace NerveCentre.Tests.Countries;

public sealed class CountryCatalogueTests
{
    [Fact]
    public void All_Has250CountriesInOrderOfTheirCodes()
    {
        Assert.Equal(250, CountryCatalogue.All.Count);
        Assert.Equal(CountrySet.All, CountryCatalogue.All.Select(country => country.Code));
    }

    [Fact]
    public void All_CodesAndNames_AreUnique()
    {
        Assert.Equal(250, CountryCatalogue.All.Select(country => country.Alpha3).Distinct().Count());
        Assert.Equal(250, CountryCatalogue.All.Select(country => country.Numeric).Distinct().Count());
        Assert.Equal(250, CountryCatalogue.All.Select(country => country.EnglishName).Distinct().Count());
    }

    [Fact]
    public void Get_EveryCode_IsTheCountryOfThatCode() =>
        Assert.All(CountrySet.All, code => Assert.Equal(code, CountryCatalogue.Get(code).Code));

    [Fact]
    public void Get_NoCountry_Throws() => Assert.Throws<ArgumentException>(() => CountryCatalogue.Get(default));

    [Fact]
    public void Get_Brazil_HasItsFacts() =>
        Assert.Equal(
            new Country(CountryCode.Parse("BR"), "BRA", "076", "Brazil", new M49Area("005", "South America"), new M49Area("019", "Americas")),
            CountryCatalogue.Get(CountryCode.Parse("BR")));

    [Fact]
    public void Get_Kosovo_HasCodesAlthoughIsoHasNone()
    {
        var kosovo = CountryCatalogue.Get(CountryCode.Parse("XK"));

        Assert.Equal(("XKX", "383", "Southern Europe"), (kosovo.Alpha3, kosovo.Numeric, kosovo.Subregion?.Name));
    }

    [Fact]
    public void Regions_OfEveryCountryButAntarctica_AreKnown() =>
        Assert.Equal("AQ", Assert.Single(CountryCatalogue.All, country => country.Region is null || country.Subregion is null).Code.Alpha2);

    [Theory]
    [InlineData("de", "DE", "Deutschland")]
    [InlineData("de-AT", "AQ", "Antarktis")]
    [InlineData("pt-BR", "DE", "Alemanha")]
    [InlineData("fr-CA", "BV", "Île Bouvet")]
    [InlineData("zh-CN", "BR", "巴西")]
    [InlineData("zh-CN", "US", "美国")]
    [InlineData("zh-TW", "US", "美國")]
    [InlineData("ja-JP", "HM", "ハード島・マクドナルド諸島")]
    [InlineData("es-MX", "XK", "Kosovo")]
    [InlineData("en-GB", "TR", "Türkiye")]
    [InlineData("", "BR", "Brazil")]
    public void NameOf_InALanguage_IsTheNameInThatLanguage(string culture, string code, string name) =>
        Assert.Equal(name, CountryCatalogue.NameOf(CountryCode.Parse(code), CultureInfo.GetCultureInfo(culture)));

    [Theory]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("es")]
    [InlineData("pt")]
    [InlineData("ru")]
    [InlineData("zh")]
    [InlineData("ar")]
    [InlineData("tr")]
    public void NameOf_All250InALanguage_AreNamesAndNotCodes(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);

        var names = CountryCatalogue.All.Select(country => CountryCatalogue.NameOf(country.Code, culture)).ToArray();

        Assert.Equal(250, names.Distinct().Count());
        Assert.All(names, name => Assert.True(name.Length > 2 || name[0] > '\u007F', name));
    }

    [Fact]
    public void NameOf_CultureLeftOut_FollowsTheViewer()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("it-IT");

            Assert.Equal("Germania", CountryCatalogue.NameOf(CountryCode.Parse("DE")));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void NameOf_EveryCultureOfTheMachine_HasANameAndStaysBounded() =>
        Assert.All(
            CultureInfo.GetCultures(CultureTypes.NeutralCultures),
            culture => Assert.NotEmpty(CountryCatalogue.NameOf(CountryCode.Parse("BR"), culture)));

    [Fact]
    public async Task NameOf_AskedFromManyThreads_AgreesWithItself()
    {
        var cultures = new[] { "nl", "pl", "sv", "ko", "th", "hu" }.Select(CultureInfo.GetCultureInfo).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            string.Join('|', cultures.SelectMany(culture => CountrySet.All.Select(code => CountryCatalogue.NameOf(code, culture)))))));

        Assert.Single(answers.Distinct());
    }
}
