using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Countries;

namespace NerveCentre.Tests.AliExpress.Sandbox;

/// <summary>The worked example of demand.</summary>
public sealed class SandboxOrdersTests : IDisposable
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private static readonly string[] EasternEurope = ["BG", "CZ", "HU", "PL", "RO", "SK"];

    private readonly SandboxHarness _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Orders_Number1232InTheLast30Days_AndFewerBefore()
    {
        Assert.Equal((1232, 1060, 980), (Placed(30, 0).Count, Placed(60, 30).Count, Placed(90, 60).Count));
        Assert.Equal(155, Placed(95, 90).Count);
        Assert.Equal(1232 + 1060 + 980 + 155, _sandbox.Store.OrdersAt(TestClock.Noon).Count);
    }

    [Fact]
    public void BrazilAndTheUnitedStates_AreDeepest_Of47Countries()
    {
        var counts = ByCountry(Placed(30, 0));
        var top = counts.OrderByDescending(c => c.Value).Take(5).ToList();

        Assert.Equal(47, counts.Count);
        Assert.Equal(["BR", "US", "ES", "FR", "GB"], top.Select(c => c.Key.Alpha2));
        Assert.Equal((388, 252, 838), (top[0].Value, top[1].Value, top.Sum(c => c.Value)));
        Assert.InRange(1 / counts.Values.Sum(n => Math.Pow(n / 1227.0, 2)), 6.35, 6.45);
    }

    [Fact]
    public void EasternEurope_IsNewlyActive_InSixCountries()
    {
        var (now, before) = (ByCountry(Placed(30, 0)), ByCountry(Placed(60, 30)));
        var east = CountryCatalogue.All.Where(c => c.Subregion?.Code is "151").Select(c => c.Code).ToHashSet();

        Assert.Equal(EasternEurope, now.Keys.Where(east.Contains).Select(c => c.Alpha2).Order(StringComparer.Ordinal));
        Assert.Equal((43, 9), (now.Where(c => east.Contains(c.Key)).Sum(c => c.Value), before.Where(c => east.Contains(c.Key)).Sum(c => c.Value)));
    }

    [Fact]
    public void SomeOrders_HaveNoSingleCountry_AndSomeShipElsewhere()
    {
        var placed = Placed(30, 0);

        Assert.Equal(["", "AN", "AN", "OTHER", "OTHER"], placed.Where(o => AliExpressCountryCodes.ToCountry(o.BuyerCountry) is null).Select(o => o.BuyerCountry).Order(StringComparer.Ordinal));
        Assert.Equal(9, placed.Count(o => o.BuyerCountry != o.ShipToCountry));
        Assert.Superset(new HashSet<string> { "MT", "MU", "SG", "HK", "RE", "UK", "SRB", "MNE" }, placed.Select(o => o.BuyerCountry).ToHashSet());
    }

    [Fact]
    public async Task OrderPages_HoldEveryOrderOnce_WithFinishedOnesAskedForSeparately()
    {
        var query = new OrderQuery(1, 50, CreatedFrom: TestClock.Noon - Month, CreatedTo: TestClock.Noon);

        var open = await _sandbox.AllOrdersAsync(query);
        var finished = await _sandbox.AllOrdersAsync(query with { Status = "FINISH" });

        Assert.DoesNotContain(open, o => o.Status is "FINISH");
        Assert.All(finished, o => Assert.Equal("FINISH", o.Status));
        var expected = _sandbox.Store.OrdersAt(TestClock.Noon).Where(o => o.Created >= TestClock.Noon - Month)
            .Select(o => (o.OrderId, o.Created, (DateTimeOffset?)o.StepAt(TestClock.Noon).At, (decimal?)o.Amount, (string?)o.Currency));
        Assert.Equal(expected.Order(), open.Concat(finished).Select(o => (o.OrderId, o.Created, o.Modified, o.Amount, o.Currency)).Order());
        Assert.All(open.Concat(finished), o => Assert.True(o.OrderId > uint.MaxValue));
    }

    [Fact]
    public async Task OrderCountries_ComeAsAliExpressWritesThem()
    {
        foreach (var order in Placed(30, 0).Where(o => o.BuyerCountry != o.ShipToCountry || o.BuyerCountry is "UK" or "" or "AN"))
        {
            Assert.Equal(
                new OrderCountries(order.BuyerCountry is "" ? null : order.BuyerCountry, order.ShipToCountry is "" ? null : order.ShipToCountry),
                (await _sandbox.Client.GetOrderCountriesAsync(order.OrderId, default)).Required());
        }

        Assert.Equal(AliExpressErrorKind.Request, (await _sandbox.Client.GetOrderCountriesAsync(Placed(1, 0)[0].OrderId + 1, default)).Error?.Kind);
    }

    [Fact]
    public async Task Statuses_GoForwardWithAge_AndTheModifiedFilterSeesEachStep()
    {
        var order = Placed(30, 0).First(o => o.EndReason is "buyer_accept_goods" && o.Steps[^1].At > TestClock.Noon && o.Steps[2].At > TestClock.Noon);
        foreach (var step in order.Steps.Where(s => s.At > TestClock.Noon))
        {
            _sandbox.Clock.MoveTo(step.At);
            var changed = await _sandbox.AllOrdersAsync(new OrderQuery(1, 50, ModifiedFrom: step.At, Status: step.Status));

            var row = Assert.Single(changed, r => r.OrderId == order.OrderId);
            Assert.Equal((step.Status, (DateTimeOffset?)step.At, "PAY_SUCCESS"), (row.Status, row.Modified, row.FundStatus));
        }
    }

    [Fact]
    public void Fates_AreSharedOutAsInARealStore()
    {
        var orders = _sandbox.Store.OrdersAt(TestClock.Noon);
        double Share(Func<SandboxOrder, bool> which) => (double)orders.Count(which) / orders.Count;

        Assert.InRange(Share(o => o.EndReason.StartsWith("buyer_cancel", StringComparison.Ordinal)), 0.03, 0.05);
        Assert.InRange(Share(o => o.EndReason is "pay_timeout"), 0.013, 0.027);
        Assert.InRange(Share(o => o.Steps.Any(s => s.Status is "IN_ISSUE")), 0.005, 0.015);
        Assert.All(orders, o => Assert.Equal(o.Steps.OrderBy(s => s.At), o.Steps));
        Assert.Equal(["BRL", "EUR", "USD"], orders.Select(o => o.Currency).Distinct().Order(StringComparer.Ordinal));
        Assert.All(orders.Where(o => o.Currency is "USD"), o => Assert.InRange(o.Amount, 5m, 120m));
    }

    [Fact]
    public void Orders_KeepArriving_OftenAtFirstAndThenAtTheUsualRate()
    {
        int After(TimeSpan span) => _sandbox.Store.OrdersAt(TestClock.Noon + span).Count - _sandbox.Store.OrdersAt(TestClock.Noon).Count;

        Assert.InRange(After(TimeSpan.FromSeconds(30)), 1, 2);
        Assert.InRange(After(TimeSpan.FromMinutes(10)), 15, 20);
        Assert.InRange(After(TimeSpan.FromHours(1)), 38, 46);
        Assert.InRange(After(TimeSpan.FromDays(90)) - After(TimeSpan.FromDays(60)), 1235, 1245);
        Assert.True(_sandbox.Store.OrdersAt(TestClock.Noon + TimeSpan.FromDays(10)).Zip(_sandbox.Store.OrdersAt(TestClock.Noon + TimeSpan.FromDays(10)).Skip(1)).All(p => p.First.Created <= p.Second.Created));
    }

    [Fact]
    public void Orders_InAFarFuture_AreBounded() =>
        Assert.Equal(3427 + 100_000, _sandbox.Store.OrdersAt(new DateTimeOffset(2999, 12, 31, 0, 0, 0, TimeSpan.Zero)).Count);

    private List<SandboxOrder> Placed(int daysBack, int untilDaysBack) =>
        [.. _sandbox.Store.OrdersAt(TestClock.Noon.AddDays(-untilDaysBack)).Where(o => o.Created > TestClock.Noon.AddDays(-daysBack))];

    private static Dictionary<CountryCode, int> ByCountry(IEnumerable<SandboxOrder> orders) =>
        orders.Select(o => AliExpressCountryCodes.ToCountry(o.BuyerCountry)).OfType<CountryCode>().CountBy(c => c).ToDictionary();
}
