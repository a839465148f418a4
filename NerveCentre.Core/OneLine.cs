using System.Buffers;
using System.Globalization;
using System.Text;

namespace NerveCentre.Core;

/// <summary>
/// Text of others, such as titles and error messages, made fit for one line of a page, a terminal, a record or a log.
/// Encoding for HTML, JSON and CSV is done where those are written; this is about characters that cannot be seen but act.
/// </summary>
public static class OneLine
{
    /// <summary>Longer than any title that AliExpress takes (218), short enough that a page of them stays a page.</summary>
    public const int Most = 300;

    /// <summary>Stands for a character that cannot be seen.</summary>
    private const char Hidden = '·';

    // Control characters, line separators, bidirectional embeddings, overrides and isolates, zero-width spaces, half surrogate pairs.
    // The zero-width joiners stay: emoji and Indic scripts are written with them.
    private static readonly SearchValues<char> Acting = SearchValues.Create(
        [.. Span(0x00, 0x1F), .. Span(0x7F, 0x9F), '\u061C', '\u200B', '\u200E', '\u200F', .. Span(0x2028, 0x202E), .. Span(0x2060, 0x206F), '\uFEFF', .. Span(0xD800, 0xDFFF), .. Span(0xFFF9, 0xFFFB)]);

    /// <summary>At most <paramref name="most"/> characters and an ellipsis, with a dot for every character that cannot be seen.</summary>
    public static string Of(string text, int most = Most)
    {
        var cut = text.Length > most;
        if (!cut && !text.AsSpan().ContainsAny(Acting))
        {
            return text;
        }

        var head = text.AsSpan(0, Math.Min(text.Length, most));
        if (cut && char.IsHighSurrogate(head[^1]))
        {
            head = head[..^1];
        }

        var shown = new StringBuilder(head.Length + 1);
        foreach (var rune in head.EnumerateRunes())
        {
            // What is half of a pair comes out as the replacement character.
            shown.Append(rune.IsBmp && Acting.Contains((char)rune.Value) ? Hidden.ToString() : rune.ToString());
        }

        return cut ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary>The whole text with every acting character written out, such as <c>\n</c> or <c>\u001B</c>: for logs, where nothing may be lost and no line may be forged.</summary>
    public static string Escaped(string text)
    {
        if (!text.AsSpan().ContainsAny(Acting))
        {
            return text;
        }

        var written = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                written.Append(c).Append(text[++i]);
                continue;
            }

            written.Append(c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when Acting.Contains(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => c.ToString(),
            });
        }

        return written.ToString();
    }

    /// <summary>Several lines of our own that quote others: line ends stay, everything else that acts is written out.</summary>
    public static string Lines(string text) => string.Join(Environment.NewLine, text.Split('\n').Select(line => Escaped(line.TrimEnd('\r'))));

    private static char[] Span(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(c => (char)c)];
}
