using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class WorldMapLayoutTests
{
    private const int MostBytesOverTheWire = 36 * 1024;

    /// <summary>The name of every policy: what holds for a map holds for each.</summary>
    public static TheoryData<string> Policies => [.. BorderPolicy.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Places_All250Countries_HaveAShapeOrAMarker(string policy)
    {
        Assert.Equal(CountrySet.All, LayoutOf(policy).Places.Select(place => place.Code));
        Assert.All(LayoutOf(policy).Places, place => Assert.True(place.HasShape || place.NeedsMarker, place.Code.Alpha2));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Get_EveryCode_IsThePlaceOfThatCode(string policy) => Assert.All(CountrySet.All, code => Assert.Equal(code, LayoutOf(policy).Get(code).Code));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Get_NoCountry_Throws(string policy) => Assert.Throws<ArgumentException>(() => LayoutOf(policy).Get(default));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Drawing_Ids_AreTheSphereAndTheCountriesWithAShape(string policy)
    {
        var shapes = LayoutOf(policy).Places.Where(place => place.HasShape).Select(place => place.Code.Alpha2);

        Assert.Equal(shapes.Append("sphere").Order(StringComparer.Ordinal), Drawing(policy).Root.Descendants().Attributes("id").Select(id => id.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Drawing_ViewBox_IsTheLayouts(string policy)
    {
        var viewBox = Drawing(policy).Root.Attribute("viewBox")?.Value;

        Assert.Equal(WorldMapLayout.ViewBox, viewBox);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"0 0 {WorldMapLayout.Width} {WorldMapLayout.Height}"), viewBox);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Drawing_Paths_LeaveColourToTheStyleSheetAndHoldNoScript(string policy) =>
        Assert.All(Drawing(policy).Root.Elements(), path => Assert.Equal(["path:id,d"], [$"{path.Name.LocalName}:{string.Join(',', path.Attributes().Select(each => each.Name.LocalName))}"]));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Drawing_Compressed_StaysWithinItsBudget(string policy)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(Drawing(policy).Text));
        }

        Assert.InRange(compressed.Length, 1, MostBytesOverTheWire);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Markers_OfAllPlaces_LieWithinTheMap(string policy) => Assert.All(LayoutOf(policy).Places, place =>
    {
        Assert.InRange(place.X, 0, WorldMapLayout.Width);
        Assert.InRange(place.Y, 0, WorldMapLayout.Height);
        Assert.InRange(place.MarkerX, WorldMapLayout.MarkerRadius, WorldMapLayout.Width - WorldMapLayout.MarkerRadius);
        Assert.InRange(place.MarkerY, WorldMapLayout.MarkerRadius, WorldMapLayout.Height - WorldMapLayout.MarkerRadius);
    });

    [Theory]
    [MemberData(nameof(Policies))]
    public void Markers_OfAnyTwoPlaces_DoNotCoverEachOther(string policy)
    {
        var markers = LayoutOf(policy).Places.Where(place => place.NeedsMarker).ToArray();
        var tooClose =
            from left in markers
            from right in markers
            where left.Code < right.Code
            where Distance(left.MarkerX - right.MarkerX, left.MarkerY - right.MarkerY) < (2 * WorldMapLayout.MarkerRadius) - 0.2 // written with one decimal
            select $"{left.Code}-{right.Code}";

        Assert.Empty(tooClose);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Markers_MovedApart_StayNearTheirCountry(string policy) => Assert.All(LayoutOf(policy).Places, place =>
        Assert.InRange(Distance(place.X - place.MarkerX, place.Y - place.MarkerY), 0, place.NeedsMarker ? 6 : 0));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Points_OfCountriesWithAShape_LieInTheirBox(string policy) => Assert.All(LayoutOf(policy).Places.Where(place => place.HasShape), place =>
    {
        Assert.InRange(place.X, place.Box!.Left, place.Box.Right);
        Assert.InRange(place.Y, place.Box.Top, place.Box.Bottom);
    });

    [Theory]
    [MemberData(nameof(Policies))]
    public void ArrowKeys_FromAnywhere_ReachEveryCountry(string policy) =>
        Assert.All(LayoutOf(policy).Places, start => Assert.Equal(CountrySet.All, ReachableFrom(LayoutOf(policy), start.Code)));

    [Theory]
    [MemberData(nameof(Policies))]
    public void ArrowKeys_OfEveryCountry_LeadTheWayTheyPoint(string policy) => Assert.All(LayoutOf(policy).Places, place =>
    {
        var (up, down, left, right) = place.Neighbours;
        Assert.True(up is not { } north || LayoutOf(policy).Get(north).MarkerY < place.MarkerY, $"{place.Code} up");
        Assert.True(down is not { } south || LayoutOf(policy).Get(south).MarkerY > place.MarkerY, $"{place.Code} down");
        Assert.True(left is not { } west || LayoutOf(policy).Get(west).MarkerX < place.MarkerX, $"{place.Code} left");
        Assert.True(right is not { } east || LayoutOf(policy).Get(east).MarkerX > place.MarkerX, $"{place.Code} right");
    });

    [Theory]
    [MemberData(nameof(Policies))]
    public void Shape_OfATerritoryThatOthersDrawWithItsNeighbour_IsItsOwn(string policy) =>
        Assert.All(CountrySet.Parse("GF SJ XK EH SG HK TW"), code => Assert.True(LayoutOf(policy).Get(code).HasShape, code.Alpha2));

    [Theory]
    [MemberData(nameof(Policies))]
    public void Points_OfCountriesWithoutAMarker_LieOnTheirShapeAlone_AndUnderNoMarker(string policy) => Assert.All(LayoutOf(policy).Places.Where(place => !place.NeedsMarker), place =>
    {
        Assert.Equal([place.Code], Drawing(policy).At(place.X, place.Y));
        Assert.DoesNotContain(LayoutOf(policy).Places, other => other.NeedsMarker && Distance(other.MarkerX - place.X, other.MarkerY - place.Y) < WorldMapLayout.MarkerRadius);
    });

    [Theory]
    [MemberData(nameof(Policies))]
    public void Russia_CrossingTheAntimeridian_IsNotSmearedOverTheMap(string policy)
    {
        var russia = LayoutOf(policy).Get(CountryCode.Parse("RU")).Box!;

        Assert.InRange(russia.Right - russia.Left, 200, 450);
    }

    private static double Distance(double dx, double dy) => Math.Sqrt((dx * dx) + (dy * dy));

    private static CountrySet ReachableFrom(WorldMapLayout layout, CountryCode start)
    {
        var reached = CountrySet.Of(start);
        var open = new Stack<CountryCode>([start]);
        while (open.TryPop(out var code))
        {
            var (up, down, left, right) = layout.Get(code).Neighbours;
            foreach (var next in new[] { up, down, left, right }.OfType<CountryCode>().Where(next => !reached.Contains(next)))
            {
                reached = reached.Add(next);
                open.Push(next);
            }
        }

        return reached;
    }

    private static WorldDrawing Drawing(string policy) => WorldDrawing.Of(policy);

    private static WorldMapLayout LayoutOf(string policy) => WorldDrawing.Of(policy).Layout;
}
