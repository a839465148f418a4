using System.Text;
using System.Text.Unicode;

namespace NerveCentre.Core.Files;

/// <summary>Finds out how a file's text is encoded, from its beginning.</summary>
internal static class FileEncoding
{
    public const string Utf8 = "UTF-8";

    private const string Chinese = "GB18030";

    /// <summary>Encodings that a page offers; any other that .NET knows can be named on the command line.</summary>
    public static IReadOnlyList<string> Offered { get; } = [Utf8, Chinese, "UTF-16", "UTF-16BE", "windows-1252", "windows-1251"];

    /// <exception cref="ProblemException">There is none of that name.</exception>
    public static Encoding Named(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException e)
        {
            throw new ProblemException($"There is no encoding '{OneLine.Of(name, 40)}'. Write one such as {string.Join(", ", Offered)}.", e);
        }
    }

    /// <param name="beginning">The first bytes of the text; the last character may be cut.</param>
    public static string NameOf(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Utf8,
        [0xFF, 0xFE, ..] => "UTF-16",
        [0xFE, 0xFF, ..] => "UTF-16BE",
        _ when Zeros(beginning) is { } wide => wide,
        _ when IsUtf8(beginning) || !IsChinese(beginning) => Utf8,
        _ => Chinese,
    };

    /// <summary>Latin text of two bytes each has a zero in every other place, and nowhere else.</summary>
    private static string? Zeros(ReadOnlySpan<byte> text)
    {
        var pairs = Math.Min(text.Length / 2, 2_000);
        var (even, odd) = (0, 0);
        for (var i = 0; i < pairs; i++)
        {
            even += text[2 * i] is 0 ? 1 : 0;
            odd += text[(2 * i) + 1] is 0 ? 1 : 0;
        }

        return pairs < 8 ? null
            : even is 0 && odd > pairs * 3 / 4 ? "UTF-16"
            : odd is 0 && even > pairs * 3 / 4 ? "UTF-16BE"
            : null;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> text)
    {
        for (var cut = 0; cut < 4 && cut < text.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(text[..^cut]))
            {
                return true;
            }
        }

        return text.IsEmpty;
    }

    /// <summary>
    /// Valid, and nearly all of it in the two-byte range of everyday characters. Single accented letters, as in Western encodings,
    /// pair with what follows them instead and are told so.
    /// </summary>
    private static bool IsChinese(ReadOnlySpan<byte> text)
    {
        var (everyday, others) = (0, 0);
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] < 0x80)
            {
                continue;
            }

            if (text[i] >= 0xA1 && text[i + 1] >= 0xA1)
            {
                everyday++;
            }
            else if (text[i] is 0x80 or 0xFF || text[i + 1] < 0x30)
            {
                return false;
            }
            else
            {
                others++;
            }

            i++;
        }

        return everyday >= 4 && everyday >= 4 * others;
    }
}
