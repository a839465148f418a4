using CsvHelper;

namespace NerveCentre.Core.Files;

/// <summary>Writes the rows that were left out, with line and reason. Under a temporary name until <see cref="Publish"/>.</summary>
internal sealed class RejectedRows(string path, IReadOnlyList<string> header) : IDisposable
{
    private CsvWriter? _csv;

    public string Path => path;

    public int Count { get; private set; }

    private string Draft => path + ".part";

    public void Add(long line, string reason, CsvReader row)
    {
        _csv ??= Open();
        _csv.WriteField(line, default);
        _csv.WriteField(reason);
        for (var i = 0; i < row.FieldCount; i++)
        {
            // A cell of a megabyte helps nobody.
            var cell = row.GetString(i);
            var shown = cell.Length > 1_000 ? cell[..1_000] + "…" : cell;
            _csv.WriteField(CsvText.Harmless(shown));
        }

        _csv.EndRecord();
        Count++;
    }

    /// <summary>Puts the file in place, or takes away that of an earlier import when nothing was rejected this time.</summary>
    public void Publish()
    {
        if (_csv is null)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }

            return;
        }

        _csv.Dispose();
        File.Move(Draft, path, overwrite: true);
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
