using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Board;

public sealed class MapViewTests : IDisposable
{
    private readonly CultureScope _english = new("en");

    private static (MapView View, IReadOnlyList<string> Problems) Parse(string query)
    {
        var address = System.Web.HttpUtility.ParseQueryString(query);
        return MapView.Parse(name => address[name]);
    }

    [Fact]
    public void Default_IsLeftOutOfTheAddress() => Assert.Equal("/", new StoreLinks(null).To("/", MapView.Default.Parameters));

    [Theory]
    [InlineData("measure=coverage&scale=quantile&classes=7&region=151&view=480,40,120&sort=name&find=bra&all=1&country=BR")]
    [InlineData("breaks=1,5,20,100")]
    [InlineData("measure=share&breaks=0,0.5,2.5")]
    public void Everything_SurvivesTheAddress(string query)
    {
        var (view, problems) = Parse(query);
        Assert.Empty(problems);
        Assert.Equal("/?" + query, Uri.UnescapeDataString(new StoreLinks(null).To("/", view.Parameters)));
    }

    [Fact]
    public void Opportunity_StandsWithTheMostFirst_UnlessItIsSortedOtherwise()
    {
        Assert.Equal(("-opportunity", "-orders", "name"), (Parse("measure=opportunity").View.Sort, Parse("measure=opportunity&sort=-orders").View.Sort, Parse("sort=name").View.Showing(Measure.Opportunity).Sort));
        Assert.Equal("/?measure=opportunity", new StoreLinks(null).To("/", MapView.Default.Showing(Measure.Opportunity).Parameters));
        Assert.Equal(MapView.Default, MapView.Default.Showing(Measure.Opportunity).Showing(Measure.Orders));
    }

    [Theory]
    [InlineData("measure=beauty")]
    [InlineData("measure=2")]
    [InlineData("scale=linear")]
    [InlineData("classes=10")]
    [InlineData("classes=-3")]
    [InlineData("breaks=5,1")]
    [InlineData("breaks=1,NaN")]
    [InlineData("breaks=1,2,3,4,5,6,7,8,9,10")]
    [InlineData("region=999")]
    [InlineData("view=1,2")]
    [InlineData("view=1,2,-3")]
    [InlineData("view=1,1e999,3")]
    [InlineData("view=NaN,0,10")]
    [InlineData("view=0,0,Infinity")]
    [InlineData("sort=name;DROP")]
    [InlineData("sort=--name")]
    [InlineData("country=Atlantis")]
    public void WhatCannotBeRead_FallsBackToItsDefault_AndIsTold(string query)
    {
        var (view, problems) = Parse(query);
        Assert.Single(problems);
        Assert.Equal(MapView.Default, view);
    }

    [Theory]
    [InlineData("UK", "GB")]
    [InlineData("Brazil", "BR")]
    [InlineData("840", "US")]
    [InlineData("巴西", "BR")]
    public void Country_IsFoundByWhateverPeopleCallIt(string name, string code) => Assert.Equal(CountryCode.Parse(code), Parse($"country={name}").View.Selected);

    [Fact]
    public void View_OutsideOfTheMap_IsMovedInside() => Assert.Equal(MapFrame.World with { X = 900, Y = 403.2, Width = 100 }, Parse("view=5000,5000,100").View.Frame);

    [Fact]
    public void Breaks_AreLetGo_WithAnotherScaleOrMeasure()
    {
        Assert.Equal(new MapView(Method: ScaleMethod.Equal), Parse("scale=equal&breaks=1,5").View);
        Assert.Equal(new MapView(Measure.Share), Parse("breaks=1,5").View.Showing(Measure.Share));
    }

    [Theory]
    [MemberData(nameof(WorldMapLayoutTests.Policies), MemberType = typeof(WorldMapLayoutTests))]
    public void Regions_AllFitTheMap_AndAreNoSmallerThanTheirCountries(string policy) => Assert.All(AreaWords.All, area =>
    {
        var frame = MapFrame.AroundMost(AreaWords.CountriesOf(area).Select(World(policy).Get));
        Assert.InRange(frame.Width, WorldMapLayout.Width / MapFrame.MostZoom, WorldMapLayout.Width);
        Assert.InRange(frame.X + frame.Width, 0, WorldMapLayout.Width + 0.01);
        Assert.InRange(frame.Y + frame.Height, 0, WorldMapLayout.Height + 0.01);
        Assert.NotEqual("", AreaWords.NameOf(area));
    });

    [Theory]
    [MemberData(nameof(WorldMapLayoutTests.Policies), MemberType = typeof(WorldMapLayoutTests))]
    public void FrameOfTheOrders_HoldsEveryCountry_TheLargestToo(string policy)
    {
        var frame = MapFrame.Around(CountrySet.Parse("RU FR DE PL").Select(World(policy).Get));
        Assert.True(frame.X + frame.Width >= World(policy).Get(CountryCode.Parse("RU")).Box!.Right, frame.ViewBox);
    }

    [Theory]
    [InlineData("002", "NG ZA EG")] // Africa, without the islands of the south
    [InlineData("009", "AU NZ FJ")]
    [InlineData("029", "CU BB TT")]
    [InlineData("151", "PL RO UA BG")]
    [InlineData("021", "US CA")]
    [InlineData("013", "MX PA")]
    public void Region_ShowsItsHeart_AndIsNoWorld(string region, string heart) => Assert.All(BorderPolicy.All, policy =>
    {
        var world = World(policy.Name);
        var frame = new MapView(Region: region).ShownOn(world);
        Assert.True(frame.Width < 700, frame.ViewBox);
        Assert.All(CountrySet.Parse(heart), code =>
        {
            Assert.InRange(world.Get(code).X, frame.X, frame.X + frame.Width);
            Assert.InRange(world.Get(code).Y, frame.Y, frame.Y + frame.Height);
        });
    });

    [Theory]
    [MemberData(nameof(WorldMapLayoutTests.Policies), MemberType = typeof(WorldMapLayoutTests))]
    public void Europe_IsNotPushedAsideByRussia(string policy)
    {
        var europe = new MapView(Region: "150").ShownOn(World(policy));
        Assert.True(europe.Width < 300, europe.ViewBox);
        var france = World(policy).Get(CountryCode.Parse("FR"));
        Assert.InRange(france.X, europe.X, europe.X + europe.Width);
        Assert.InRange(france.Y, europe.Y, europe.Y + europe.Height);
    }

    private static WorldMapLayout World(string policy) => WorldDrawing.Of(policy).Layout;

    public void Dispose() => _english.Dispose();
}
