using NerveCentre.Core.Store;

namespace NerveCentre.Core.Files;

internal sealed class OrderRows : RowTaker
{
    private readonly OrderFileOptions _options;
    private readonly OrderRowParser _parser;
    private readonly SeenIds _seen;
    private readonly int[] _columns;
    private readonly int _rawStatus;
    private string? _lastMapped;
    private int _unmapped;

    public OrderRows(ImportedFile import)
        : base(import)
    {
        _options = OrderFileOptions.Of(import.File.Mapping);
        _columns = [.. OrderFileOptions.Fields.Select(import.File.ColumnOf)];
        _rawStatus = import.File.ColumnOf(FileFields.RawStatus);
        _parser = new OrderRowParser(_options, import.Now, isOwn: _rawStatus >= 0);
        _seen = new SeenIds(import.Session);
    }

    public override void Take()
    {
        var text = new OrderText(Cell(0), Cell(1), Cell(2), Cell(3), Cell(4), Cell(5), Cell(6));
        var reason = _parser.Parse(text, out var order);
        if (reason is null && _seen.FirstLine(order.OrderId, Import.File.Line) is { } first)
        {
            reason = $"order_id '{order.OrderId}' already stands on line {first}; the first one is kept";
        }

        if (text.Status is not "" && text.Status != _lastMapped && !IsMapped(text.Status))
        {
            NoteUnknown(text.Status.Length > 100 ? text.Status[..100] : text.Status);
            _unmapped++;
        }

        if (reason is not null)
        {
            Import.Reject(reason);
            return;
        }

        Import.Counts.Count(Import.Session.Orders(Import.StoreId).Upsert(_rawStatus < 0 ? order : order with { RawStatus = Import.File.Cell(_rawStatus) }));
    }

    public override void Finish()
    {
        if (Import.File.ColumnOf("buyer_country") < 0)
        {
            Import.Counts.Say(_options.ShipForBuyer
                ? "The file tells no buyer country; the country of the parcel was taken for it."
                : "The file tells no buyer country, so its orders count as unknown country, unless they are counted by ship-to country.");
        }

        if (_unmapped > 0)
        {
            Import.Counts.Say($"{(_unmapped is 1 ? "1 row has" : $"{_unmapped} rows have")} a status that is not mapped and counts as placed: {string.Join(", ", UnknownTexts.Keys.Take(5).Select(t => $"'{t}'"))}{(UnknownTexts.Count > 5 ? " and others" : "")}.");
        }
    }

    public override void Dispose() => _seen.Dispose();

    /// <summary>Neighbours mostly share their status: the question is asked once for a run of them.</summary>
    private bool IsMapped(string status)
    {
        var mapped = _options.IsMapped(status);
        _lastMapped = mapped ? status : _lastMapped;
        return mapped;
    }

    private string Cell(int field) => Import.File.Cell(_columns[field]);
}
