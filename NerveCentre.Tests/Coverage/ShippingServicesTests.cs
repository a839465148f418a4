using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Tests.Sync;

namespace NerveCentre.Tests.Coverage;

/// <summary>What the owner tells of services, through the sandbox's templates to the gauge.</summary>
public sealed class ShippingServicesTests
{
    private const string SuperEconomy = "CAINIAO_SUPER_ECONOMY";
    private static readonly CountrySet AllButMexico = CountrySet.All - CountrySet.Parse("MX");

    [Fact]
    public async Task Overview_SaysWhatRestsOnWhichService_AndWhatEitherSettingGives()
    {
        await using var shop = await Shop.OpenAsync();

        var overview = await shop.ReadAsync();

        Assert.True(overview.AssumesUntold);
        Assert.Equal((3534, 12), (overview.Assumed.Covered, overview.Assumed.Unknown));
        Assert.Equal((3534 - 252, 12 + 252), (overview.Unknown.Covered, overview.Unknown.Unknown));
        Assert.Equal((252, 24), (overview.Resting, overview.Templates));
        Assert.Equal([("CAINIAO_STANDARD", 7, 1, 188), (SuperEconomy, 1, 1, 64)], overview.Services.Take(2).Select(s => (s.Service, s.Templates, s.WholeTemplates, s.Listings)));
        Assert.All(overview.Services.Skip(2), s => Assert.Equal(0, s.Listings));
        Assert.All(overview.Services, s => Assert.Null(s.Countries));
    }

    [Fact]
    public async Task Setting_IsWhatItsPreviewSaid_AndBack()
    {
        await using var shop = await Shop.OpenAsync();
        var promised = await shop.ReadAsync();

        Assert.True(await shop.Services.SetUntoldAsync(Caller.CommandLine, shop.Id, assume: false, default));
        var unknown = await shop.GaugeAsync();
        Assert.Equal(Classes(promised.Unknown), Classes(unknown));
        Assert.Equal(promised.Unknown.ByCountry, unknown.ByCountry);
        Assert.False(await shop.Services.SetUntoldAsync(Caller.CommandLine, shop.Id, assume: false, default));

        await shop.Services.SetUntoldAsync(Caller.CommandLine, shop.Id, assume: true, default);
        Assert.Equal(Classes(promised.Assumed), Classes(await shop.GaugeAsync()));
        Assert.Equal(["unknown", "assumed"], shop.Installation.Rows("SELECT After FROM Audit WHERE Action = 'services.untold' ORDER BY Id"));
    }

    [Fact]
    public async Task Telling_MovesTheGaugeAsThePreviewSaid_AndTheNextSyncLeavesItSo()
    {
        await using var shop = await Shop.OpenAsync();
        var change = new Dictionary<string, CountrySet?> { [SuperEconomy] = AllButMexico };
        var before = Table.AllRows(shop.Installation.Folder.Database);

        var preview = await shop.Services.PreviewAsync(Caller.CommandLine, shop.Id, change, default);

        Assert.Equal(before, Table.AllRows(shop.Installation.Folder.Database));
        Assert.Equal((3534, 3470, 699), (preview.Now.Covered, preview.Then.Covered, preview.Then.Gap));
        Assert.Equal(1, await shop.Services.ChangeAsync(Caller.CommandLine, shop.Id, change, default));
        Assert.Equal(Classes(preview.Then), Classes(await shop.GaugeAsync()));
        await shop.Installation.SyncAsync();
        Assert.Equal(Classes(preview.Then), Classes(await shop.GaugeAsync()));
        var told = (await shop.ReadAsync()).Services.Single(s => s.Service is SuperEconomy);
        Assert.Equal((64, AllButMexico), (told.Listings, told.Countries!.Value));
        Assert.Equal(188, (await shop.ReadAsync()).Resting);
    }

    [Fact]
    public async Task Change_CanBeTakenBack_UntilTheServiceIsChangedAgain()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.TellAsync(SuperEconomy, AllButMexico);
        await shop.TellAsync("cainiao_super_economy", CountrySet.Parse("US"));
        var changes = (await shop.ReadAsync()).Changes;
        Assert.Equal(2, changes.Count);

        Assert.Contains("changed again", (await Assert.ThrowsAsync<ProblemException>(() => shop.Services.UndoAsync(Caller.CommandLine, shop.Id, changes[1].Id, default))).Message, StringComparison.Ordinal);
        await shop.Services.UndoAsync(Caller.CommandLine, shop.Id, changes[0].Id, default);
        Assert.Equal(3470, (await shop.GaugeAsync()).Covered);
        await shop.Services.UndoAsync(Caller.CommandLine, shop.Id, (await shop.ReadAsync()).Changes[0].Id, default);
        Assert.Equal(CountrySet.Parse("US"), (await shop.ReadAsync()).Services.Single(s => s.Service is SuperEconomy).Countries);

        await shop.Services.ChangeAsync(Caller.CommandLine, shop.Id, new Dictionary<string, CountrySet?> { [SuperEconomy] = null }, default);
        Assert.Equal(3534, (await shop.GaugeAsync()).Covered);
        Assert.Empty(shop.Installation.Rows("SELECT * FROM Services"));
        Assert.Equal(5, shop.Installation.Rows("SELECT Id FROM Audit WHERE Action = 'services.told'").Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("A\u0007B")]
    [InlineData("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW")]
    public async Task NameThatIsNone_IsRefused(string name)
    {
        await using var shop = await Shop.OpenAsync();

        await Assert.ThrowsAsync<ProblemException>(() => shop.TellAsync(name, CountrySet.All));
        Assert.Empty(shop.Installation.Rows("SELECT * FROM Services"));
    }

    [Fact]
    public async Task OtherStores_AreNotTold()
    {
        await using var shop = await Shop.OpenAsync();
        var other = await shop.Installation.StoreAsync("Other");

        await shop.TellAsync(SuperEconomy, AllButMexico);

        Assert.Empty((await shop.Services.ReadAsync(Caller.CommandLine, other.Id, default)).Services);
        Assert.Empty(await shop.Services.ExportAsync(Caller.CommandLine, other.Id, default));
    }

    [Fact]
    public void Table_ImportsBackToWhatItWasExportedFrom()
    {
        var told = new Dictionary<string, CountrySet> { ["=DHL"] = CountrySet.Parse("BR US"), ["EMS"] = AllButMexico, ["NONE, really"] = CountrySet.Empty };
        var csv = "service,countries\n" + string.Join('\n', DestinationFiles.Rows(told).Select(r => string.Join(',', r.Select(c => c.StartsWith('=') ? $"'{c}" : $"\"{c}\""))));

        var read = DestinationFiles.ReadServices(csv);

        Assert.Equal(told.Select(t => (t.Key, (CountrySet?)t.Value)).Order(), read.Select(t => (t.Key, t.Value)).Order());
    }

    [Theory]
    [InlineData("", "no column")]
    [InlineData("service,countries", "no row below it")]
    [InlineData("name,countries\nDHL,BR", "no column 'service'")]
    [InlineData("service,countries\nDHL,Atlantis", "Line 2")]
    [InlineData("service,countries\nDHL,BR\ndhl,US", "Line 3")]
    public void Table_ThatIsNotSound_IsRefusedWithTheLine(string csv, string words) =>
        Assert.Contains(words, Assert.Throws<ProblemException>(() => DestinationFiles.ReadServices(csv)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task NoTemplateToldAnyMore_WaitsForAnOwner_AndIsConfirmedOrMended()
    {
        var gateway = new Gateway();
        await using var shop = await Shop.OpenAsync(gateway);
        await Assert.ThrowsAsync<ProblemException>(() => shop.Services.ConfirmNoTemplatesAsync(Caller.CommandLine, shop.Id, default));
        gateway.Instead = (_, method, _) => method is Gateway.Templates ? Gateway.EmptyList(method) : null;

        var run = await shop.Installation.SyncAsync(SyncStreams.Templates);
        Assert.Equal(SyncOutcome.Failed, run.Outcome);
        Assert.Contains("Shipping services", run.Error, StringComparison.Ordinal);
        Assert.Equal((3534, TestClock.Noon), ((await shop.GaugeAsync()).Covered, (await shop.ReadAsync()).NoTemplatesSince));

        gateway.Instead = (_, _, _) => null;
        await shop.Installation.SyncAsync(SyncStreams.Templates);
        Assert.Null((await shop.ReadAsync()).NoTemplatesSince);

        gateway.Instead = (_, method, _) => method is Gateway.Templates ? Gateway.EmptyList(method) : null;
        await shop.Installation.SyncAsync(SyncStreams.Templates);
        Assert.Equal(24, await shop.Services.ConfirmNoTemplatesAsync(Caller.CommandLine, shop.Id, default));
        Assert.Equal((0, 4310), ((await shop.GaugeAsync()).Covered, (await shop.GaugeAsync()).Unknown));
        Assert.Equal(SyncOutcome.Succeeded, (await shop.Installation.SyncAsync(SyncStreams.Templates)).Outcome);

        gateway.Instead = (_, _, _) => null;
        await shop.Installation.SyncAsync(SyncStreams.Templates);
        Assert.Equal(3534, (await shop.GaugeAsync()).Covered);
    }

    [Fact]
    public async Task StartOfAVersionThatKnowsMore_JudgesWhatIsStored_AndLeavesAloneWhatItCannotRead()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Installation.Writer.WriteAsync(
            session =>
            {
                // As a version would have left them that knew no country.
                session.Db.Templates.ExecuteUpdate(t => t.SetProperty(x => x.Named, "").SetProperty(x => x.Assumed, "").SetProperty(x => x.Judged, false));
                session.Db.Templates.Where(t => t.TemplateId == SandboxTemplates.WestOnly).ExecuteUpdate(t => t.SetProperty(x => x.Settings, "{\"no\": 1}").SetProperty(x => x.Named, "BR"));
            },
            default);

        await new JudgingAtStart(shop.Installation.Get<IDbContextFactory<NerveCentreDb>>(), shop.Installation.Writer, Microsoft.Extensions.Logging.Abstractions.NullLogger<JudgingAtStart>.Instance).StartAsync(default);

        Assert.Equal(3534, (await shop.GaugeAsync()).Covered);
        Assert.Equal(["BR"], shop.Installation.Rows($"SELECT Named FROM Templates WHERE TemplateId = {SandboxTemplates.WestOnly}"));
        var before = Table.AllRows(shop.Installation.Folder.Database);
        await new JudgingAtStart(shop.Installation.Get<IDbContextFactory<NerveCentreDb>>(), shop.Installation.Writer, Microsoft.Extensions.Logging.Abstractions.NullLogger<JudgingAtStart>.Instance).StartAsync(default);
        Assert.Equal(before, Table.AllRows(shop.Installation.Folder.Database));
    }

    private static (int, int, int, int, int) Classes(CoverageReading r) => (r.Active, r.Covered, r.RestrictedOnly, r.Gap, r.Unknown);
}

/// <summary>The sandbox store, filled, and what tests ask of it.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private Shop(Installation installation, int id) => (Installation, Id) = (installation, id);

    public Installation Installation { get; }

    public int Id { get; }

    public ShippingServices Services => Installation.Get<ShippingServices>();

    public static async Task<Shop> OpenAsync(Gateway? gateway = null)
    {
        var installation = await Installation.FilledAsync(gateway?.Configure);
        return new Shop(installation, (await installation.SandboxStoreAsync()).Id);
    }

    public Task<ShippingOverview> ReadAsync() => Services.ReadAsync(Caller.CommandLine, Id, default);

    public Task<CoverageReading> GaugeAsync() => Installation.Get<CoverageReader>().ReadAsync(Id, default);

    public Task TellAsync(string service, CountrySet countries) => Services.ChangeAsync(Caller.CommandLine, Id, new Dictionary<string, CountrySet?> { [service] = countries }, default);

    public ValueTask DisposeAsync() => Installation.DisposeAsync();
}
