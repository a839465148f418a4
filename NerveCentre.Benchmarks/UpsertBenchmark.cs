using System.Globalization;
using Microsoft.Data.Sqlite;
using NerveCentre.Core.Store;

namespace NerveCentre.Benchmarks;

/// <summary>
/// Orders written as a sync writes them (a transaction per 1,000, counts kept) against the same rows in the same table
/// through bare commands that keep no counts and do not look at what is stored.
/// </summary>
internal static class UpsertBenchmark
{
    private const int Batch = 1_000;
    private const int BatchesPerRound = 10;

    public static async Task RunAsync(Report report, Scale scale)
    {
        report.Heading("Upserts of orders, 1,000 per transaction, against INSERT … ON CONFLICT DO UPDATE without counts");
        // A batch of a large store falls into few hours, that of a small one into as many as it has orders: the most counts to keep.
        await RunAsync(report, scale, "1,400 orders a day", 1_400);
        await RunAsync(report, scale, "100 orders a day", 100);
    }

    private static async Task RunAsync(Report report, Scale scale, string name, int perDay)
    {
        const int warmUp = 2;
        var rounds = scale is Scale.Full ? 21 : 11;
        const int perRound = Batch * BatchesPerRound;
        var total = (warmUp + rounds) * perRound;
        var orders = OrderData.Over(total / perDay, total, seed: 1).ToArray();
        await using var ours = await BenchStore.CreateAsync();
        await using var theirs = await BenchStore.CreateAsync();
        using var raw = new RawOrders(theirs);

        var (mine, other) = (0, 0);
        var fresh = await Measure.ByTurnsAsync(
            warmUp,
            rounds,
            () => WriteAsync(ours, orders.AsMemory(perRound * mine++, perRound)),
            () => raw.WriteAsync(orders.AsMemory(perRound * other++, perRound)));
        Print(report, $"new, {name}", fresh, perRound);

        (mine, other) = (0, 0);
        var again = await Measure.ByTurnsAsync(
            warmUp,
            rounds,
            () => WriteAsync(ours, orders.AsMemory(perRound * mine++, perRound)),
            () => raw.WriteAsync(orders.AsMemory(perRound * other++, perRound)));
        Print(report, $"unchanged, {name}", again, perRound);
        Check(ours, theirs);
    }

    private static void Print(Report report, string what, Samples[] times, int orders)
    {
        // Rates: the inverse of times, so raw's time goes above.
        var ratio = times[1].Against(times[0]);
        report.Row(what, times[0].PerSecond(orders), "raw " + times[1].PerSecond(orders), Samples.Text(ratio, "×"), ("≥ 0.5", ratio.Median >= 0.5));
    }

    private static async Task WriteAsync(BenchStore store, ReadOnlyMemory<OrderInput> orders)
    {
        for (var at = 0; at < orders.Length; at += Batch)
        {
            var batch = orders.Slice(at, Batch);
            await store.Writer.WriteAsync(
                session =>
                {
                    var writer = session.Orders(store.StoreId);
                    foreach (ref readonly var order in batch.Span)
                    {
                        writer.Upsert(order);
                    }
                },
                default);
        }
    }

    /// <summary>Both wrote the same orders, and the counts are what those orders count to.</summary>
    private static void Check(BenchStore ours, BenchStore theirs)
    {
        const string all = "SELECT * FROM Orders ORDER BY OrderId";
        if (!ours.Rows(all).SequenceEqual(theirs.Rows(all)))
        {
            throw new WrongResultException("the orders written differ from those that bare commands wrote");
        }

        MapBenchmark.CheckCounts(ours);
    }

    private sealed class RawOrders : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _upsert;

        public RawOrders(BenchStore store)
        {
            _connection = store.OpenRaw();
            _upsert = _connection.CreateCommand();
            _upsert.CommandText = """
                INSERT INTO Orders (StoreId, OrderId, PlacedAt, BuyerCountry, BuyerCountryRaw, ShipCountry, ShipCountryRaw, Amount, Currency, Status, RawStatus, ModifiedAt, CountriesRead)
                VALUES ($store, $id, $placed, $buyer, $buyerRaw, $ship, $shipRaw, $amount, $currency, $status, $rawStatus, $modified, 1)
                ON CONFLICT DO UPDATE SET PlacedAt = excluded.PlacedAt, BuyerCountry = excluded.BuyerCountry, BuyerCountryRaw = excluded.BuyerCountryRaw,
                    ShipCountry = excluded.ShipCountry, ShipCountryRaw = excluded.ShipCountryRaw, Amount = excluded.Amount, Currency = excluded.Currency,
                    Status = excluded.Status, RawStatus = excluded.RawStatus, ModifiedAt = excluded.ModifiedAt, CountriesRead = excluded.CountriesRead
                """;
            _upsert.Parameters.AddWithValue("$store", store.StoreId);
            foreach (var name in "$id,$placed,$buyer,$buyerRaw,$ship,$shipRaw,$amount,$currency,$status,$rawStatus,$modified".Split(','))
            {
                _upsert.Parameters.Add(new SqliteParameter { ParameterName = name });
            }
        }

        public Task WriteAsync(ReadOnlyMemory<OrderInput> orders)
        {
            for (var at = 0; at < orders.Length; at += Batch)
            {
                using var transaction = _connection.BeginTransaction();
                _upsert.Transaction = transaction;
                foreach (ref readonly var order in orders.Span.Slice(at, Batch))
                {
                    Bind(order);
                    _upsert.ExecuteNonQuery();
                }

                transaction.Commit();
            }

            return Task.CompletedTask;
        }

        public void Dispose()
        {
            _upsert.Dispose();
            _connection.Dispose();
        }

        private void Bind(in OrderInput order)
        {
            var (p, countries) = (_upsert.Parameters, order.Countries!.Value);
            p[1].Value = order.OrderId;
            p[2].Value = order.PlacedAt.ToUnixTimeMilliseconds();
            p[3].Value = (object?)countries.Buyer?.Alpha2 ?? DBNull.Value;
            p[4].Value = countries.BuyerRaw;
            p[5].Value = (object?)countries.Ship?.Alpha2 ?? DBNull.Value;
            p[6].Value = countries.ShipRaw;
            p[7].Value = order.Amount!.Value.ToString(CultureInfo.InvariantCulture);
            p[8].Value = order.Currency;
            p[9].Value = (int)order.Status;
            p[10].Value = order.RawStatus;
            p[11].Value = order.ModifiedAt!.Value.ToUnixTimeMilliseconds();
        }
    }
}
