using Bunit;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Country;
using NerveCentre.Tests.Access;
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

    [Fact]
    public async Task MarketThatWasAdded_CanBeTakenBack()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Visit("PL");
        await page.FindAll("button").Single(b => b.TextContent == "Add as priority market").ClickAsync();
        await PublishAsync(store);
        page.WaitForAssertion(() => Assert.Equal("Priority market", page.Find(".tag").TextContent));
        await page.FindAll("button").Single(b => b.TextContent == "Undo").ClickAsync();
        await PublishAsync(store);
        page.WaitForAssertion(() => Assert.Contains("Taken off the list again.", page.Find(".told").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".tag")));
    }

    [Fact]
    public async Task Marketing_ProposesWhatIsNoPriorityMarketYet()
    {
        var store = await AddStoreAsync("Lamps");
        Assert.DoesNotContain("Propose", Visit("PL").Markup, StringComparison.Ordinal);
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Mia", (store.Id, StoreRole.Marketing));
        Assert.Equal("/settings/markets?propose=PL", Visit("PL").FindAll("a").Single(a => a.TextContent == "Propose as priority market").GetAttribute("href"));
        Assert.DoesNotContain("Propose", Visit("BR").Markup, StringComparison.Ordinal);
    }
}
