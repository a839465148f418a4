using CsvHelper;

namespace NerveCentre.Core.Files;

/// <summary>An open file whose columns have been found: rows by field.</summary>
internal sealed class MappedFile : IDisposable
{
    private readonly OpenedFile _file;
    private readonly Dictionary<string, int> _columns;
    private readonly bool _own;

    private MappedFile(OpenedFile file, string name, FileLayout? layout, FileMapping mapping, Dictionary<string, int> columns)
    {
        (_file, Name, Mapping, _columns) = (file, name, mapping, columns);
        _own = layout is { IsOwn: true };
    }

    /// <summary>How the file is called in messages.</summary>
    public string Name { get; }

    /// <summary>With what a known layout says.</summary>
    public FileMapping Mapping { get; }

    public CsvReader Reader => _file.Reader;

    public long Line => _file.Reader.LineNumber;

    public (long Read, long Length) Progress => (_file.Text.FilePosition, _file.Text.FileLength);

    /// <exception cref="ProblemException">The file cannot be opened, is no text, or lacks a column.</exception>
    public static MappedFile Open(string path, string name, FileMapping mapping, long most) => Guarded(name, () =>
    {
        var file = CsvText.Open(path, name, mapping.Encoding, most);
        try
        {
            var layout = FileLayout.Recognise(mapping.Kind, file.Reader.Headers);
            var whole = layout?.Under(mapping) ?? mapping;
            return new MappedFile(file, name, layout, whole, FileColumns.Find(name, [.. file.Reader.Headers], whole, layout is { IsOwn: true }));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    });

    /// <summary>Where a field stands in a row; -1 for one that the file does not have.</summary>
    public int ColumnOf(string field) => _columns.GetValueOrDefault(field, -1);

    public bool Has(string field) => ColumnOf(field) >= 0;

    public bool Read() => Guarded(Name, _file.Reader.Read);

    /// <summary>The cell of a column found by <see cref="ColumnOf"/>; empty where the row has none.</summary>
    public string Cell(int column) => column < 0 || column >= Reader.FieldCount ? ""
        : _own ? CsvText.Unguarded(Reader.GetString(column))
        : Reader.GetString(column).Trim();

    public string[] Cells() => [.. Enumerable.Range(0, Reader.FieldCount).Select(Reader.GetString)];

    public void Dispose() => _file.Dispose();

    /// <summary>Says in words what goes wrong while a file is read.</summary>
    public static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new ProblemException($"{name} is a damaged gzip file ({e.Message}). Nothing was imported. Copy or download it again.", e);
        }
        catch (EndOfStreamException e)
        {
            throw new ProblemException($"{name} is cut short. Nothing was imported. Copy or download it again.", e);
        }
        catch (CsvFormatException e)
        {
            throw new ProblemException($"{name} cannot be read on from line {e.LineNumber}: {e.Message} A quotation mark that is never closed is the usual cause. Nothing was imported.", e);
        }
        catch (IOException e)
        {
            throw new ProblemException($"{name} could not be read to its end: {e.Message} Nothing was imported.", e);
        }
    }
}

/// <summary>Finds the columns of fields by their headers.</summary>
internal static class FileColumns
{
    /// <exception cref="ProblemException">A column is missing, or stands twice.</exception>
    public static Dictionary<string, int> Find(string file, IReadOnlyList<string> header, FileMapping mapping, bool own)
    {
        var keys = header.Select(FileFields.Key).ToList();
        var at = FileFields.Of(mapping.Kind).ToDictionary(f => f.Name, f => One(f, mapping.Columns.GetValueOrDefault(f.Name)));
        if (own)
        {
            foreach (var further in FileLayout.OwnColumns(mapping.Kind).Where(c => !at.ContainsKey(c)))
            {
                at[further] = keys.IndexOf(further);
            }
        }

        return mapping.Kind is FileKind.Orders && at["buyer_country"] < 0 && at["ship_country"] < 0 ? throw new ProblemException(Missing("buyer_country")) : at;

        int One(FileField field, string? named)
        {
            if (named is "")
            {
                return field.IsRequired ? throw new ProblemException(Missing(field.Name)) : -1;
            }

            var key = FileFields.Key(named ?? field.Name);
            var matches = Enumerable.Range(0, keys.Count).Where(i => keys[i] == key).ToList();
            return matches switch
            {
                [var one] => one,
                [] when named is null && !field.IsRequired => -1,
                [] => throw new ProblemException(named is null ? Missing(field.Name) : $"{file} has no column '{named}' (given for {field.Name}). Its columns are: {Listed()}."),
                _ => throw new ProblemException($"{file} has {matches.Count} columns headed '{named ?? field.Name}'. Rename all but the right one, or name another with --column {field.Name}=Header."),
            };
        }

        string Missing(string field) => $"{file} has no column '{field}'. Its columns are: {Listed()}. Say which one it is with --column {field}=Header.";

        string Listed() => string.Join(", ", header.Take(40).Select(h => h.Trim()).Select(h => $"'{(h.Length > 40 ? h[..40] + "…" : h)}'"));
    }
}
