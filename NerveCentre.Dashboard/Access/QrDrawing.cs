using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace NerveCentre.Dashboard.Access;

/// <summary>The dark modules of a QR code as one SVG path, a module being one unit.</summary>
/// <param name="Size">Width and height, with the quiet zone of four modules on each side that ISO/IEC 18004 asks for.</param>
internal sealed record QrDrawing(int Size, string Path)
{
    public static QrDrawing Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                var length = Run(rows[y], x);
                if (length > 0)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{length}v1h-{length}z");
                    x += length;
                }
            }
        }

        return new QrDrawing(rows.Count, path.ToString());
    }

    /// <summary>How many dark modules follow each other from here.</summary>
    private static int Run(BitArray row, int from)
    {
        var to = from;
        while (to < row.Count && row[to])
        {
            to++;
        }

        return to - from;
    }
}
