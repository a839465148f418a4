using Bunit;
using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Settings;
using NerveCentre.Tests.Board;

namespace NerveCentre.Tests.Settings;

public sealed class AddMarketTests : BunitContext
{
    private readonly List<CountryCode> _added = [];

    private IRenderedComponent<AddMarket> Show() => Render<AddMarket>(form => form.Add(f => f.Add, _added.Add));

    [Theory]
    [InlineData("br")]
    [InlineData("Brazil")]
    public void NameOrCode_AddsTheCountry_AndEmptiesTheField(string text)
    {
        var form = Show();
        form.Find("input").Input(text);
        form.Find("form").Submit();
        Assert.Equal([Sample.C("BR")], _added);
        Assert.Equal("", form.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void UnknownName_IsToldAtTheField_AndAddsNothing()
    {
        var form = Show();
        form.Find("input").Input("Atlantis");
        form.Find("form").Submit();
        Assert.Empty(_added);
        Assert.Equal("true", form.Find("input").GetAttribute("aria-invalid"));
        Assert.Equal("“Atlantis” names no single country.", form.Find("[role=alert]").TextContent);
    }
}
