using Bunit;
using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Settings;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Settings;

public sealed class ImportMarketsTests : BunitContext
{
    private readonly CultureScope _english = new("en");
    private readonly List<(CountrySet Found, bool Replace)> _applied = [];

    private IRenderedComponent<ImportMarkets> Show() =>
        Render<ImportMarkets>(form => form.Add(f => f.Apply, import => _applied.Add((CountrySet.Of(import.Found), import.Replace))));

    [Fact]
    public void PastedList_ShowsWhatItFoundAndWhatNot_BeforeAnythingIsApplied()
    {
        var form = Show();
        form.Find("textarea").Change("BR, Poland; Atlantis");
        form.FindAll("button").Single(b => b.TextContent is "Read the list").Click();
        Assert.Contains("Brazil, Poland", form.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("“Atlantis”", form.Find("[role=status] .error").TextContent, StringComparison.Ordinal);
        Assert.Empty(_applied);

        form.FindAll("button").Single(b => b.TextContent is "Replace the list with these").Click();
        Assert.Equal([(CountrySet.Parse("BR PL"), true)], _applied);
        Assert.DoesNotContain("Brazil", form.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void List_IsNeverLongerThanOneMessageCarries() =>
        Assert.InRange(int.Parse(Show().Find("textarea").GetAttribute("maxlength")!, System.Globalization.CultureInfo.InvariantCulture) * 3, 1, 32 * 1024);

    [Fact]
    public void Preset_IsShownBeforeItIsAdded()
    {
        var form = Show();
        form.Find("select").Change("eu");
        form.FindAll("button").Single(b => b.TextContent is "Show").Click();
        form.FindAll("button").Single(b => b.TextContent is "Add these").Click();
        var (found, replace) = Assert.Single(_applied);
        Assert.Equal((27, false), (found.Count, replace));
    }

    protected override void Dispose(bool disposing)
    {
        _english.Dispose();
        base.Dispose(disposing);
    }
}
