using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Demand;

public sealed class OrderPagesTests
{
    private static readonly DemandQuery Month = new(DemandWindows.Rolling(TestClock.Noon));

    /// <summary>Ten orders of one moment among others: a page may end in the middle of them.</summary>
    [Fact]
    public async Task Pages_HoldEveryOrderOnce_NewestFirst_AndSoDoesTheFile()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await installation.Writer.WriteAsync(
            session =>
            {
                for (var i = 0; i < 25; i++)
                {
                    session.Orders(store).Upsert(An.Order($"o{i}", TestClock.Noon.AddHours(i < 10 ? -5 : -i), i % 5 is 0 ? "" : "BR"));
                }
            },
            default);
        var pages = installation.Get<OrderPages>();
        var (filter, rows, after) = (new OrderFilter(Month, OrderPlace.Everywhere), new List<OrderRow>(), (OrderCursor?)null);
        do
        {
            var page = await pages.ReadAsync(Caller.CommandLine, store, filter, after, 7, default);
            Assert.Equal(25, page.Count);
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(25, rows.DistinctBy(r => r.OrderId).Count());
        Assert.Equal(rows.OrderByDescending(r => r.PlacedAt).ThenBy(r => r.OrderId, StringComparer.Ordinal), rows);
        Assert.Equal(rows, await (await pages.ExportAsync(Caller.CommandLine, store, filter, default)).ToListAsync());
    }

    [Fact]
    public async Task OrdersOfUnknownCountry_AreThoseOfTheirText()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        await installation.Writer.WriteAsync(
            session =>
            {
                session.Orders(store).Upsert(An.Order("1", buyer: "Atlantis"));
                session.Orders(store).Upsert(An.Order("2", buyer: ""));
                session.Orders(store).Upsert(An.Order("3", buyer: "BR"));
            },
            default);
        var pages = installation.Get<OrderPages>();

        Assert.Equal(2, (await pages.ReadAsync(Caller.CommandLine, store, new OrderFilter(Month, OrderPlace.Unknown), null, 10, default)).Count);
        Assert.Equal("1", Assert.Single((await pages.ReadAsync(Caller.CommandLine, store, new OrderFilter(Month, OrderPlace.Unknown, "Atlantis"), null, 10, default)).Rows).OrderId);
        Assert.Equal("2", Assert.Single((await pages.ReadAsync(Caller.CommandLine, store, new OrderFilter(Month, OrderPlace.Unknown, ""), null, 10, default)).Rows).OrderId);
        Assert.Equal("3", Assert.Single((await pages.ReadAsync(Caller.CommandLine, store, new OrderFilter(Month, OrderPlace.Of(CountryCode.Parse("BR"))), null, 10, default)).Rows).OrderId);
    }
}
