using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Store;
using Quartz;

namespace NerveCentre.Tests.Connections;

public sealed class StoreDeskTests
{
    [Fact]
    public async Task Jobs_ComeAndGoWithTheConnection_WhileTheServerRuns()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        Assert.Equal(3, await JobsAsync(world, store));

        await world.Desk.PauseAsync(world.Owner, store.Id, default);
        Assert.Equal(0, await JobsAsync(world, store));
        Assert.Equal(world.Clock.GetUtcNow(), (await world.StoreAsync("Harbour")).Connection!.PausedAt);

        await world.Desk.ResumeAsync(world.Owner, store.Id, default);
        Assert.Equal(3, await JobsAsync(world, store));

        await world.Desk.DisconnectAsync(world.Owner, store.Id, default);
        Assert.Equal(0, await JobsAsync(world, store));
    }

    [Fact]
    public async Task PausedStore_KeepsItsIntervals_SoThatItsFiguresShowAsStale()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        await world.Installation.Get<SyncRunner>().RunAsync(store, SyncStreams.Templates, default);
        await world.Desk.PauseAsync(world.Owner, store.Id, default);
        world.Clock.Advance(TimeSpan.FromHours(1));

        var paused = await world.StoreAsync("Harbour");
        var templates = (await world.Installation.Get<SyncFreshness>().ReadAsync(paused, default)).Single(s => s.Stream is SyncStreams.Templates);

        Assert.True(templates.IsStale(world.Clock.GetUtcNow()));
        var told = Assert.Throws<ProblemException>(() => world.Installation.Get<StoreConnections>().ClientOf(paused));
        Assert.Contains("is paused", told.Message, StringComparison.Ordinal);
        Assert.Contains("Harbour Lamps, account harbour", await world.Desk.TestAsync(world.Owner, store.Id, default), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renaming_KeepsTheRows_AndTakesNoNameTwice()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        await world.Installation.StoreAsync("Shop");

        await world.Desk.RenameAsync(world.Owner, store.Id, " Harbour & Sons ", default);

        Assert.Equal(store.Id, (await world.StoreAsync("Harbour & Sons")).Id);
        Assert.Contains("already", (await Assert.ThrowsAsync<ProblemException>(() => world.Desk.RenameAsync(world.Owner, store.Id, "shop", default))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => world.Desk.RenameAsync(world.Owner, store.Id, "\u202Egnp", default));
        Assert.Equal(["store.connected|Harbour|∅", "store.renamed|Harbour & Sons|Harbour"], world.Installation.Rows("SELECT Action, Subject, Before FROM Audit"));
    }

    [Fact]
    public async Task Disconnecting_ForgetsTheTokens_KeepsTheRows_AndCanBeUndone()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        await world.Installation.Get<SyncRunner>().RunAsync(store, SyncStreams.Templates, default);

        await world.Desk.DisconnectAsync(world.Owner, store.Id, default);

        Assert.Empty(world.Installation.Rows("SELECT * FROM Connections"));
        var kept = await world.StoreAsync("Harbour");
        Assert.Equal((store.Id, StoreKind.File, null), (kept.Id, kept.Kind, kept.Connection));
        Assert.Equal(["24"], world.Installation.Rows("SELECT COUNT(*) FROM Templates"));
        Assert.Contains(await world.Installation.Get<SyncFreshness>().ReadAsync(kept, default), s => s is { Stream: SyncStreams.Templates, LastSuccess: not null });
        var state = await world.Authorisations.BeginAgainAsync(world.Owner, store.Id, new NewConnection("", "", ConnectWorld.AppKey, ConnectWorld.AppSecret), ConnectWorld.Redirect, default);
        await world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Harbour), null, default);
        await world.Authorisations.KeepAsync(world.Owner, state, default);
        Assert.True((await world.StoreAsync("Harbour")).IsRead);
    }

    /// <summary>Whichever tables there are: none keeps a row of the erased store, and none loses a row of another.</summary>
    [Fact]
    public async Task Erasing_LeavesNothingOfTheStoreInAnyTable_AndNothingElseIsTouched()
    {
        await using var world = ConnectWorld.Make();
        var (harbour, atlas) = (await world.ConnectAsync(world.Harbour, "Harbour"), await world.ConnectAsync(world.Atlas, "Atlas"));
        foreach (var store in new[] { harbour, atlas })
        {
            await FillAsync(world, store);
        }

        var tables = world.Installation.Rows("SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'StoreId' WHERE m.type = 'table' AND m.name <> 'Audit' ORDER BY m.name");
        Assert.All(tables, t => Assert.NotEqual("0", Count(world, t, harbour)));
        var before = tables.Select(t => Count(world, t, atlas)).ToList();
        await Assert.ThrowsAsync<ProblemException>(() => world.Desk.EraseAsync(world.Owner, harbour.Id, "harbour", default));
        Assert.Equal(3, await JobsAsync(world, harbour));

        await world.Desk.EraseAsync(world.Owner, harbour.Id, "Harbour", default);

        Assert.All(tables, t => Assert.Equal("0", Count(world, t, harbour)));
        Assert.Equal(before, tables.Select(t => Count(world, t, atlas)));
        Assert.Equal(["Atlas"], world.Installation.Rows("SELECT Name FROM Stores"));
        Assert.Equal(0, await JobsAsync(world, harbour));
        Table.AssertSound(world.Installation.Folder.Database);
        Assert.StartsWith("store.erased|Harbour|", world.Installation.Rows("SELECT Action, Subject, After FROM Audit ORDER BY Id DESC LIMIT 1")[0], StringComparison.Ordinal);
        // A read that is under way writes nothing more, and the next store gets another number.
        await Assert.ThrowsAsync<ProblemException>(() => world.Installation.Writer.WriteAsync(s => s.Orders(harbour.Id).Upsert(An.Order("late")), default));
        Assert.True((await world.Installation.StoreAsync("Next")).Id > atlas.Id);
    }

    [Fact]
    public async Task BoardOfAnErasedStore_IsForgotten()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        var feed = world.Installation.Get<BoardFeed>();
        await feed.GetAsync(world.Owner, store.Id, default);

        await world.Desk.EraseAsync(world.Owner, store.Id, "Harbour", default);

        Assert.True(await feed.ForgetGoneAsync(store.Id, default));
        Assert.Empty(feed.Known);
        await Assert.ThrowsAsync<AccessRefusedException>(() => feed.GetAsync(world.Owner, store.Id, default));
    }

    [Fact]
    public async Task Sandbox_IsNeitherRenamedNorErased()
    {
        await using var world = ConnectWorld.Make();
        var sandbox = await world.Installation.SandboxStoreAsync();
        await Assert.ThrowsAsync<ProblemException>(() => world.Desk.RenameAsync(world.Owner, sandbox.Id, "Mine", default));
        await Assert.ThrowsAsync<ProblemException>(() => world.Desk.EraseAsync(world.Owner, sandbox.Id, sandbox.Name, default));
        await Assert.ThrowsAsync<ProblemException>(() => world.Desk.DisconnectAsync(world.Owner, sandbox.Id, default));
        Assert.True((await world.StoreAsync(sandbox.Name)).IsRead);
    }

    [Fact]
    public async Task Store_IsSyncedWithItsOwnToken_AndGetsItsOwnRows()
    {
        await using var world = ConnectWorld.Make();
        var (harbour, atlas) = (await world.ConnectAsync(world.Harbour, "Harbour"), await world.ConnectAsync(world.Atlas, "Atlas"));
        foreach (var store in new[] { harbour, atlas })
        {
            Assert.Equal(SyncOutcome.Succeeded, await world.Installation.Get<SyncRunner>().RunAsync(store, SyncStreams.Templates, default));
        }

        // The same ids in both.
        Assert.Equal(["24"], world.Installation.Rows($"SELECT COUNT(*) FROM Templates a JOIN Templates b USING (TemplateId) WHERE a.StoreId = {harbour.Id} AND b.StoreId = {atlas.Id} AND a.Name LIKE '%(HL)' AND b.Name LIKE '%(AK)'"));
    }

    private static string Count(ConnectWorld world, string table, StoreSummary store) => world.Installation.Rows($"SELECT COUNT(*) FROM \"{table}\" WHERE StoreId = {store.Id}")[0];

    private static async Task<int> JobsAsync(ConnectWorld world, StoreSummary store)
    {
        var scheduler = await world.Installation.Get<ISchedulerFactory>().GetScheduler();
        var count = 0;
        foreach (var stream in SyncStreams.All)
        {
            count += await scheduler.Exists(SyncJob.KeyOf(store.Id, stream)) ? 1 : 0;
        }

        return count;
    }

    /// <summary>A row in every table that can hold one of a store.</summary>
    private static async Task FillAsync(ConnectWorld world, StoreSummary store)
    {
        var contexts = world.Installation.Get<IDbContextFactory<NerveCentreDb>>();
        TestPeople.AddMember(contexts, $"Mia {store.Name}", (store.Id, StoreRole.Marketing));
        await world.Authorisations.BeginAgainAsync(world.Owner, store.Id, new NewConnection("", "", "", ""), ConnectWorld.Redirect, default);
        foreach (var stream in SyncStreams.All)
        {
            await world.Installation.Get<SyncRunner>().RunAsync(store, stream, default);
        }

        await world.Installation.Get<Core.Coverage.PriorityMarkets>().SetAsync(world.Owner, store.Id, [Core.Countries.CountryCode.Parse("BR")], default);
        await world.Installation.Get<Core.Coverage.MarketProposals>().ProposeAsync(Caller.Server, store.Id, Core.Countries.CountryCode.Parse("PL"), "", default);
        await world.Installation.Get<BoardFeed>().GetAsync(world.Owner, store.Id, default);
        await world.Installation.Get<People>().InviteAsync(world.Owner, "Somebody", false, [new RoleGrant(store.Id, StoreRole.Owner)], default);
        await world.Installation.Get<ApiTokens>().MakeAsync(world.Owner, new NewToken($"Token {store.Name}", [store.Id], [Core.Cards.CardRegistry.Orders.Key], 1), default);
        using var db = world.Installation.Db();
        db.Restrictions.Add(new RestrictionRecord { StoreId = store.Id, CategoryId = 1, Category = "Knives", Country = "GB" });
        db.Categories.Add(new CategoryRecord { StoreId = store.Id, CategoryId = 1, Name = "Knives" });
        db.FileMappings.Add(new FileMappingRecord { StoreId = store.Id, Mapping = "{}" });
        db.Services.Add(new ServiceRecord { StoreId = store.Id, Service = "EMS", Countries = "BR" });
        db.ServiceChanges.Add(new ServiceChangeRecord { StoreId = store.Id, Service = "EMS", By = "Mia" });
        db.Verifications.Add(new VerificationRecord { StoreId = store.Id, ListingId = 1, Country = "BR", Evidence = "[]", By = "Mia" });
        var move = db.MoveProposals.Add(new MoveProposalRecord { StoreId = store.Id, ToName = "Worldwide", By = "Mia" });
        db.SaveChanges();
        db.MoveListings.Add(new MoveListingRecord { StoreId = store.Id, MoveId = move.Entity.Id, ListingId = 1 });
        db.SaveChanges();
    }
}
