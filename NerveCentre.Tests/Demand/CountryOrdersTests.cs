using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Demand;

public sealed class CountryOrdersTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);
    private static readonly CountryCode Brazil = CountryCode.Parse("BR");

    /// <summary>On both edges of both windows, in a zone that is half an hour off.</summary>
    [Theory]
    [InlineData(WindowKind.Rolling, 0)]
    [InlineData(WindowKind.Calendar, 0)]
    [InlineData(WindowKind.Calendar, 9)]
    public async Task Days_AddUpToTheCountsOfBothWindows_AndCurrenciesToThisOne(WindowKind kind, int hoursToGo)
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync("Shop", "Asia/Kolkata")).Id;
        var window = kind is WindowKind.Rolling ? DemandWindows.Rolling(Noon, "Asia/Kolkata") : DemandWindows.Calendar(new DateOnly(2026, 3, 16), "Asia/Kolkata");
        var asOf = window.To.AddHours(-hoursToGo);
        var windowBefore = DemandWindows.Before(window, asOf);
        DateTimeOffset[] edges = [window.To, window.From, windowBefore.From, windowBefore.To];
        var orders = edges.SelectMany(e => new[] { -1, 0, 1 }.Select(ms => e.AddMilliseconds(ms))).Concat(Enumerable.Range(0, 200).Select(i => Noon.AddMinutes(-431 * i)))
            .Select((at, i) => An.Order($"{i}", at, i % 3 is 0 ? "US" : "BR", "MX", i % 5 is 0 ? OrderStatus.Cancelled : OrderStatus.Paid) with { Amount = i % 7 is 0 ? null : i, Currency = i % 2 is 0 ? "USD" : "BRL" })
            .ToList();
        await installation.Writer.WriteAsync(
            session =>
            {
                foreach (var order in orders)
                {
                    session.Orders(store).Upsert(order);
                }
            },
            default);
        foreach (var query in new[] { new DemandQuery(window), new DemandQuery(window, Attribution.Ship, ExcludeCancelled: true) })
        {
            var country = query.Attribution is Attribution.Ship ? CountryCode.Parse("MX") : Brazil;
            var read = await installation.Get<CountryOrdersReader>().ReadAsync(store, country, query, asOf, default);
            var now = await installation.Get<DemandReader>().ReadAsync(store, query, default);
            var before = await installation.Get<DemandReader>().ReadAsync(store, query with { Window = windowBefore }, default);
            Assert.Equal(now.OrdersFrom(country), read.Days.Sum(d => d.Now));
            Assert.Equal(before.OrdersFrom(country), read.Days.Sum(d => d.Before));
            Assert.Equal(now.OrdersFrom(country), read.Currencies.Sum(c => c.Orders) + read.WithoutAmount);
            Assert.Equal(read.Days.Select(d => d.Day), read.Days.Select(d => d.Day).Distinct().Order());
            Assert.All(read.Currencies, c => Assert.Equal(c.Total / c.Orders, c.Average));
        }
    }

    [Fact]
    public async Task CountryWithoutOrders_HasDaysWithoutOrders()
    {
        await using var installation = Installation.Empty();
        var read = await installation.Get<CountryOrdersReader>().ReadAsync((await installation.StoreAsync("Shop")).Id, Brazil, new DemandQuery(DemandWindows.Rolling(Noon)), Noon, default);
        Assert.Equal(61, read.Days.Count);
        Assert.Equal((0, 0), (read.Days.Sum(d => d.Now + d.Before), read.Currencies.Count));
    }
}
