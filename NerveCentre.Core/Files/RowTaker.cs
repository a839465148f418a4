using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Files;

/// <summary>Turns the rows of one file into rows of one store, in the transaction of one import.</summary>
internal abstract class RowTaker(ImportedFile import) : IDisposable
{
    /// <summary>Texts that are remembered: enough for every status there is, and a bound for a column that is none.</summary>
    private const int MostTexts = 200;

    private readonly Dictionary<string, int> _texts = new(StringComparer.OrdinalIgnoreCase);

    protected ImportedFile Import { get; } = import;

    /// <summary>Rows of the store that are not in the file and were, or would be, taken out of use; only for a file that is everything.</summary>
    public int Left { get; protected set; }

    /// <summary>Status texts that mean nothing to us, and how often each stands in the file.</summary>
    public IReadOnlyDictionary<string, int> UnknownTexts => _texts;

    public abstract void Take();

    /// <summary>After the last row.</summary>
    public virtual void Finish()
    {
    }

    public virtual void Dispose()
    {
    }

    public static RowTaker Of(ImportedFile import) => import.File.Mapping.Kind switch
    {
        FileKind.Orders => new OrderRows(import),
        FileKind.Listings => new ListingRows(import),
        _ => new TemplateRows(import),
    };

    protected void NoteUnknown(string text)
    {
        if (_texts.Count < MostTexts || _texts.ContainsKey(text))
        {
            _texts[text] = _texts.GetValueOrDefault(text) + 1;
        }
    }

    /// <summary>NUL and its like are no text anywhere, and what could not be decoded is not what the seller wrote.</summary>
    protected static string? Unreadable(string field, string cell) =>
        cell.AsSpan().ContainsAnyInRange('\0', '\b') ? $"{field} holds a NUL or another control character"
        : cell.Contains('\uFFFD', StringComparison.Ordinal) ? $"{field} holds bytes that are not UTF-8. Save the file as CSV UTF-8"
        : null;
}

/// <summary>What an import works on.</summary>
/// <param name="Whole">Whether the file is everything there is.</param>
internal sealed record ImportedFile(WriteSession Session, int StoreId, MappedFile File, RejectedRows Rejects, RunCounts Counts, DateTimeOffset Now, bool Whole)
{
    public void Reject(string reason) => Rejects.Add(File.Line, reason, File.Cells());
}
