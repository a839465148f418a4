using System.Diagnostics;

namespace NerveCentre.Tests.AliExpress.Sandbox;

[Collection(Alone.Name)]
public sealed class SandboxSpeedTests : IDisposable
{
    private readonly SandboxHarness _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    /// <remarks>Far above what it takes (see the figures in docs/decisions/0004-sandbox.md), so that only a change of order of growth fails it.</remarks>
    [Fact]
    public async Task DetailOfEveryOrder_IsReadWithinSeconds()
    {
        var orders = _sandbox.Store.OrdersAt(TestClock.Noon);
        var watch = Stopwatch.StartNew();
        foreach (var order in orders)
        {
            Assert.NotNull((await _sandbox.Client.GetOrderCountriesAsync(order.OrderId, default)).Value);
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
