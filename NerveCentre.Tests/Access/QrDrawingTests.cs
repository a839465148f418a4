using System.Text.RegularExpressions;
using NerveCentre.Dashboard.Access;
using QRCoder;

namespace NerveCentre.Tests.Access;

public sealed partial class QrDrawingTests
{
    private const string Uri = "otpauth://totp/NerveCentre:olga%40example.com?secret=YNMWNXW3OSSMAAK4JIOT7UAZUYV7LJYJ&issuer=NerveCentre&digits=6";

    [Fact]
    public void Path_DrawsExactlyTheDarkModules_AndLeavesTheQuietZone()
    {
        var drawing = QrDrawing.Of(Uri);
        var drawn = Runs().Matches(drawing.Path)
            .SelectMany(m => Enumerable.Range(Number(m, 1), Number(m, 3)).Select(x => (X: x, Y: Number(m, 2))))
            .ToList();

        using var code = QRCodeGenerator.GenerateQrCode(Uri, QRCodeGenerator.ECCLevel.M);
        var dark = from y in Enumerable.Range(0, code.ModuleMatrix.Count) from x in Enumerable.Range(0, code.ModuleMatrix.Count) where code.ModuleMatrix[y][x] select (X: x, Y: y);
        Assert.Equal(dark, drawn);
        Assert.Equal(code.ModuleMatrix.Count, drawing.Size);
        Assert.Equal((4, drawing.Size - 5), (drawn.Min(d => d.X), drawn.Max(d => d.X)));
        Assert.Equal((4, drawing.Size - 5), (drawn.Min(d => d.Y), drawn.Max(d => d.Y)));
        Assert.Equal("", Runs().Replace(drawing.Path, ""));
    }

    private static int Number(Match run, int group) => int.Parse(run.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-\3z")]
    private static partial Regex Runs();
}
