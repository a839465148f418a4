using Bunit;
using NerveCentre.Dashboard.Country;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.CountryPages;

public sealed class CountryPageTests : PageContext
{
    private IRenderedComponent<CountryPage> Visit(string name) => Render<CountryPage>(page => page.Add(p => p.Name, name));

    [Theory]
    [InlineData("BR")]
    [InlineData("br")]
    [InlineData("Brazil")]
    public async Task CodeOrName_LeadsToTheCountry(string name)
    {
        await AddStoreAsync("Lamps");
        var page = Visit(name);
        Assert.Equal("Brazil BR", page.Find("h1").TextContent);
        Assert.Equal("80 of 100\u00A0active listings ship here.", page.FindAll(".lead")[1].TextContent);
        Assert.Equal("/listings?uncovered=BR", page.Find("a.button").GetAttribute("href"));
    }

    [Fact]
    public async Task UnknownName_IsToldInWords()
    {
        await AddStoreAsync("Lamps");
        Assert.Equal("“Atlantis” is not a country we know", Visit("Atlantis").Find("h1").TextContent);
    }

    [Fact]
    public async Task CoveredCountry_HasNothingToShow()
    {
        await AddStoreAsync("Lamps");
        Assert.Empty(Visit("US").FindAll("a.button"));
    }
}
