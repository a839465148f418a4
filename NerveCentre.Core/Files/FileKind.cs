namespace NerveCentre.Core.Files;

/// <summary>What the rows of a file are.</summary>
public enum FileKind
{
    Orders = 0,
    Listings = 1,
    Templates = 2,
}

/// <summary>In which order day, month and year stand. Dates that begin with the year are read whatever is chosen.</summary>
public enum DateOrder
{
    YearFirst = 0,
    DayFirst = 1,
    MonthFirst = 2,
}

/// <summary>How amounts are written.</summary>
public enum DecimalSign
{
    /// <summary>1234.56 and nothing else.</summary>
    Plain = 0,

    /// <summary>A point, as in 1,234.56; currency signs and codes beside the number are read too.</summary>
    Point = 1,

    /// <summary>A comma, as in 1.234,56; currency signs and codes beside the number are read too.</summary>
    Comma = 2,
}

/// <summary>How to read a file: which column is which, and what its texts mean. Remembered per store and kind when it was chosen on the page.</summary>
/// <param name="Columns">Header of each field that is not headed by the field's own name. An empty text: the file has no such column.</param>
/// <param name="Statuses">Meaning of the file's status texts, by our own names.</param>
/// <param name="Zone">IANA zone of times that carry no offset.</param>
public sealed record FileMapping(FileKind Kind, IReadOnlyDictionary<string, string> Columns, IReadOnlyDictionary<string, string> Statuses, string Zone)
{
    public DateOrder Dates { get; init; }

    public DecimalSign Decimal { get; init; }

    /// <summary>Orders: where no buyer country is told, the country of the parcel counts as the buyer's. A choice of the owner, never made silently.</summary>
    public bool ShipForBuyer { get; init; }

    /// <summary>Name of the encoding; <c>null</c> to find it out.</summary>
    public string? Encoding { get; init; }

    /// <summary>Every field under its own name, dates with the year first, plain numbers.</summary>
    public static FileMapping Plain(FileKind kind, string zone) => new(kind, new Dictionary<string, string>(), new Dictionary<string, string>(), zone);

    /// <summary>Reads <c>field=Header</c> pairs.</summary>
    /// <exception cref="ProblemException">A pair has no equals sign, an unknown field, or one that stands twice.</exception>
    public static IReadOnlyDictionary<string, string> ParseColumns(FileKind kind, IEnumerable<string> pairs)
    {
        var fields = FileFields.Of(kind).Select(f => f.Name).ToList();
        return Parse(pairs, "--column", "field=Header", (field, header) => fields.Contains(field) && header is not ""
            ? header
            : throw new ProblemException($"--column {field}={header}: '{field}' is no field, or its header is empty. The fields are: {string.Join(", ", fields)}."));
    }

    /// <summary>Reads <c>raw=mapped</c> pairs.</summary>
    /// <exception cref="ProblemException">A pair has no equals sign, an unknown status, or a text that stands twice.</exception>
    public static IReadOnlyDictionary<string, string> ParseStatuses(FileKind kind, IEnumerable<string> pairs)
    {
        var names = FileFields.StatusNames(kind);
        return Parse(pairs, "--status", "raw=mapped", (raw, mapped) => names.FirstOrDefault(n => n.Equals(mapped, StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException($"--status {raw}={mapped}: there is no status '{mapped}'. The statuses are: {string.Join(", ", names)}."));
    }

    private static Dictionary<string, T> Parse<T>(IEnumerable<string> pairs, string option, string form, Func<string, string, T> read)
    {
        var parsed = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs)
        {
            // The last sign divides: a raw text may hold one, our own names never do. A header may, so fields divide at the first.
            var at = option is "--status" ? pair.LastIndexOf('=') : pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
            {
                throw new ProblemException($"{option} {pair}: write it as {option} {form}.");
            }

            var name = pair[..at].Trim();
            if (!parsed.TryAdd(name, read(name, pair[(at + 1)..].Trim())))
            {
                throw new ProblemException($"{option} {name}=… is given twice. Give it once.");
            }
        }

        return parsed;
    }
}
