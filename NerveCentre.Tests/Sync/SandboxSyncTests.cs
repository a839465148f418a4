using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests.Sync;

/// <summary>The product's worked example, through AliExpress's protocol into the file and out again.</summary>
public sealed class SandboxSyncTests
{
    private static readonly CountryCode Brazil = CountryCode.Parse("BR");

    [Fact]
    public async Task FirstFill_ShowsTheWorkedExample()
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();

        var gauge = await installation.Get<CoverageReader>().ReadAsync(store.Id, default);
        var map = await DemandAsync(installation, store);

        Assert.Equal((4310, 3534, 129, 635, 12), (gauge.Active, gauge.Covered, gauge.RestrictedOnly, gauge.Gap, gauge.Unknown));
        Assert.Equal(82.0, Math.Round(gauge.Percent!.Value, 1));
        Assert.Equal((1232, 5), (map.Total, map.Unknown));
        Assert.Equal((388, 252), (map.OrdersFrom(Brazil), map.OrdersFrom(CountryCode.Parse("US"))));
        Assert.Equal(["BR", "US"], map.Countries.Take(2).Select(c => c.Country.Alpha2));
        Assert.Equal(4820, int.Parse(installation.Rows("SELECT COUNT(*) FROM Listings").Single(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["0|4310", "1|50", "2|340", "3|120"], installation.Rows("SELECT Status, COUNT(*) FROM Listings GROUP BY Status ORDER BY Status"));
        Table.AssertSound(installation.Folder.Database);
    }

    [Fact]
    public async Task SecondSync_RightAfterTheFirst_ChangesNoRow()
    {
        await using var installation = await Installation.FilledAsync();
        var before = Table.AllRows(installation.Folder.Database);

        var runs = await installation.SyncAsync();

        Assert.All(runs, r => Assert.Equal((SyncOutcome.Succeeded, 0, 0, 0, null), (r.Outcome, r.Added, r.Updated, r.Gone, r.Error)));
        Assert.Equal(before, Table.AllRows(installation.Folder.Database));
    }

    [Fact]
    public async Task RightTemplateOnTheBatch_LiftsCoverageTo96AtTheNextSync()
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();
        installation.Clock.Advance(TimeSpan.FromMinutes(5));
        installation.Sandbox.AssignRightTemplateToBatch();

        var runs = await installation.SyncAsync();

        var gauge = await installation.Get<CoverageReader>().ReadAsync(store.Id, default);
        Assert.Equal(604, runs.Single(r => r.Stream is SyncStreams.Listings).Updated);
        Assert.Equal((4310, 4138), (gauge.Active, gauge.Covered));
        Assert.Equal(96.0, Math.Round(gauge.Percent!.Value, 1));
        Table.AssertCounts(installation.Folder.Database);
    }

    [Fact]
    public async Task OrdersThatAreToldLate_AreFoundWhenTheSyncLooksFurtherBack()
    {
        var gateway = new Gateway();
        await using var installation = await Installation.FilledAsync(gateway.Configure);
        gateway.Instead = (_, method, _) => method is Gateway.Orders ? Gateway.EmptyList(method) : null;
        installation.Clock.Advance(TimeSpan.FromHours(3));
        await installation.SyncAsync();
        gateway.Instead = (_, _, _) => null;

        installation.Clock.Advance(TimeSpan.FromHours(3.5));
        await installation.SyncAsync();

        var late = installation.Sandbox.OrdersAt(installation.Clock.GetUtcNow()).Where(o => o.Created > TestClock.Noon).Select(o => o.OrderId.ToString(System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        Assert.NotEmpty(late);
        Assert.Equal(late, installation.Rows($"SELECT OrderId FROM Orders WHERE PlacedAt > {TestClock.Noon.ToUnixTimeMilliseconds()} ORDER BY OrderId"));
    }

    [Fact]
    public async Task DaysOfIncrementalSyncs_EndWithTheRowsOfAFreshFullSync_AndTheSandboxsOwnTruth()
    {
        await using var followed = await Installation.FilledAsync();
        foreach (var (hours, edit) in Life(followed.Sandbox))
        {
            followed.Clock.Advance(TimeSpan.FromHours(hours));
            edit();
            Assert.All(await followed.SyncAsync(), r => Assert.Equal(SyncOutcome.Succeeded, r.Outcome));
        }

        // As far back as the first fill of the other went, so that both hold the same orders.
        await using var fresh = Installation.Empty(null, ("Sync:BackfillDays", "105"));
        fresh.Files.Write("sandbox.json", await File.ReadAllBytesAsync(followed.Folder.SandboxState));
        fresh.Clock.MoveTo(followed.Clock.GetUtcNow());
        await fresh.SyncAsync();

        const string orders = "SELECT OrderId, PlacedAt, BuyerCountry, BuyerCountryRaw, ShipCountry, ShipCountryRaw, Amount, Currency, Status, RawStatus, ModifiedAt FROM Orders WHERE PlacedAt >= 1770000000000 ORDER BY OrderId";
        const string listings = "SELECT ListingId, Title, Status, TemplateId, CASE Status WHEN 0 THEN CategoryId END, PublishedAt, ModifiedAt FROM Listings WHERE Status <> 4 ORDER BY ListingId";
        Assert.Equal(fresh.Rows(listings), followed.Rows(listings));
        Assert.Equal(fresh.Rows(orders), followed.Rows(orders));
        AssertEqualsSandbox(followed);
        Table.AssertSound(followed.Folder.Database);

        static (int Hours, Action Edit)[] Life(SandboxStore sandbox)
        {
            var listings = sandbox.Listings.Where(l => l.Status is ListingStatuses.OnSelling).Take(6).ToList();
            return
            [
                (1, () => { }),
                (2, () => sandbox.SetStatus(listings[0].ProductId, ListingStatuses.Offline)),
                (5, () => sandbox.DeleteListing(listings[1].ProductId)),
                (12, () => sandbox.MoveListing(listings[2].ProductId, SandboxTemplates.TemplateB)),
                (24, () => sandbox.AssignRightTemplateToBatch()),
                (24, () => sandbox.SetStatus(listings[0].ProductId, ListingStatuses.OnSelling)),
                (72, () => sandbox.DeleteListing(listings[3].ProductId)),
                (120, () => sandbox.SetStatus(listings[4].ProductId, ListingStatuses.Auditing)),
            ];
        }
    }

    [Fact]
    public async Task OrdersAcrossTheHourThatPacificClocksRepeat_NeverFallBehind()
    {
        await using var followed = Installation.Empty();
        followed.Clock.MoveTo(new DateTimeOffset(2026, 10, 31, 20, 0, 0, TimeSpan.Zero));
        await followed.SyncAsync();
        for (var step = 0; step < 60; step++)
        {
            followed.Clock.Advance(TimeSpan.FromMinutes(20));
            await followed.SyncAsync(SyncStreams.Orders);
        }

        var now = followed.Clock.GetUtcNow();
        using var db = followed.Db();
        var stored = await db.Orders.ToDictionaryAsync(o => o.OrderId, o => o.RawStatus);
        Assert.All(
            followed.Sandbox.OrdersAt(now).Where(o => o.StepAt(now).At > now.AddDays(-10)),
            o => Assert.Equal(o.StatusAt(now), stored[Id(o)]));
    }

    [Fact]
    public async Task DeletedListing_LeavesTheActiveListings()
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();
        var victim = installation.Sandbox.Listings.First(l => l.Status is ListingStatuses.OnSelling).ProductId;
        installation.Clock.Advance(TimeSpan.FromMinutes(5));
        installation.Sandbox.DeleteListing(victim);

        var run = await installation.SyncAsync(SyncStreams.Listings);

        Assert.Equal((SyncOutcome.Succeeded, 1), (run.Outcome, run.Gone));
        Assert.Equal(4309, (await installation.Get<CoverageReader>().ReadAsync(store.Id, default)).Active);
        Table.AssertCounts(installation.Folder.Database);
    }

    [Fact]
    public async Task NewOrders_ArriveAsTheClockMoves()
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();
        var before = installation.Rows("SELECT COUNT(*) FROM Orders").Single();
        installation.Clock.Advance(TimeSpan.FromMinutes(10));

        var run = await installation.SyncAsync(SyncStreams.Orders);

        Assert.InRange(run.Added, 15, 40);
        Assert.NotEqual(before, installation.Rows("SELECT COUNT(*) FROM Orders").Single());
        var map = await DemandAsync(installation, store);
        var truth = installation.Sandbox.OrdersAt(installation.Clock.GetUtcNow()).Count(o => o.Created > installation.Clock.GetUtcNow().AddDays(-30));
        Assert.Equal(truth, map.Total);
        AssertEqualsSandbox(installation);
    }

    private static void AssertEqualsSandbox(Installation installation)
    {
        var now = installation.Clock.GetUtcNow();
        using var db = installation.Db();
        var stored = db.Orders.AsNoTracking().ToDictionary(o => o.OrderId);
        foreach (var order in installation.Sandbox.OrdersAt(now).Where(o => o.Created > now.AddDays(-60)))
        {
            var row = stored[Id(order)];
            Assert.Equal(
                (order.Created, AliExpressCountryCodes.ToCountry(order.BuyerCountry)?.Alpha2, order.BuyerCountry, AliExpressCountryCodes.ToCountry(order.ShipToCountry)?.Alpha2, order.Amount, order.Currency, order.StatusAt(now)),
                (row.PlacedAt, row.BuyerCountry, row.BuyerCountryRaw, row.ShipCountry, row.Amount, row.Currency, row.RawStatus));
        }
    }

    private static string Id(SandboxOrder order) => order.OrderId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Task<DemandReading> DemandAsync(Installation installation, StoreSummary store) =>
        installation.Get<DemandReader>().ReadAsync(store.Id, new DemandQuery(DemandWindows.Rolling(installation.Clock.GetUtcNow())), default);
}
