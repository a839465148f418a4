using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Demand;

/// <summary>The reader that adds up hours and days, against one that looks at every order.</summary>
public sealed class DemandReaderTests
{
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;

    // 2026-03-01T00Z: the windows below begin and end in the weeks around it.
    private static readonly long Origin = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>Moments on, one before and one after the bounds at which the reader changes from orders to hours to days.</summary>
    private static readonly Gen<long> Moments =
        from day in Gen.Choose(-40, 40)
        from hour in Gen.Choose(0, 23)
        from inHour in Gen.Elements(0L, 0L, 1L, -1L, HourMs / 2, HourMs - 1, 999L, 1000L, 59_999L)
        from onDay in Gen.Elements(true, false)
        select Origin + (day * DayMs) + (onDay ? 0 : hour * HourMs) + inHour;

    private static readonly Gen<OrderInput> Orders =
        from id in Gen.Choose(1, 200)
        from placed in Moments
        from buyer in Gen.Elements("BR", "US", "PL", "DE", "XK", "", "Atlantis", "Channel Islands", "?")
        from ship in Gen.Elements("BR", "MX", "", "Unspecified")
        from status in Gen.Elements(Enum.GetValues<OrderStatus>())
        select An.Order(id.ToString(System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.FromUnixTimeMilliseconds(placed), buyer, ship, status);

    private static readonly Gen<DemandQuery> Queries =
        from kind in Gen.Elements(WindowKind.Rolling, WindowKind.Calendar)
        from first in Moments
        from length in Gen.OneOf(
            Gen.Elements(0L, 1L, 2L, 1000L, HourMs - 1, HourMs, HourMs + 1, DayMs - 1, DayMs, DayMs + 1, 30 * DayMs, 30 * DayMs + 1),
            Gen.Choose(0, int.MaxValue).Select(l => (long)l))
        from side in Gen.Elements(Attribution.Buyer, Attribution.Ship)
        from cancelled in Gen.Elements(true, false)
        from unpaid in Gen.Elements(true, false)
        let window = new DemandWindow(kind, DateTimeOffset.FromUnixTimeMilliseconds(first), DateTimeOffset.FromUnixTimeMilliseconds(first + length), "UTC")
        select new DemandQuery(window, side, cancelled, unpaid);

    [Fact]
    public async Task AnyOrdersAnyWindow_AreCountedAsOneByOne()
    {
        await using var installation = Installation.Empty();
        var reader = installation.Get<DemandReader>();
        var round = 0;
        var cases =
            from orders in Orders.ListOf(60)
            from queries in Queries.ListOf(8)
            from hits in (from one in Gen.Choose(0, 59) from other in Gen.Choose(0, 59) from beside in Gen.Choose(-1, 1) select (one, other, beside)).ListOf(8)
            // Half of the windows begin and end on an order or a millisecond beside it.
            select (orders, queries: queries.Concat(queries.Zip(hits, (q, hit) => Between(q, orders[hit.one].PlacedAt, orders[hit.other].PlacedAt, hit.beside))));
        Prop.ForAll(cases.ToArbitrary(), async c =>
        {
            // Each round has a store of its own; the others' orders in the same file must not be seen.
            var store = (await installation.StoreAsync($"Shop {++round}")).Id;
            await installation.Writer.WriteAsync(
                session =>
                {
                    foreach (var order in c.orders)
                    {
                        session.Orders(store).Upsert(order);
                    }
                },
                default);
            foreach (var query in c.queries)
            {
                var (counts, unknown) = OneByOne(c.orders, query);

                var reading = await reader.ReadAsync(store, query, default);

                Assert.Equal(counts, reading.Countries.ToDictionary(x => x.Country.Alpha2, x => x.Orders));
                Assert.Equal(unknown, reading.UnknownRaw);
                Assert.Equal(reading.Total, reading.Countries.Sum(x => x.Orders) + reading.Unknown);
                Assert.Equal(reading.Countries.OrderByDescending(x => x.Orders).ThenBy(x => x.Country.Alpha2, StringComparer.Ordinal), reading.Countries);
                Assert.All(reading.Countries, x => Assert.Equal((double)x.Orders / reading.Total, x.Share));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(-1, true)]
    [InlineData(-2_592_000_000, false)]
    [InlineData(-2_591_999_999, true)]
    public async Task RollingWindow_LeavesItsFirstInstantOutAndTakesItsLastOneIn(long msFromEnd, bool counted)
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await installation.Writer.WriteAsync(session => session.Orders(store).Upsert(An.Order("1", TestClock.Noon.AddMilliseconds(msFromEnd), "BR")), default);

        var reading = await installation.Get<DemandReader>().ReadAsync(store, new DemandQuery(DemandWindows.Rolling(TestClock.Noon)), default);

        Assert.Equal(counted ? 1 : 0, reading.Total);
    }

    [Fact]
    public async Task NoOrders_HaveNoShareAndNoConcentration()
    {
        await using var installation = Installation.Empty();
        var store = await installation.StoreAsync();

        var reading = await installation.Get<DemandReader>().ReadAsync(store.Id, new DemandQuery(DemandWindows.Rolling(TestClock.Noon)), default);

        Assert.Equal((0, 0), (reading.Total, reading.Unknown));
        Assert.Empty(reading.Countries);
        Assert.Null(reading.Top5Share);
        Assert.Null(reading.EffectiveCountries);
        Assert.Equal(0, reading.OrdersFrom(CountryCode.Parse("BR")));
    }

    [Theory]
    [InlineData("BR 1", 1.0, 1.0)]
    [InlineData("BR 10, US 10", 2.0, 1.0)]
    [InlineData("BR 1, US 1, DE 1, FR 1, PL 1, ES 1, MX 1, IT 1, NL 1, AT 1", 10.0, 0.5)]
    public void EvenDemand_HasAsManyEffectiveCountriesAsThereAre(string table, double effective, double top5)
    {
        var counts = table.Split(", ").Select(e => e.Split(' ')).Select(e => (e[0], int.Parse(e[1], System.Globalization.CultureInfo.InvariantCulture))).ToList();

        var reading = DemandReader.Compose("Shop", TestClock.Noon, new DemandQuery(DemandWindows.Rolling(TestClock.Noon)), counts);

        Assert.Equal(effective, reading.EffectiveCountries!.Value, 9);
        Assert.Equal(top5, reading.Top5Share!.Value, 9);
    }

    private static DemandQuery Between(DemandQuery query, DateTimeOffset one, DateTimeOffset other, int beside) =>
        query with { Window = query.Window with { From = (one < other ? one : other).AddMilliseconds(beside), To = (one < other ? other : one).AddMilliseconds(beside) } };

    private static (Dictionary<string, int> Counts, Dictionary<string, int> Unknown) OneByOne(IEnumerable<OrderInput> told, DemandQuery query)
    {
        // Repeated ids: the last one told is right.
        var (counts, unknown) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var order in told.GroupBy(o => o.OrderId).Select(g => g.Last()))
        {
            var (from, to) = (query.Window.From, query.Window.To);
            var inside = query.Window.Kind is WindowKind.Rolling ? order.PlacedAt > from && order.PlacedAt <= to : order.PlacedAt >= from && order.PlacedAt < to;
            var leftOut = (query.ExcludeCancelled && order.Status is OrderStatus.Cancelled) || (query.ExcludeUnpaid && order.Status is OrderStatus.Unpaid);
            if (inside && !leftOut)
            {
                var (country, raw) = query.Attribution is Attribution.Buyer
                    ? (order.Countries!.Value.Buyer, order.Countries.Value.BuyerRaw)
                    : (order.Countries!.Value.Ship, order.Countries.Value.ShipRaw);
                var (where, key) = country is { } known ? (counts, known.Alpha2) : (unknown, raw);
                where[key] = where.GetValueOrDefault(key) + 1;
            }
        }

        return (counts, unknown);
    }
}
