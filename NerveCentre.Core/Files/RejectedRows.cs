using CsvHelper;

namespace NerveCentre.Core.Files;

/// <summary>Writes the rows that were left out, with line and reason. Under a temporary name until <see cref="Publish"/>.</summary>
/// <param name="path">Where to; <c>null</c> to count and remember the first ones only.</param>
internal sealed class RejectedRows(string? path, IReadOnlyList<string> header) : IDisposable
{
    private const int MostRemembered = 20;

    private readonly List<RejectedRow> _first = [];
    private CsvWriter? _csv;

    public string? Path => path;

    public int Count { get; private set; }

    /// <summary>The first ones, for a page.</summary>
    public IReadOnlyList<RejectedRow> First => _first;

    private string Draft => path + ".part";

    public void Add(long line, string reason, IReadOnlyList<string> cells)
    {
        Count++;
        if (_first.Count < MostRemembered)
        {
            _first.Add(new RejectedRow(line, reason));
        }

        if (path is null)
        {
            return;
        }

        _csv ??= Open();
        _csv.WriteField(line, default);
        _csv.WriteField(reason);
        foreach (var cell in cells)
        {
            // A cell of a megabyte helps nobody.
            _csv.WriteField(CsvText.Harmless(cell.Length > 1_000 ? cell[..1_000] + "…" : cell));
        }

        _csv.EndRecord();
    }

    /// <summary>Puts the file in place, or takes away that of an earlier import when nothing was rejected this time.</summary>
    public void Publish()
    {
        if (path is not null && _csv is null && File.Exists(path))
        {
            File.Delete(path);
        }

        if (path is not null && _csv is not null)
        {
            _csv.Dispose();
            File.Move(Draft, path, overwrite: true);
        }
    }

    public void Dispose()
    {
        _csv?.Dispose();
        if (_csv is not null && File.Exists(Draft))
        {
            File.Delete(Draft);
        }
    }

    private CsvWriter Open()
    {
        try
        {
            var csv = CsvWriter.ToFile(Draft, CsvText.Writing, FileOptions.None);
            csv.WriteRecord(["line", "reason", .. header.Select(CsvText.Harmless)]);
            return csv;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"Some rows must be rejected, but {path} cannot be written: {e.Message} Nothing was imported. Make the folder writable, or copy the file to one that is.", e);
        }
    }
}

/// <summary>A row that was left out, and why.</summary>
public sealed record RejectedRow(long Line, string Reason);
