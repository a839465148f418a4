using System.Globalization;
using System.IO.Compression;
using CsvHelper;

namespace NerveCentre.Core.Files;

/// <summary>Opens comma, semicolon or tab separated text, plain or gzip, and says clearly when a file is something else.</summary>
internal static class CsvText
{
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

    /// <summary>A reader that has read the header row.</summary>
    /// <exception cref="ProblemException">The file cannot be opened, is empty, or is no text.</exception>
    public static CsvReader Open(string file)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(
                File.Exists(file) || Directory.Exists(file) ? $"{file} cannot be read: {e.Message}" : $"There is no file {file}. Check the path.", e);
        }

        CsvReader? reader = null;
        try
        {
            reader = CsvReader.Create(Plain(file, stream), Reading, leaveOpen: false);
            reader.ReadHeader();
            if (reader.Headers.All(string.IsNullOrWhiteSpace))
            {
                throw new ProblemException($"{file} has no header row. Give a CSV file whose first line names the columns.");
            }

            return reader.Headers.Any(h => h.AsSpan().ContainsAnyInRange('\0', '\b'))
                ? throw new ProblemException($"{file} is no text: its first line holds control characters. Give a CSV file whose first line names the columns.")
                : reader;
        }
        catch
        {
            reader?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    private static Stream Plain(string file, FileStream stream)
    {
        Span<byte> magic = stackalloc byte[4];
        var read = stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        stream.Position = 0;
        return magic[..read] switch
        {
            [] => throw new ProblemException($"{file} is empty. Give a CSV file whose first line names the columns."),
            [0x1F, 0x8B, ..] => new GZipStream(stream, CompressionMode.Decompress),
            [(byte)'P', (byte)'K', 3, 4] => throw new ProblemException($"{file} is a ZIP archive or an Excel workbook, not CSV. Save the sheet as CSV (UTF-8) and import that."),
            [0xD0, 0xCF, 0x11, 0xE0] => throw new ProblemException($"{file} is an old Excel workbook, not CSV. Save the sheet as CSV (UTF-8) and import that."),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F'] => throw new ProblemException($"{file} is a PDF, not CSV. Export the orders as CSV."),
            _ => stream,
        };
    }
}
