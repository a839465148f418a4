using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Tests.AliExpress;

public sealed class TemplateMappingTests
{
    [Fact]
    public void Template_NamingCountriesInAnyList_ShipsToAllOfThem()
    {
        var (reach, unknown) = TemplateMapping.ToReach(Template(Service(free: ["BR"], standard: ["UK"]), Service(selfStandard: ["SRB"], selfDefined: ["us", "BR"])));

        Assert.Equal(new TemplateReach(CountrySet.Parse("BR GB RS US"), CountrySet.Empty, CountrySet.Empty), reach);
        Assert.Empty(unknown);
    }

    [Fact]
    public void Template_WithAServiceForAllCountries_ShipsAssumedToWhateverItDoesNotName()
    {
        var named = CountrySet.Parse("BR");

        Assert.Equal(new TemplateReach(named, CountrySet.All - named, CountrySet.Empty), TemplateMapping.ToReach(Template(Service(free: ["BR"]), Service(allStandard: true))).Reach);
        Assert.Equal(new TemplateReach(CountrySet.Empty, CountrySet.All, CountrySet.Empty), TemplateMapping.ToReach(Template(Service(allFree: true))).Reach);
    }

    [Theory]
    [InlineData("OTHER")]
    [InlineData("Other")]
    public void Template_WithARestOfWorldRow_ShipsAssumedToWhateverItDoesNotName(string other)
    {
        var (reach, unknown) = TemplateMapping.ToReach(Template(Service(selfDefined: ["DE", other])));

        Assert.Equal(CountrySet.Parse("DE"), reach.Named);
        Assert.Equal(CountrySet.All, reach.Ships);
        Assert.Empty(unknown);
    }

    [Fact]
    public void Code_ThatNamesNoSingleCountry_IsReportedOnceAndNotShippedTo()
    {
        var (reach, unknown) = TemplateMapping.ToReach(Template(Service(free: ["BR", "AN", "ZZ"], standard: ["an"])));

        Assert.Equal(["AN", "ZZ"], unknown);
        Assert.Equal(CountrySet.Parse("BR"), reach.Ships);
    }

    [Fact]
    public void Template_WithoutAnyReadableDestination_IsUnknown()
    {
        Assert.Equal(TemplateReach.Unknown, TemplateMapping.ToReach(Template()).Reach);
        Assert.Equal(TemplateReach.Unknown, TemplateMapping.ToReach(Template(Service(), Service())).Reach);
        Assert.Equal(TemplateReach.Unknown, TemplateMapping.ToReach(Template(Service(free: ["ZZ"]))).Reach);
    }

    private static TemplateSettings Template(params FreightSetting[] services) => new(1, "T", false, services);

    private static FreightSetting Service(
        string[]? free = null, string[]? standard = null, string[]? selfStandard = null, string[]? selfDefined = null, bool allFree = false, bool allStandard = false) =>
        new("S", allFree, allStandard, free ?? [], standard ?? [], selfStandard ?? [], selfDefined ?? []);
}
