using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

public sealed class BorderPolicyTests
{
    [Theory]
    [InlineData("visionscarto", true)]
    [InlineData("natural-earth", true)]
    [InlineData(" Natural-Earth ", true)]
    [InlineData("united-nations", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Setting_IsAPolicyThatThereIs_OrNamesThemAll(string? borders, bool good)
    {
        var answer = new MapOptionsValidator().Validate(null, new MapOptions { Borders = borders! });

        Assert.Equal(good, answer.Succeeded);
        Assert.Equal(good ? null : $"appsettings.json: Map:Borders is '{borders}'; it must be one of visionscarto, natural-earth.", answer.FailureMessage);
    }

    [Fact]
    public void Setting_LeftOut_IsVisionscarto() => Assert.Same(BorderPolicy.Visionscarto, BorderPolicy.Find(new MapOptions().Borders));

    [Theory]
    [InlineData("visionscarto")]
    [InlineData("Natural-Earth")]
    public void Server_LaysItsMapOut_AsTheSettingSays(string borders)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddCommandLine([$"--Map:Borders={borders}"]);
        using var services = builder.AddWorldMap().Services.BuildServiceProvider();

        Assert.Same(BorderPolicy.Find(borders), services.GetRequiredService<WorldMapLayout>().Policy);
    }

    [Fact]
    public void EveryPolicy_HasItsLicenceBesideItsDrawing() =>
        Assert.All(BorderPolicy.All, policy => Assert.Contains(policy.Drawing, File.ReadAllText(Path.ChangeExtension(WorldDrawing.PathOf(policy), "LICENSE.txt")), StringComparison.Ordinal));

    /// <summary>What README, decision 0003 and the map's About say by name.</summary>
    [Theory]
    [InlineData("Simferopol", 34.10, 44.95, "UA", "RU")]
    [InlineData("Kerch", 36.2, 45.3, "UA", "RU")]
    [InlineData("Laayoune", -13.0, 27.1, "EH", "MA")]
    [InlineData("Dakhla's hinterland", -14.5, 23.5, "EH", "MA")]
    [InlineData("Tifariti", -10.57, 26.16, "EH", "EH")]
    [InlineData("Kherson", 32.8, 46.7, "UA", "UA")]
    [InlineData("Donetsk", 37.8, 48.0, "UA", "UA")]
    [InlineData("Pristina", 21.16, 42.66, "XK", "XK")]
    [InlineData("Taichung", 120.9, 24.0, "TW", "TW")]
    [InlineData("north of Nicosia", 33.4, 35.28, "CY", "CY")]
    [InlineData("Hargeisa", 44.1, 9.6, "SO", "SO")]
    [InlineData("Ramallah", 35.2, 31.9, "PS", "PS")]
    [InlineData("Golan", 35.75, 33.0, "IL", "IL")]
    [InlineData("Srinagar", 74.8, 34.1, "IN", "IN")]
    [InlineData("Gilgit", 74.3, 35.9, "PK", "PK")]
    [InlineData("Aksai Chin", 79.5, 35.2, "CN", "CN")]
    [InlineData("Arunachal Pradesh", 94.5, 28.0, "IN", "IN")]
    [InlineData("Sukhumi", 41.1, 43.0, "GE", "GE")]
    [InlineData("Cayenne", -52.8, 4.3, "GF", "GF")]
    public void Place_IsDrawnWithTheCountryThatIsSaid(string place, double longitude, double latitude, string visionscarto, string naturalEarth)
    {
        var (x, y) = WorldDrawing.Project(longitude, latitude);

        Assert.Equal(
            $"{place}: {visionscarto}, {naturalEarth}",
            $"{place}: {string.Join('+', WorldDrawing.Of("visionscarto").At(x, y))}, {string.Join('+', WorldDrawing.Of("natural-earth").At(x, y))}");
    }

    /// <summary>Asked of the whole map, unit by unit. Where two drawings merely simplify a border differently, they differ by less than a unit.</summary>
    [Fact]
    public void Policies_DisagreeAboutCrimeaAndWesternSahara_AndNothingElse()
    {
        var (usual, other) = (WorldDrawing.Of("visionscarto").Raster(), WorldDrawing.Of("natural-earth").Raster());
        string? Dispute(int x, int y) => usual[x, y] is { } here && other[x, y] is { } there && here != there ? $"{here} {there}" : null;
        var disputes =
            from x in Enumerable.Range(1, WorldMapLayout.Width - 2)
            from y in Enumerable.Range(1, WorldMapLayout.Height - 2)
            let dispute = Dispute(x, y)
            where dispute is not null && dispute == Dispute(x - 1, y) && dispute == Dispute(x + 1, y) && dispute == Dispute(x, y - 1) && dispute == Dispute(x, y + 1)
            select dispute;

        Assert.Equal(["EH MA", "UA RU"], disputes.Distinct().Order());
    }
}
