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
/// Prepared statements on the context's own connection: EF's change tracker costs more than SQLite does.
/// </summary>
internal sealed class OrderWriter : IDisposable
{
    /// <summary>Changed counts held before they are written.</summary>
    private const int MaxPendingCounts = 20_000;

    private readonly int _storeId;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _select;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _count;
    private readonly SqliteCommand _dropEmpty;
    private readonly Dictionary<CountKey, Tally> _pending = [];

    public OrderWriter(SqliteConnection connection, SqliteTransaction transaction, int storeId)
    {
        _storeId = storeId;
        _insert = Prepare(connection, transaction, """
            INSERT INTO Orders (StoreId, OrderId, PlacedAt, BuyerCountry, BuyerCountryRaw, ShipCountry, ShipCountryRaw, Amount, Currency, Status, RawStatus, ModifiedAt, CountriesRead)
            VALUES ($store, $id, $placed, $buyer, $buyerRaw, $ship, $shipRaw, $amount, $currency, $status, $rawStatus, $modified, $read)
            ON CONFLICT DO NOTHING
            """, "$id", "$placed", "$buyer", "$buyerRaw", "$ship", "$shipRaw", "$amount", "$currency", "$status", "$rawStatus", "$modified", "$read");
        _select = Prepare(connection, transaction, """
            SELECT PlacedAt, BuyerCountry, BuyerCountryRaw, ShipCountry, ShipCountryRaw, Amount, Currency, Status, RawStatus, ModifiedAt, CountriesRead
            FROM Orders WHERE StoreId = $store AND OrderId = $id
            """, "$id");
        _update = Prepare(connection, transaction, """
            UPDATE Orders SET PlacedAt = $placed, BuyerCountry = $buyer, BuyerCountryRaw = $buyerRaw, ShipCountry = $ship, ShipCountryRaw = $shipRaw,
                Amount = $amount, Currency = $currency, Status = $status, RawStatus = $rawStatus, ModifiedAt = $modified, CountriesRead = $read
            WHERE StoreId = $store AND OrderId = $id
            """, "$id", "$placed", "$buyer", "$buyerRaw", "$ship", "$shipRaw", "$amount", "$currency", "$status", "$rawStatus", "$modified", "$read");
        _count = Prepare(connection, transaction, """
            INSERT INTO OrderCounts (StoreId, Grain, Side, Bucket, Country, Counted, Cancelled, Unpaid)
            VALUES ($store, $grain, $side, $bucket, $country, $counted, $cancelled, $unpaid)
            ON CONFLICT DO UPDATE SET Counted = Counted + excluded.Counted, Cancelled = Cancelled + excluded.Cancelled, Unpaid = Unpaid + excluded.Unpaid
            """, "$grain", "$side", "$bucket", "$country", "$counted", "$cancelled", "$unpaid");
        _dropEmpty = Prepare(connection, transaction, """
            DELETE FROM OrderCounts
            WHERE StoreId = $store AND Grain = $grain AND Side = $side AND Bucket = $bucket AND Country = $country AND Counted = 0 AND Cancelled = 0 AND Unpaid = 0
            """, "$grain", "$side", "$bucket", "$country");
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
            order.Countries is not null);

        Bind(_insert, order.OrderId, row);
        if (_insert.ExecuteNonQuery() is 1)
        {
            Count(row, +1);
            return UpsertOutcome.Added;
        }

        var stored = Read(order.OrderId)!.Value;
        if (stored.Modified is { } known && (row.Modified is not { } told || told < known))
        {
            return UpsertOutcome.Unchanged;
        }

        return Replace(order.OrderId, stored, row.CountriesRead ? row : stored.CountriesInto(row));
    }

    /// <summary>Fills in the countries of an order that the list told without them.</summary>
    public UpsertOutcome SetCountries(string orderId, in OrderCountriesInput countries) =>
        Read(orderId) is not { } stored
            ? UpsertOutcome.Unchanged
            : Replace(orderId, stored, stored with
            {
                Buyer = countries.Buyer?.Alpha2,
                BuyerRaw = countries.BuyerRaw,
                Ship = countries.Ship?.Alpha2,
                ShipRaw = countries.ShipRaw,
                CountriesRead = true,
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

            Bind(_count, key);
            _count.Parameters[5].Value = tally.Counted;
            _count.Parameters[6].Value = tally.Cancelled;
            _count.Parameters[7].Value = tally.Unpaid;
            _count.ExecuteNonQuery();
            if (tally.Counted < 0 || tally.Cancelled < 0 || tally.Unpaid < 0)
            {
                Bind(_dropEmpty, key);
                _dropEmpty.ExecuteNonQuery();
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

        Bind(_update, orderId, row);
        _update.ExecuteNonQuery();
        Count(stored, -1);
        Count(row, +1);
        return UpsertOutcome.Updated;
    }

    private Row? Read(string orderId)
    {
        _select.Parameters[1].Value = orderId;
        using var reader = _select.ExecuteReader();
        return !reader.Read()
            ? null
            : new Row(
                reader.GetInt64(0),
                Text(1),
                reader.GetString(2),
                Text(3),
                reader.GetString(4),
                Text(5),
                Text(6),
                (OrderStatus)reader.GetInt32(7),
                reader.GetString(8),
                reader.IsDBNull(9) ? null : reader.GetInt64(9),
                reader.GetBoolean(10));

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
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

    private SqliteCommand Prepare(SqliteConnection connection, SqliteTransaction transaction, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.Parameters.AddWithValue("$store", _storeId);
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static void Bind(SqliteCommand command, string orderId, in Row row)
    {
        var parameters = command.Parameters;
        parameters[1].Value = orderId;
        parameters[2].Value = row.Placed;
        parameters[3].Value = (object?)row.Buyer ?? DBNull.Value;
        parameters[4].Value = row.BuyerRaw;
        parameters[5].Value = (object?)row.Ship ?? DBNull.Value;
        parameters[6].Value = row.ShipRaw;
        parameters[7].Value = (object?)row.Amount ?? DBNull.Value;
        parameters[8].Value = (object?)row.Currency ?? DBNull.Value;
        parameters[9].Value = (int)row.Status;
        parameters[10].Value = row.RawStatus;
        parameters[11].Value = (object?)row.Modified ?? DBNull.Value;
        parameters[12].Value = row.CountriesRead ? 1 : 0;
    }

    private static void Bind(SqliteCommand command, in CountKey key)
    {
        var parameters = command.Parameters;
        parameters[1].Value = key.Grain;
        parameters[2].Value = (int)key.Side;
        parameters[3].Value = key.Bucket;
        parameters[4].Value = key.Country;
    }

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
        bool CountriesRead)
    {
        public Row CountriesInto(in Row row) => row with { Buyer = Buyer, BuyerRaw = BuyerRaw, Ship = Ship, ShipRaw = ShipRaw, CountriesRead = CountriesRead };
    }
}
