using System.Globalization;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Files;

internal sealed class ListingRows : RowTaker
{
    /// <summary>AliExpress takes 218 characters; what is longer by far is no title but a slip of quotation marks.</summary>
    private const int MaxTitle = 10_000;

    private const int MaxText = 200;

    private readonly CategoryWriter _categories;
    private readonly SeenIds _seen;
    private readonly TimeZoneInfo _zone;
    private readonly Dictionary<string, string> _statuses;
    private readonly int[] _columns;
    private readonly int _rawStatus;
    private readonly ListingTells _tells;

    public ListingRows(ImportedFile import)
        : base(import)
    {
        var mapping = import.File.Mapping;
        _categories = new CategoryWriter(import.Session.Connection, import.StoreId);
        _zone = Demand.DemandWindows.Zone(mapping.Zone);
        _statuses = new Dictionary<string, string>(mapping.Statuses, StringComparer.OrdinalIgnoreCase);
        _columns = [.. FileFields.Of(FileKind.Listings).Select(f => import.File.ColumnOf(f.Name))];
        _rawStatus = import.File.ColumnOf(FileFields.RawStatus);
        _tells = (_columns[3] < 0 ? 0 : ListingTells.Template) | (_columns[4] < 0 ? 0 : ListingTells.Category) | (_columns[6] < 0 ? 0 : ListingTells.Published);
        _seen = new SeenIds(import.Session);
    }

    private ListingWriter Listings => Import.Session.Listings(Import.StoreId);

    public override void Take()
    {
        var reason = Parse(out var listing, out var category);
        if (reason is null && _seen.FirstLine(listing.ListingId.ToString(CultureInfo.InvariantCulture), Import.File.Line) is { } first)
        {
            reason = $"listing_id {listing.ListingId} already stands on line {first}; the first one is kept";
        }
        else if (reason is not null && Id(Cell(0)) is { } id)
        {
            // It stands in the file, so a whole catalogue does not lack it.
            _seen.NoteLeftOut(id.ToString(CultureInfo.InvariantCulture));
        }

        if (reason is not null)
        {
            Import.Reject(reason);
            return;
        }

        Import.Counts.Count(Listings.Upsert(listing));
        if (listing.CategoryId is { } named && category is not "")
        {
            _categories.Name(named, category);
        }
    }

    public override void Finish()
    {
        if (!Import.Whole)
        {
            return;
        }

        Left = Listings.SetOfflineNotImported();
        if (Left > 0)
        {
            Import.Counts.Say(Left is 1 ? "1 listing that is not in the file became offline." : $"{Left} listings that are not in the file became offline.");
        }
    }

    public override void Dispose()
    {
        _seen.Dispose();
        _categories.Dispose();
    }

    private string? Parse(out ListingInput listing, out string category)
    {
        listing = default;
        category = Cell(5);
        var (id, title, rawStatus, template, categoryId, published) = (Cell(0), Cell(1), Cell(2), Cell(3), Cell(4), Cell(6));
        var unreadable = Unreadable("listing_id", id) ?? Unreadable("status", rawStatus) ?? (_rawStatus < 0 ? Unreadable("title", title) ?? Unreadable("category", category) : null);
        if (unreadable is not null || title.Contains('\0', StringComparison.Ordinal))
        {
            return unreadable ?? "title holds a NUL";
        }

        if (Id(id) is not { } number)
        {
            return $"listing_id '{Short(id)}' is no listing's number: digits only";
        }

        if (title.Length > MaxTitle || rawStatus.Length > MaxText || category.Length > MaxText)
        {
            return $"a cell is too long: at most {MaxTitle} characters for the title and {MaxText} for status and category";
        }

        if (FileFields.FindListingStatus(_statuses.GetValueOrDefault(rawStatus, rawStatus)) is not { } status)
        {
            NoteUnknown(rawStatus);
            return $"status '{Short(rawStatus)}' is none of {string.Join(", ", FileFields.StatusNames(FileKind.Listings))}: say what it means with --status {(rawStatus is "" ? "raw" : Short(rawStatus))}=active";
        }

        string? reason = null;
        var (templateNumber, categoryNumber) = (Optional("template_id", template, ref reason), Optional("category_id", categoryId, ref reason));
        DateTimeOffset? at = null;
        if (published is not "" && reason is null)
        {
            (at, reason) = OrderTime.Read(published, _zone, Import.Now, Import.File.Mapping.Dates, "published_at");
        }

        listing = new ListingInput(number, title, status, _rawStatus < 0 ? rawStatus : Import.File.Cell(_rawStatus), templateNumber, at, null, categoryNumber, _tells);
        return reason;
    }

    private static long? Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    private static long? Optional(string field, string cell, ref string? reason)
    {
        var id = Id(cell);
        if (cell is not "" && id is null)
        {
            reason ??= $"{field} '{Short(cell)}' is no number: digits only";
        }

        return id;
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private string Cell(int field) => Import.File.Cell(_columns[field]);
}
