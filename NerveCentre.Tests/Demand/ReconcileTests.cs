using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Demand;

/// <summary>Two definitions side by side, against a reader that looks at every order.</summary>
public sealed class ReconcileTests
{
    private static readonly Gen<OrderInput> Orders =
        from id in Gen.Choose(1, 100_000)
        from minutes in Gen.Choose(-120, 120)
        from buyer in Gen.Elements("BR", "US", "PL", "", "Atlantis")
        from ship in Gen.Elements("BR", "US", "")
        from status in Gen.Elements(OrderStatus.Paid, OrderStatus.Cancelled, OrderStatus.Unpaid)
        select An.Order(id.ToString(System.Globalization.CultureInfo.InvariantCulture), TestClock.Noon.AddMinutes(minutes), buyer, ship, status);

    private static readonly Gen<DemandQuery> Queries =
        from kind in Gen.Elements(WindowKind.Rolling, WindowKind.Calendar)
        from first in Gen.Choose(-130, 100)
        from length in Gen.Choose(1, 200)
        from side in Gen.Elements(Attribution.Buyer, Attribution.Ship)
        from cancelled in Gen.Elements(true, false)
        from unpaid in Gen.Elements(true, false)
        select new DemandQuery(new DemandWindow(kind, TestClock.Noon.AddMinutes(first), TestClock.Noon.AddMinutes(first + length), "UTC"), side, cancelled, unpaid);

    [Fact]
    public void AnyOrders_AnyDefinitions_DifferByPartsThatAddUp() => Prop.ForAll(
        (from orders in Orders.ListOf(40) from ours in Queries from theirs in Queries select (orders, ours, theirs)).ToArbitrary(),
        c =>
        {
            var compared = Reconciler.Compare(c.ours, c.theirs, c.orders.Select(o => Group(o, c.ours, c.theirs)));

            Assert.Equal(compared.Total.Ours, compared.Places.Sum(p => p.Ours));
            Assert.Equal(compared.Total.Theirs, compared.Places.Sum(p => p.Theirs));
            foreach (var place in compared.Places.Append(compared.Total))
            {
                Assert.Equal(c.orders.Count(o => Holds(new OrderFilter(c.ours, place.Place), o)), place.Ours);
                Assert.Equal(c.orders.Count(o => Holds(new OrderFilter(c.theirs, place.Place), o)), place.Theirs);
                Assert.Equal(place.Difference, place.Parts.Sum(p => p.Net));
                foreach (var reason in Enum.GetValues<DifferenceReason>())
                {
                    var part = place.Parts.SingleOrDefault(p => p.Reason == reason) ?? new DifferencePart(reason, 0, 0);
                    Assert.Equal(c.orders.Count(o => Holds(new OrderFilter(c.ours, place.Place, null, c.theirs, reason), o)), part.OnlyOurs);
                    Assert.Equal(c.orders.Count(o => Holds(new OrderFilter(c.theirs, place.Place, null, c.ours, reason), o)), part.OnlyTheirs);
                }
            }
        }).QuickCheckThrowOnFailure();

    /// <summary>What the pages show of a store is what the pure parts say of its orders.</summary>
    [Fact]
    public async Task StoredOrders_AreComparedAndListedAsOneByOne()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var orders = Gen.Sample(Orders, 300, 60).DistinctBy(o => o.OrderId).ToList();
        await installation.Writer.WriteAsync(session => orders.ForEach(o => session.Orders(store).Upsert(o)), default);
        var (desk, pages) = (installation.Get<ReconcileDesk>(), installation.Get<OrderPages>());

        foreach (var (ours, theirs) in Gen.Sample(Queries, 100, 12).Zip(Gen.Sample(Queries, 100, 12)))
        {
            var compared = await desk.ReadAsync(Caller.CommandLine, store, ours, theirs, default);
            var expected = Reconciler.Compare(ours, theirs, orders.Select(o => Group(o, ours, theirs)));
            Assert.Equal(expected.Places.Select(Flat), compared.Places.Select(Flat));
            Assert.Equal(Flat(expected.Total), Flat(compared.Total));
            foreach (var place in compared.Places.Append(compared.Total))
            {
                await AssertListedAsync(new OrderFilter(ours, place.Place), place.Ours);
                foreach (var part in place.Parts)
                {
                    await AssertListedAsync(new OrderFilter(ours, place.Place, null, theirs, part.Reason), part.OnlyOurs);
                    await AssertListedAsync(new OrderFilter(theirs, place.Place, null, ours, part.Reason), part.OnlyTheirs);
                }
            }
        }

        async Task AssertListedAsync(OrderFilter filter, int count)
        {
            var page = await pages.ReadAsync(Caller.CommandLine, store, filter, null, 200, default);
            Assert.Equal(count, page.Count);
            Assert.Equal(orders.Where(o => Holds(filter, o)).OrderByDescending(o => o.PlacedAt).ThenBy(o => o.OrderId, StringComparer.Ordinal).Select(o => o.OrderId).Take(200), page.Rows.Select(r => r.OrderId));
        }
    }

    [Fact]
    public async Task WhichGive_FindsTheDefinitionOfANumber()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await installation.Writer.WriteAsync(
            session =>
            {
                session.Orders(store).Upsert(An.Order("1", buyer: "BR", ship: "US"));
                session.Orders(store).Upsert(An.Order("2", buyer: "BR", ship: "BR", status: OrderStatus.Cancelled));
            },
            default);
        var query = new DemandQuery(DemandWindows.Rolling(TestClock.Noon));
        DemandQuery[] tried = [query, query with { ExcludeCancelled = true }, query with { Attribution = Attribution.Ship }];

        var desk = installation.Get<ReconcileDesk>();

        Assert.Equal([1, 2], await desk.WhichGiveAsync(Caller.CommandLine, store, tried, OrderPlace.Of(CountryCode.Parse("BR")), 1, default));
        Assert.Equal([0, 2], await desk.WhichGiveAsync(Caller.CommandLine, store, tried, OrderPlace.Everywhere, 2, default));
        Assert.Empty(await desk.WhichGiveAsync(Caller.CommandLine, store, tried, OrderPlace.Unknown, 1, default));
    }

    private static string Flat(ReconciledPlace place) =>
        $"{place.Place.Country} {place.Place.IsUnknown} {place.Ours} {place.Theirs} {string.Join(' ', place.Parts)}";

    private static OrderGroup Group(OrderInput order, DemandQuery ours, DemandQuery theirs)
    {
        var placed = order.PlacedAt.ToUnixTimeMilliseconds();
        return new OrderGroup(order.Countries!.Value.Buyer, order.Countries.Value.Ship, order.Status, Reconciler.SideOf(placed, DemandReader.Bounds(ours.Window)), Reconciler.SideOf(placed, DemandReader.Bounds(theirs.Window)), 1);
    }

    private static bool Holds(OrderFilter filter, OrderInput order) =>
        filter.Holds(order.PlacedAt.ToUnixTimeMilliseconds(), order.Countries!.Value.Buyer, order.Countries.Value.Ship, order.Status);
}
