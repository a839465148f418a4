using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Sync;

/// <summary>What the sandbox holds, asked for directly: the rows must say exactly that.</summary>
internal static class Truth
{
    /// <summary>Every order of the last sixty days, every listing and every template, none lost, none doubled, each as it is now.</summary>
    public static async Task AssertAsync(Installation installation)
    {
        var now = installation.Clock.GetUtcNow();
        using var db = installation.Db();
        AssertOrders(installation, now, await db.Orders.AsNoTracking().Where(o => o.PlacedAt > now.AddDays(-60)).ToListAsync());
        Assert.Equal(
            installation.Sandbox.Listings.Select(l => (l.ProductId, l.Subject, l.Status, l.TemplateId)).Order(),
            (await db.Listings.AsNoTracking().Where(l => l.Status != ListingStatus.Gone).ToListAsync()).Select(l => (l.ListingId, l.Title, l.RawStatus, l.TemplateId ?? 0)).Order());
        Assert.Equal(
            installation.Sandbox.Templates.Select(t => (t.TemplateId, t.Name)).Order(),
            (await db.Templates.AsNoTracking().Where(t => t.GoneAt == null).ToListAsync()).Select(t => (t.TemplateId, t.Name)).Order());
        Table.AssertSound(installation.Folder.Database);
    }

    private static void AssertOrders(Installation installation, DateTimeOffset now, List<OrderRecord> stored)
    {
        var truth = installation.Sandbox.OrdersAt(now).Where(o => o.Created > now.AddDays(-60))
            .Select(o => (
                o.OrderId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                o.Created,
                AliExpressCountryCodes.ToCountry(o.BuyerCountry)?.Alpha2,
                o.BuyerCountry,
                AliExpressCountryCodes.ToCountry(o.ShipToCountry)?.Alpha2,
                o.Amount,
                o.StatusAt(now)))
            .Order();
        Assert.Equal(truth, stored.Select(o => (o.OrderId, o.PlacedAt, o.BuyerCountry, o.BuyerCountryRaw, o.ShipCountry, o.Amount ?? 0, o.RawStatus)).Order());
    }
}
