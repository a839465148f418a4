using System.Globalization;
using System.Text.RegularExpressions;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Tests.Shared;

/// <summary>The ramp of the map, measured as eyes see it (OKLab), in both themes and with each kind of colour blindness.</summary>
public sealed partial class MapTokensTests
{
    /// <summary>Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB; the first is everybody else.</summary>
    private static readonly Dictionary<string, double[]> Eyes = new()
    {
        ["usual"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protan"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["deutan"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["tritan"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    private static readonly Dictionary<string, (string Light, string Dark)> Tokens = Read();

    public static IEnumerable<object[]> Looks => from dark in new[] { false, true } from eye in Eyes.Keys select new object[] { dark, eye };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Shades_AreEvenStepsOfLightness_FromTheLandOn(bool dark)
    {
        double[] lightness = [.. Ramp(dark).Select(c => Lab(c, Eyes["usual"]).L)];
        var step = (lightness[^1] - lightness[0]) / ColourScale.Shades;
        Assert.True(Math.Abs(step) > 0.06, $"Steps of {step} are hard to see.");
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, step - 0.006, step + 0.006));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void Shades_GoAwayFromTheLand_ForEveryEye(bool dark, string eye)
    {
        var colours = Ramp(dark).Select(c => Lab(c, Eyes[eye])).ToArray();
        Assert.All(colours.Zip(colours.Skip(1)), pair => Assert.True((pair.Second.L < pair.First.L) != dark));
        double[] away = [.. colours.Select(c => Distance(c, colours[0]))];
        Assert.All(away.Zip(away.Skip(1)), pair => Assert.True(pair.Second > pair.First, $"{pair.First} is followed by {pair.Second}"));
        Assert.All(colours.Zip(colours.Skip(1)), pair => Assert.True(Distance(pair.First, pair.Second) > 0.04, "two neighbours look alike"));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void UpAndDown_AreTwoColours_ForEveryEye(bool dark, string eye)
    {
        string[] names = ["down-2", "down-1", "even", "up-1", "up-2", "land"];
        var colours = names.Select(n => Lab(Colour(n, dark), Eyes[eye])).ToArray();
        for (var i = 0; i < names.Length - 1; i++)
        {
            for (var j = i + 1; j < names.Length; j++)
            {
                // Steady is land with a hint; the hatching of the fall says the rest.
                Assert.True(Distance(colours[i], colours[j]) > (names[i] is "even" || names[j] is "even" ? 0.05 : 0.08), $"{names[i]} and {names[j]} look alike: {Distance(colours[i], colours[j]):0.000}");
            }
        }
    }

    [Fact]
    public void HighContrast_IsTheSame_WhetherChosenOrAskedForByTheSystem()
    {
        var css = File.ReadAllText(TokensPath);
        string[] Block(string head) => [.. Token().Matches(css[css.IndexOf(head, StringComparison.Ordinal)..].Split('}')[0]).Select(m => m.Value)];
        Assert.NotEmpty(Block(":root[data-theme=\"contrast\"]"));
        Assert.Equal(Block(":root[data-theme=\"contrast\"]"), Block(":root:not([data-theme])"));
    }

    private static string TokensPath => Path.Combine(Path.GetDirectoryName(WorldDrawing.PathOf(BorderPolicy.Visionscarto))!, "tokens.css");

    private static IEnumerable<string> Ramp(bool dark) => Enumerable.Range(1, ColourScale.Shades).Select(i => Colour($"shade-{i}", dark)).Prepend(Colour("land", dark));

    private static string Colour(string token, bool dark) => dark ? Tokens[token].Dark : Tokens[token].Light;

    private static double Distance((double L, double A, double B) one, (double L, double A, double B) other) =>
        Math.Sqrt(((one.L - other.L) * (one.L - other.L)) + ((one.A - other.A) * (one.A - other.A)) + ((one.B - other.B) * (one.B - other.B)));

    /// <summary>Björn Ottosson's OKLab of a colour as an eye sees it.</summary>
    private static (double L, double A, double B) Lab(string hex, double[] eye)
    {
        double[] rgb = [.. Enumerable.Range(0, 3).Select(i => Linear(int.Parse(hex.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0))];
        double Seen(int row) => Math.Clamp((eye[3 * row] * rgb[0]) + (eye[(3 * row) + 1] * rgb[1]) + (eye[(3 * row) + 2] * rgb[2]), 0, 1);
        var (r, g, b) = (Seen(0), Seen(1), Seen(2));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        return ((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s), (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
    }

    private static double Linear(double channel) => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4);

    private static Dictionary<string, (string, string)> Read() =>
        Token().Matches(File.ReadAllText(TokensPath))
            .GroupBy(m => m.Groups[1].Value) // high contrast says some once more, further down
            .ToDictionary(g => g.Key, g => (g.First().Groups[2].Value, g.First().Groups[3].Value));

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex Token();
}
