using System.Globalization;
using System.Text;
using CsvHelper;

namespace NerveCentre.Core.Files;

/// <summary>A short table that somebody pasted or sent with a form: read whole, or refused with the line that is wrong.</summary>
public static class SmallTable
{
    /// <summary>Largest text, in characters.</summary>
    public const int Longest = 300_000;

    private const int MostRows = 10_000;

    /// <summary>The rows below the header, with their line and their cells in the order of <paramref name="columns"/>. Other columns are left alone.</summary>
    /// <exception cref="ProblemException">A column is missing, or the text is too long or no table.</exception>
    public static IReadOnlyList<(long Line, string[] Cells)> Read(string text, params string[] columns)
    {
        if (text.Length > Longest)
        {
            throw new ProblemException($"The table has {text.Length.ToString("N0", CultureInfo.InvariantCulture)} characters; at most {Longest.ToString("N0", CultureInfo.InvariantCulture)} are read. Import it in parts.");
        }

        try
        {
            using var reader = CsvReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF').TrimStart())), CsvText.Reading, leaveOpen: false);
            reader.ReadHeader();
            var header = reader.Headers.Select(h => h.Trim()).ToList();
            var at = columns.Select(c => header.FindIndex(h => string.Equals(h, c, StringComparison.OrdinalIgnoreCase))).ToArray();
            if (Array.IndexOf(at, -1) is >= 0 and var missing)
            {
                throw new ProblemException($"The first line names no column '{columns[missing]}'. It must name {string.Join(", ", columns)}; it reads: {OneLine.Of(string.Join(", ", header), 200)}");
            }

            var rows = new List<(long, string[])>();
            while (reader.Read())
            {
                var cells = at.Select(i => i < reader.FieldCount ? Plain(reader.GetString(i).Trim()) : "").ToArray();
                if (Array.TrueForAll(cells, c => c is ""))
                {
                    continue;
                }

                rows.Add((reader.LineNumber, cells));
                if (rows.Count > MostRows)
                {
                    throw new ProblemException($"The table has more than {MostRows} rows. Import it in parts.");
                }
            }

            return rows.Count is 0 ? throw new ProblemException("The table has a header but no row below it.") : rows;
        }
        catch (Exception wrong) when (wrong is not ProblemException and not OperationCanceledException)
        {
            throw new ProblemException($"The table cannot be read as CSV: {OneLine.Of(wrong.Message, 200)} Its first line must name {string.Join(", ", columns)}.", wrong);
        }
    }

    /// <summary>Without the apostrophe that an export puts in front of what a spreadsheet would take for a formula.</summary>
    private static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@' or '\t' or '＝' or '＋' or '－' or '＠', ..] ? cell[1..] : cell;
}
