using System.Globalization;
using CsvHelper;

namespace NerveCentre.Core.Files;

/// <summary>Opens comma, semicolon or tab separated text, plain or gzip, in the encodings that shops write, and says clearly when a file is something else.</summary>
internal static class CsvText
{
    /// <summary>As much of a text as its encoding is told by, in bytes.</summary>
    private const int Beginning = 1 << 20;

    public static CsvReaderOptions Reading { get; } = new()
    {
        // One record of this many bytes is no order but an unclosed quote.
        MaxRecordSize = 1_000_000,
        PoolStrings = true,
        TrackLineNumbers = true,
    };

    /// <summary>A cell that a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    public static CsvWriterOptions Writing { get; } = new()
    {
        Injection = CsvInjection.Escape,
        // No others, or the writer refuses to be made: Harmless sees to the rest.
        InjectionCharacters = "=+-@\t\r",
        InjectionEscape = '\'',
        ValidateFieldCount = false,
        WriteByteOrderMark = true,
    };

    /// <summary>
    /// An apostrophe in front of what a spreadsheet may take for a formula although <see cref="Writing"/> lets it pass:
    /// full-width signs, and signs behind blanks or characters that cannot be seen, which some programs drop first.
    /// </summary>
    public static string Harmless(string cell)
    {
        var start = 0;
        while (start < cell.Length && (char.IsWhiteSpace(cell[start]) || char.IsControl(cell[start]) || CharUnicodeInfo.GetUnicodeCategory(cell[start]) is UnicodeCategory.Format))
        {
            start++;
        }

        return start < cell.Length && ("＝＋－＠".Contains(cell[start], StringComparison.Ordinal) || (start > 0 && "=+-@".Contains(cell[start], StringComparison.Ordinal)))
            ? '\'' + cell
            : cell is ['\0', ..] ? '\'' + cell : cell;
    }

    /// <summary>The same, so that it can be undone: what already begins with an apostrophe gets one more.</summary>
    public static string Guarded(string cell) => cell is ['\'', ..] ? '\'' + cell : Harmless(cell);

    /// <summary>What <see cref="Guarded"/> and <see cref="Writing"/> made of a cell, as it was. Only for files of our own: elsewhere an apostrophe is the seller's.</summary>
    public static string Unguarded(string cell) => cell is ['\'', ..] ? cell[1..] : cell;

    /// <summary>A reader that has read the header row.</summary>
    /// <exception cref="ProblemException">The file cannot be opened, is empty, or is no text.</exception>
    public static CsvReader Open(string file) => Open(file, file, null, long.MaxValue).Reader;

    /// <param name="name">How the file is called in messages.</param>
    /// <param name="encoding">Name of the encoding; <c>null</c> to find it out.</param>
    /// <param name="most">Bytes that it may unpack to.</param>
    /// <inheritdoc cref="Open(string)"/>
    public static OpenedFile Open(string path, string name, string? encoding, long most)
    {
        encoding ??= EncodingOf(path, name, most);
        // UTF-8 is the reader's own, and the one that honours a byte order mark.
        var options = encoding is FileEncoding.Utf8 ? Reading : Reading with { Encoding = FileEncoding.Named(encoding) };
        var text = UnpackedText.Open(path, name, most);
        CsvReader? reader = null;
        try
        {
            reader = CsvReader.Create(text, options, leaveOpen: false);
            reader.ReadHeader();
            if (reader.Headers.All(string.IsNullOrWhiteSpace))
            {
                throw new ProblemException($"{name} has no header row. Give a CSV file whose first line names the columns.");
            }

            return reader.Headers.Any(h => h.AsSpan().ContainsAnyInRange('\0', '\b'))
                ? throw new ProblemException($"{name} is no text: its first line holds control characters. Give a CSV file whose first line names the columns.")
                : new OpenedFile(reader, text, encoding);
        }
        catch
        {
            reader?.Dispose();
            text.Dispose();
            throw;
        }
    }

    private static string EncodingOf(string path, string name, long most)
    {
        using var text = UnpackedText.Open(path, name, most);
        var beginning = new byte[Beginning];
        return FileEncoding.NameOf(beginning.AsSpan(0, text.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false)));
    }
}

/// <summary>A file whose header has been read. Disposing the reader closes it.</summary>
/// <param name="Encoding">Name of the encoding that it is read in.</param>
internal sealed record OpenedFile(CsvReader Reader, UnpackedText Text, string Encoding) : IDisposable
{
    public void Dispose() => Reader.Dispose();
}
