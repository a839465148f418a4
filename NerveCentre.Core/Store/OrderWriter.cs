using System.Globalization;
using Microsoft.Data.Sqlite;
using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Store;

internal enum UpsertOutcome
{
    Added,
    Updated,
    Unchanged,
}

/// <summary>An order as a source tells it.</summary>
/// <param name="Countries"><c>null</c> when this source does not tell the countries; what is stored then stays.</param>
/// <param name="ModifiedAt"><c>null</c> when the source does not tell; then the last one to speak is right, unless a source that tells has spoken.</param>
internal readonly record struct OrderInput(
    string OrderId,
    DateTimeOffset PlacedAt,
    OrderCountriesInput? Countries,
    decimal? Amount,
    string? Currency,
    OrderStatus Status,
    string RawStatus,
    DateTimeOffset? ModifiedAt);

internal readonly record struct OrderCountriesInput(CountryCode? Buyer, string BuyerRaw, CountryCode? Ship, string ShipRaw);

/// <summary>
/// Writes orders and, in the same transaction, the counts per hour and day that the map reads.
/// Prepared statements on the context's own connection and in its transaction: EF's change tracker costs more than SQLite does.
/// </summary>
internal sealed class OrderWriter : IDisposable
{
    /// <summary>Changed counts held before they are written.</summary>
    private const int MaxPendingCounts = 20_000;

    private readonly int _storeId;
    private readonly Statement _insert;
    private readonly Statement _select;
    private readonly Statement _update;
    private readonly Statement _count;
    private readonly Statement _dropEmpty;
    private readonly Dictionary<CountKey, Tally> _pending = [];

    public OrderWriter(SqliteConnection connection, int storeId)
    {
        _storeId = storeId;
        _insert = new Statement(connection, """
            INSERT INTO Orders (StoreId, OrderId, PlacedAt, BuyerCountry, BuyerCountryRaw, ShipCountry, ShipCountryRaw, Amount, Currency, Status, RawStatus, ModifiedAt, CountriesRead)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            ON CONFLICT DO NOTHING
            """);
        _select = new Statement(connection, """
            SELECT PlacedAt, BuyerCountry, BuyerCountryRaw, ShipCountry, ShipCountryRaw, Amount, Currency, Status, RawStatus, ModifiedAt, CountriesRead
            FROM Orders WHERE StoreId = ?1 AND OrderId = ?2
            """);
        _update = new Statement(connection, """
            UPDATE Orders SET PlacedAt = ?3, BuyerCountry = ?4, BuyerCountryRaw = ?5, ShipCountry = ?6, ShipCountryRaw = ?7,
                Amount = ?8, Currency = ?9, Status = ?10, RawStatus = ?11, ModifiedAt = ?12, CountriesRead = ?13
            WHERE StoreId = ?1 AND OrderId = ?2
            """);
        _count = new Statement(connection, """
            INSERT INTO OrderCounts (StoreId, Grain, Side, Bucket, Country, Counted, Cancelled, Unpaid) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT DO UPDATE SET Counted = Counted + excluded.Counted, Cancelled = Cancelled + excluded.Cancelled, Unpaid = Unpaid + excluded.Unpaid
            """);
        _dropEmpty = new Statement(connection, """
            DELETE FROM OrderCounts
            WHERE StoreId = ?1 AND Grain = ?2 AND Side = ?3 AND Bucket = ?4 AND Country = ?5 AND Counted = 0 AND Cancelled = 0 AND Unpaid = 0
            """);
    }

    public UpsertOutcome Upsert(in OrderInput order)
    {
        var row = new Row(
            order.PlacedAt.ToUnixTimeMilliseconds(),
            order.Countries?.Buyer?.Alpha2,
            order.Countries?.BuyerRaw ?? "",
            order.Countries?.Ship?.Alpha2,
            order.Countries?.ShipRaw ?? "",
            order.Amount?.ToString(CultureInfo.InvariantCulture),
            order.Currency,
            order.Status,
            order.RawStatus,
            order.ModifiedAt?.ToUnixTimeMilliseconds(),
            order.Countries is not null ? CountriesRead.Both : CountriesRead.No);

        if (Bind(_insert, order.OrderId, row).Execute() is 1)
        {
            Count(row, +1);
            return UpsertOutcome.Added;
        }

        var stored = Read(order.OrderId)!.Value;
        if (order.Countries is null)
        {
            // A list: it tells the present, but not the countries, and perhaps not everything else.
            row = row with { Modified = row.Modified ?? stored.Modified, Amount = row.Amount ?? stored.Amount, Currency = row.Currency ?? stored.Currency };
            row = stored.CountriesInto(row);
        }

        return stored.Modified is { } known && (row.Modified is not { } told || told < known) ? UpsertOutcome.Unchanged : Replace(order.OrderId, stored, row);
    }

    /// <summary>Fills in the countries of an order that the list told without them.</summary>
    public UpsertOutcome SetCountries(string orderId, in OrderCountriesInput countries, CountriesRead read = CountriesRead.Both) =>
        Read(orderId) is not { } stored
            ? UpsertOutcome.Unchanged
            : Replace(orderId, stored, stored with
            {
                Buyer = countries.Buyer?.Alpha2,
                BuyerRaw = countries.BuyerRaw,
                Ship = countries.Ship?.Alpha2,
                ShipRaw = countries.ShipRaw,
                CountriesRead = read,
            });

    /// <summary>Writes the changed counts. Before the commit, always.</summary>
    public void FlushCounts()
    {
        foreach (var (key, tally) in _pending)
        {
            if (tally == default)
            {
                continue;
            }

            Bind(_count, key).Bind(6, tally.Counted).Bind(7, tally.Cancelled).Bind(8, tally.Unpaid).Execute();
            if (tally.Counted < 0 || tally.Cancelled < 0 || tally.Unpaid < 0)
            {
                Bind(_dropEmpty, key).Execute();
            }
        }

        _pending.Clear();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _select.Dispose();
        _update.Dispose();
        _count.Dispose();
        _dropEmpty.Dispose();
    }

    private UpsertOutcome Replace(string orderId, in Row stored, in Row row)
    {
        if (row == stored)
        {
            return UpsertOutcome.Unchanged;
        }

        Bind(_update, orderId, row).Execute();
        Count(stored, -1);
        Count(row, +1);
        return UpsertOutcome.Updated;
    }

    private Row? Read(string orderId)
    {
        try
        {
            return !_select.Bind(1, _storeId).Bind(2, orderId).Step()
                ? null
                : new Row(
                    _select.Long(0),
                    _select.TextOrNull(1),
                    _select.Text(2),
                    _select.TextOrNull(3),
                    _select.Text(4),
                    _select.TextOrNull(5),
                    _select.TextOrNull(6),
                    (OrderStatus)_select.Long(7),
                    _select.Text(8),
                    _select.LongOrNull(9),
                    (CountriesRead)_select.Long(10));
        }
        finally
        {
            _select.Reset();
        }
    }

    private void Count(in Row row, int orders)
    {
        var hour = Math.DivRem(row.Placed, 3_600_000L, out var rest) - (rest < 0 ? 1 : 0);
        var day = Math.DivRem(hour, 24L, out rest) - (rest < 0 ? 1 : 0);
        var buyer = row.Buyer ?? OrderCountRecord.UnknownMark + row.BuyerRaw;
        var status = row.Status;
        var ship = row.Ship ?? OrderCountRecord.UnknownMark + row.ShipRaw;
        if (buyer == ship)
        {
            Add(CountedSide.Both, buyer);
        }
        else
        {
            Add(CountedSide.Buyer, buyer);
            Add(CountedSide.Ship, ship);
        }

        if (_pending.Count > MaxPendingCounts)
        {
            FlushCounts();
        }

        void Add(CountedSide side, string country)
        {
            Pending(new CountKey(1, side, hour, country)).Add(status, orders);
            Pending(new CountKey(24, side, day, country)).Add(status, orders);
        }
    }

    private ref Tally Pending(in CountKey key) =>
        ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_pending, key, out _);

    private Statement Bind(Statement statement, string orderId, in Row row) => statement
        .Bind(1, _storeId)
        .Bind(2, orderId)
        .Bind(3, row.Placed)
        .Bind(4, row.Buyer)
        .Bind(5, row.BuyerRaw)
        .Bind(6, row.Ship)
        .Bind(7, row.ShipRaw)
        .Bind(8, row.Amount)
        .Bind(9, row.Currency)
        .Bind(10, (int)row.Status)
        .Bind(11, row.RawStatus)
        .Bind(12, row.Modified)
        .Bind(13, (int)row.CountriesRead);

    private Statement Bind(Statement statement, in CountKey key) => statement
        .Bind(1, _storeId)
        .Bind(2, key.Grain)
        .Bind(3, (int)key.Side)
        .Bind(4, key.Bucket)
        .Bind(5, key.Country);

    private readonly record struct CountKey(int Grain, CountedSide Side, long Bucket, string Country);

    private record struct Tally(int Counted, int Cancelled, int Unpaid)
    {
        public void Add(OrderStatus status, int orders)
        {
            switch (status)
            {
                case OrderStatus.Cancelled:
                    Cancelled += orders;
                    break;
                case OrderStatus.Unpaid:
                    Unpaid += orders;
                    break;
                default:
                    Counted += orders;
                    break;
            }
        }
    }

    private readonly record struct Row(
        long Placed,
        string? Buyer,
        string BuyerRaw,
        string? Ship,
        string ShipRaw,
        string? Amount,
        string? Currency,
        OrderStatus Status,
        string RawStatus,
        long? Modified,
        CountriesRead CountriesRead)
    {
        public Row CountriesInto(in Row row) => row with { Buyer = Buyer, BuyerRaw = BuyerRaw, Ship = Ship, ShipRaw = ShipRaw, CountriesRead = CountriesRead };
    }
}
