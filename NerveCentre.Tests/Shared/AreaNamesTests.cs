using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class AreaNamesTests
{
    [Fact]
    public void EveryArea_InEnglish_IsCalledAsTheCatalogueDoes_AndHasAGermanName()
    {
        var areas = CountryCatalogue.All.SelectMany(c => new[] { c.Subregion, c.Region }).OfType<M49Area>().Distinct().ToList();
        using (new CultureScope("en"))
        {
            Assert.All(areas, a => Assert.Equal(a.Name, AreaNames.Of(a)));
        }

        using var _ = new CultureScope("de");
        Assert.All(areas, a => Assert.NotEqual(a.Name, AreaNames.Of(a)));
    }
}
