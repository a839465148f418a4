using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class WorldMapLayoutTests
{
    private const int MostBytesOverTheWire = 36 * 1024;

    private static readonly string Svg = File.ReadAllText(SvgPath());
    private static readonly XElement Drawing = XDocument.Parse(Svg).Root!;
    private static readonly string[] Ids = [.. Drawing.Descendants().Attributes("id").Select(id => id.Value)];

    [Fact]
    public void Places_All250Countries_HaveAShapeOrAMarker()
    {
        Assert.Equal(CountrySet.All, WorldMapLayout.Places.Select(place => place.Code));
        Assert.All(WorldMapLayout.Places, place => Assert.True(place.HasShape || place.NeedsMarker, place.Code.Alpha2));
    }

    [Fact]
    public void Get_EveryCode_IsThePlaceOfThatCode() => Assert.All(CountrySet.All, code => Assert.Equal(code, WorldMapLayout.Get(code).Code));

    [Fact]
    public void Get_NoCountry_Throws() => Assert.Throws<ArgumentException>(() => WorldMapLayout.Get(default));

    [Fact]
    public void Drawing_Ids_AreTheSphereAndTheCountriesWithAShape()
    {
        var shapes = WorldMapLayout.Places.Where(place => place.HasShape).Select(place => place.Code.Alpha2);

        Assert.Equal(shapes.Append("sphere").Order(StringComparer.Ordinal), Ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Drawing_ViewBox_IsTheLayouts()
    {
        var viewBox = Drawing.Attribute("viewBox")?.Value;

        Assert.Equal(WorldMapLayout.ViewBox, viewBox);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"0 0 {WorldMapLayout.Width} {WorldMapLayout.Height}"), viewBox);
    }

    [Fact]
    public void Drawing_Paths_LeaveColourToTheStyleSheetAndHoldNoScript() =>
        Assert.All(Drawing.Elements(), path => Assert.Equal(["path:id,d"], [$"{path.Name.LocalName}:{string.Join(',', path.Attributes().Select(each => each.Name.LocalName))}"]));

    [Fact]
    public void Drawing_Compressed_StaysWithinItsBudget()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(Svg));
        }

        Assert.InRange(compressed.Length, 1, MostBytesOverTheWire);
    }

    [Fact]
    public void Markers_OfAllPlaces_LieWithinTheMap() => Assert.All(WorldMapLayout.Places, place =>
    {
        Assert.InRange(place.X, 0, WorldMapLayout.Width);
        Assert.InRange(place.Y, 0, WorldMapLayout.Height);
        Assert.InRange(place.MarkerX, WorldMapLayout.MarkerRadius, WorldMapLayout.Width - WorldMapLayout.MarkerRadius);
        Assert.InRange(place.MarkerY, WorldMapLayout.MarkerRadius, WorldMapLayout.Height - WorldMapLayout.MarkerRadius);
    });

    [Fact]
    public void Markers_OfAnyTwoPlaces_DoNotCoverEachOther()
    {
        var markers = WorldMapLayout.Places.Where(place => place.NeedsMarker).ToArray();
        var tooClose =
            from left in markers
            from right in markers
            where left.Code < right.Code
            where Distance(left.MarkerX - right.MarkerX, left.MarkerY - right.MarkerY) < (2 * WorldMapLayout.MarkerRadius) - 0.2 // written with one decimal
            select $"{left.Code}-{right.Code}";

        Assert.Empty(tooClose);
    }

    [Fact]
    public void Markers_MovedApart_StayNearTheirCountry() => Assert.All(WorldMapLayout.Places, place =>
        Assert.InRange(Distance(place.X - place.MarkerX, place.Y - place.MarkerY), 0, place.NeedsMarker ? 6 : 0));

    [Fact]
    public void Points_OfCountriesWithAShape_LieInTheirBox() => Assert.All(WorldMapLayout.Places.Where(place => place.HasShape), place =>
    {
        Assert.InRange(place.X, place.Box!.Left, place.Box.Right);
        Assert.InRange(place.Y, place.Box.Top, place.Box.Bottom);
    });

    [Fact]
    public void ArrowKeys_FromAnywhere_ReachEveryCountry() =>
        Assert.All(WorldMapLayout.Places, start => Assert.Equal(CountrySet.All, ReachableFrom(start.Code)));

    [Fact]
    public void ArrowKeys_OfEveryCountry_LeadTheWayTheyPoint() => Assert.All(WorldMapLayout.Places, place =>
    {
        var (up, down, left, right) = place.Neighbours;
        Assert.True(up is not { } north || WorldMapLayout.Get(north).MarkerY < place.MarkerY, $"{place.Code} up");
        Assert.True(down is not { } south || WorldMapLayout.Get(south).MarkerY > place.MarkerY, $"{place.Code} down");
        Assert.True(left is not { } west || WorldMapLayout.Get(west).MarkerX < place.MarkerX, $"{place.Code} left");
        Assert.True(right is not { } east || WorldMapLayout.Get(east).MarkerX > place.MarkerX, $"{place.Code} right");
    });

    [Theory]
    [InlineData("GF")] // part of France in the atlas
    [InlineData("SJ")] // part of Norway
    [InlineData("XK")] // without an ISO number
    [InlineData("EH")]
    [InlineData("SG")]
    [InlineData("HK")]
    [InlineData("TW")]
    public void Shape_OfATerritoryThatOthersDrawWithItsNeighbour_IsItsOwn(string code) => Assert.True(WorldMapLayout.Get(CountryCode.Parse(code)).HasShape);

    [Fact]
    public void Russia_CrossingTheAntimeridian_IsNotSmearedOverTheMap()
    {
        var russia = WorldMapLayout.Get(CountryCode.Parse("RU")).Box!;

        Assert.InRange(russia.Right - russia.Left, 200, 450);
    }

    private static double Distance(double dx, double dy) => Math.Sqrt((dx * dx) + (dy * dy));

    private static CountrySet ReachableFrom(CountryCode start)
    {
        var reached = CountrySet.Of(start);
        var open = new Stack<CountryCode>([start]);
        while (open.TryPop(out var code))
        {
            var (up, down, left, right) = WorldMapLayout.Get(code).Neighbours;
            foreach (var next in new[] { up, down, left, right }.OfType<CountryCode>().Where(next => !reached.Contains(next)))
            {
                reached = reached.Add(next);
                open.Push(next);
            }
        }

        return reached;
    }

    internal static string SvgPath([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "NerveCentre.Dashboard", "wwwroot", "world.svg");
}
