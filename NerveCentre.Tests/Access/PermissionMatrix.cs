using NerveCentre.Core.AliExpress.Sandbox.Faults;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests.Access;

/// <summary>Who may call what, written down a second time and independently of <see cref="Rights"/>.</summary>
internal static class PermissionMatrix
{
    public const string Password = "ofen lampe kanal birne";

    /// <summary>Owners of everything, and whoever can read the data folder.</summary>
    private const string Owners = "owner, command line, server";

    /// <summary>Besides them, owners of the store.</summary>
    private const string StoreOwners = Owners + ", owner of A";

    /// <summary>Besides them, those who look and follow.</summary>
    private const string Members = StoreOwners + ", marketing in A";

    /// <summary>Whoever is signed in and lives.</summary>
    private const string SignedIn = "owner, owner of A, marketing in A, owner of B, marketing in B, no role";

    private static readonly DemandQuery Month = new(DemandWindows.Rolling(TestClock.Noon));

    /// <summary>A call, by its method, and the callers that it answers. Everybody else is refused.</summary>
    public static IReadOnlyList<MatrixRow> Rows { get; } =
    [
        new("StoreList.ListAsync", Members, async (w, c) => Unless((await w.Get<StoreList>().ListAsync(c, default)).Any(s => s.Id == w.A))),
        new("StoreList.MayAsync", Members, async (w, c) => Unless(await w.Get<StoreList>().MayAsync(c, Right.ReadStore, w.A, default))),
        new("StoreList.DemandAsync", Owners, (w, c) => w.Get<StoreList>().DemandAsync(c, Right.ReadAudit, default)),
        new("StoreDesk.ListAsync", Members, async (w, c) => Unless((await w.Get<StoreDesk>().ListAsync(c, default)).Any(s => s.Store.Id == w.A))),
        new("StoreDesk.GetAsync", StoreOwners, (w, c) => w.Get<StoreDesk>().GetAsync(c, w.A, default)),
        new("StoreDesk.RenameAsync", StoreOwners, (w, c) => w.Get<StoreDesk>().RenameAsync(c, w.A, "A", default)),
        // Store A is fed by files: whoever may gets to hear that.
        new("StoreDesk.PauseAsync", StoreOwners, (w, c) => ToldAsync("not connected", () => w.Get<StoreDesk>().PauseAsync(c, w.A, default))),
        new("StoreDesk.ResumeAsync", StoreOwners, (w, c) => ToldAsync("not connected", () => w.Get<StoreDesk>().ResumeAsync(c, w.A, default))),
        new("StoreDesk.SetMethodsAsync", StoreOwners, (w, c) => ToldAsync("not connected", () => w.Get<StoreDesk>().SetMethodsAsync(c, w.A, Core.AliExpress.SellerMethods.Chinese, default))),
        new("StoreDesk.TestAsync", StoreOwners, (w, c) => ToldAsync("fed by files", () => w.Get<StoreDesk>().TestAsync(c, w.A, default))),
        new("StoreDesk.DisconnectAsync", Owners, (w, c) => ToldAsync("not connected", () => w.Get<StoreDesk>().DisconnectAsync(c, w.A, default))),
        new("StoreDesk.EraseAsync", Owners, (w, c) => ToldAsync("Nothing was erased", () => w.Get<StoreDesk>().EraseAsync(c, w.A, "B", default))),
        new("Authorisations.BeginAsync", Owners, (w, c) => w.Get<Authorisations>().BeginAsync(c, new NewConnection("New", "UTC", "key", "secret"), "https://board.example.com/", default)),
        new("Authorisations.BeginAgainAsync", StoreOwners, (w, c) => ToldAsync("the", () => w.Get<Authorisations>().BeginAgainAsync(c, w.A, new NewConnection("", "", "", ""), "https://board.example.com/", default))),
        // The state is the permission, within the sign-in that it was made for.
        new("Authorisations.FindAsync", SignedIn, (w, c) => w.Get<Authorisations>().FindAsync(c, "guess", default)),
        new("Authorisations.ReceiveAsync", SignedIn, (w, c) => ToldAsync("belongs to no connection", () => w.Get<Authorisations>().ReceiveAsync(c, "guess", "code", null, default))),
        new("Authorisations.PasteAsync", SignedIn, (w, c) => ToldAsync("belongs to no connection", () => w.Get<Authorisations>().PasteAsync(c, "guess", "code", default))),
        new("Authorisations.KeepAsync", SignedIn, (w, c) => ToldAsync("belongs to no connection", () => w.Get<Authorisations>().KeepAsync(c, "guess", default))),
        new("Authorisations.DiscardAsync", SignedIn, (w, c) => ToldAsync("belongs to no connection", () => w.Get<Authorisations>().DiscardAsync(c, "guess", default))),
        new("BoardFeed.GetAsync", Members, (w, c) => w.Get<BoardFeed>().GetAsync(c, w.A, default)),
        new("BoardFeed.WatchAsync", Members, WatchAsync),
        new("BoardFeed.DemandAsync", Members, async (w, c) =>
        {
            var snapshot = await w.Get<BoardFeed>().GetAsync(Caller.Server, w.A, default);
            await w.Get<BoardFeed>().DemandAsync(c, snapshot, snapshot.Demand.Query with { Attribution = Attribution.Ship }, default);
        }),
        new("BoardFeed.CountryAsync", Members, async (w, c) =>
        {
            var snapshot = await w.Get<BoardFeed>().GetAsync(Caller.Server, w.A, default);
            await w.Get<BoardFeed>().CountryAsync(c, snapshot, snapshot.Demand.Query, CountryCode.Parse("BR"), default);
        }),
        new("PriorityMarkets.GetAsync", Members, (w, c) => w.Get<PriorityMarkets>().GetAsync(c, w.A, default)),
        new("PriorityMarkets.HistoryAsync", Members, (w, c) => w.Get<PriorityMarkets>().HistoryAsync(c, w.A, 10, default)),
        new("PriorityMarkets.SetAsync", StoreOwners, (w, c) => w.Get<PriorityMarkets>().SetAsync(c, w.A, [CountryCode.Parse("PL")], default)),
        new("PriorityMarkets.ChangeAsync", StoreOwners, (w, c) => w.Get<PriorityMarkets>().ChangeAsync(c, w.A, _ => [CountryCode.Parse("FR")], default)),
        new("CoverageTargets.SetAsync", StoreOwners, (w, c) => w.Get<CoverageTargets>().SetAsync(c, w.A, 95, default)),
        new("ReconcileDesk.ReadAsync", Members, (w, c) => w.Get<ReconcileDesk>().ReadAsync(c, w.A, Month, Month with { Attribution = Attribution.Ship }, default)),
        new("ReconcileDesk.WhichGiveAsync", Members, (w, c) => w.Get<ReconcileDesk>().WhichGiveAsync(c, w.A, [Month], OrderPlace.Everywhere, 1, default)),
        new("OrderPages.ReadAsync", Members, (w, c) => w.Get<OrderPages>().ReadAsync(c, w.A, new OrderFilter(Month, OrderPlace.Everywhere), null, 10, default)),
        new("OrderPages.ExportAsync", Members, (w, c) => w.Get<OrderPages>().ExportAsync(c, w.A, new OrderFilter(Month, OrderPlace.Everywhere), default)),
        new("UncoveredListings.GroupsAsync", Members, (w, c) => w.Get<UncoveredListings>().GroupsAsync(c, w.A, CountryCode.Parse("BR"), default)),
        new("UncoveredListings.PageAsync", Members, (w, c) => w.Get<UncoveredListings>().PageAsync(c, w.A, CountryCode.Parse("BR"), 1, 0, 10, default)),
        new("ClassListings.GroupsAsync", Members, (w, c) => w.Get<ClassListings>().GroupsAsync(c, w.A, CoverageClass.Gap, default)),
        new("ClassListings.PageAsync", Members, (w, c) => w.Get<ClassListings>().PageAsync(c, w.A, CoverageClass.Gap, 1, 0, 10, default)),
        new("ListingBrowser.CountAsync", Members, (w, c) => w.Get<ListingBrowser>().CountAsync(c, w.A, new(), default)),
        new("ListingBrowser.PageAsync", Members, (w, c) => w.Get<ListingBrowser>().PageAsync(c, w.A, new(), ListingSort.Id, null, 10, default)),
        new("ListingBrowser.SpanAsync", Members, (w, c) => w.Get<ListingBrowser>().SpanAsync(c, w.A, new(), ListingSort.Id, 0, 10, default)),
        new("ListingBrowser.FacetsAsync", Members, (w, c) => w.Get<ListingBrowser>().FacetsAsync(c, w.A, new(), default)),
        new("ListingBrowser.ExportAsync", Members, (w, c) => w.Get<ListingBrowser>().ExportAsync(c, w.A, new(), ListingSort.Id, default)),
        // Whoever may keep columns finds them again; to others there are none.
        new("ListingColumns.GetAsync", SignedIn, async (w, c) =>
        {
            await w.Get<ListingColumns>().SaveAsync(c, "why", default);
            Unless(await w.Get<ListingColumns>().GetAsync(c, default) is "why");
        }),
        new("ListingColumns.SaveAsync", SignedIn, (w, c) => w.Get<ListingColumns>().SaveAsync(c, "why", default)),
        new("FixPlans.ExportAsync", Members, (w, c) => w.Get<FixPlans>().ExportAsync(c, w.A, default)),
        new("MoveProposals.ReviewAsync", Members, (w, c) => ToldAsync("another one", () => w.Get<MoveProposals>().ReviewAsync(c, w.A, 1, null, default))),
        new("MoveProposals.PrepareAsync", StoreOwners, (w, c) => ToldAsync("another one", () => w.Get<MoveProposals>().PrepareAsync(c, w.A, 1, 2, default))),
        new("MoveProposals.WithdrawAsync", StoreOwners, (w, c) => ToldAsync("no such prepared move", () => w.Get<MoveProposals>().WithdrawAsync(c, w.A, 4711, default))),
        new("MoveProposals.PreparedAsync", Members, (w, c) => w.Get<MoveProposals>().PreparedAsync(c, w.A, default)),
        new("MoveProposals.ListAsync", Members, (w, c) => w.Get<MoveProposals>().ListAsync(c, w.A, 10, default)),
        new("MoveProposals.ExportAsync", Members, (w, c) => ToldAsync("no such prepared move", () => w.Get<MoveProposals>().ExportAsync(c, w.A, 4711, default))),
        new("MarketProposals.WaitingAsync", Members, (w, c) => w.Get<MarketProposals>().WaitingAsync(c, w.A, default)),
        new("MarketProposals.DecidedAsync", Members, (w, c) => w.Get<MarketProposals>().DecidedAsync(c, w.A, 10, default)),
        new("MarketProposals.CountToDecideAsync", StoreOwners, async (w, c) =>
        {
            await w.Get<MarketProposals>().ProposeAsync(Caller.Server, w.A, CountryCode.Parse("PL"), "", default);
            Unless(await w.Get<MarketProposals>().CountToDecideAsync(c, w.A, default) > 0);
        }),
        new("MarketProposals.ProposeAsync", Members, (w, c) => w.Get<MarketProposals>().ProposeAsync(c, w.A, CountryCode.Parse("RO"), "Why not", default)),
        new("MarketProposals.WithdrawAsync", Members, (w, c) => ToldAsync("proposal", () => w.Get<MarketProposals>().WithdrawAsync(c, w.A, 4711, default))),
        new("MarketProposals.AcceptAsync", StoreOwners, (w, c) => ToldAsync("proposal", () => w.Get<MarketProposals>().AcceptAsync(c, w.A, 4711, default))),
        new("MarketProposals.DeclineAsync", StoreOwners, (w, c) => ToldAsync("proposal", () => w.Get<MarketProposals>().DeclineAsync(c, w.A, 4711, default))),
        new("ShippingServices.ReadAsync", Members, (w, c) => w.Get<ShippingServices>().ReadAsync(c, w.A, default)),
        new("ShippingServices.PreviewAsync", Members, (w, c) => w.Get<ShippingServices>().PreviewAsync(c, w.A, new Dictionary<string, CountrySet?> { ["DHL"] = CountrySet.All }, default)),
        new("ShippingServices.ExportAsync", Members, (w, c) => w.Get<ShippingServices>().ExportAsync(c, w.A, default)),
        new("ShippingServices.ChangeAsync", StoreOwners, (w, c) => w.Get<ShippingServices>().ChangeAsync(c, w.A, new Dictionary<string, CountrySet?> { ["DHL"] = CountrySet.All }, default)),
        new("ShippingServices.SetUntoldAsync", StoreOwners, (w, c) => w.Get<ShippingServices>().SetUntoldAsync(c, w.A, false, default)),
        new("ShippingServices.UndoAsync", StoreOwners, (w, c) => ToldAsync("no such change", () => w.Get<ShippingServices>().UndoAsync(c, w.A, 4711, default))),
        new("ShippingServices.ConfirmNoTemplatesAsync", StoreOwners, (w, c) => ToldAsync("AliExpress tells templates", () => w.Get<ShippingServices>().ConfirmNoTemplatesAsync(c, w.A, default))),
        new("RestrictedDestinations.ReadAsync", Members, (w, c) => w.Get<RestrictedDestinations>().ReadAsync(c, w.A, default)),
        new("RestrictedDestinations.PreviewAsync", Members, (w, c) => w.Get<RestrictedDestinations>().PreviewAsync(c, w.A, [new NewRestriction(1, "Lamps", CountryCode.Parse("BR"))], default)),
        new("RestrictedDestinations.ExportAsync", Members, (w, c) => w.Get<RestrictedDestinations>().ExportAsync(c, w.A, default)),
        new("RestrictedDestinations.AddAsync", StoreOwners, (w, c) => w.Get<RestrictedDestinations>().AddAsync(c, w.A, [new NewRestriction(1, "Lamps", CountryCode.Parse("BR"))], default)),
        new("RestrictedDestinations.RemoveAsync", StoreOwners, (w, c) => w.Get<RestrictedDestinations>().RemoveAsync(c, w.A, 1, CountryCode.Parse("BR"), default)),
        new("Verifications.SampleAsync", Members, (w, c) => w.Get<Verifications>().SampleAsync(c, w.A, 3, 1, default)),
        new("Verifications.ReadAsync", Members, (w, c) => w.Get<Verifications>().ReadAsync(c, w.A, null, null, default)),
        new("Verifications.ExportAsync", Members, (w, c) => w.Get<Verifications>().ExportAsync(c, w.A, default)),
        // Store A is fed by files: whoever may gets to hear that.
        new("Verifications.RunAsync", StoreOwners, (w, c) => ToldAsync("fed by files", async () =>
        {
            await foreach (var step in w.Get<Verifications>().RunAsync(c, w.A, [new VerifiedPair(1, CountryCode.Parse("BR"))], default))
            {
                Assert.Fail($"{step} was not to be made.");
            }
        })),
        new("CardReader.ReadAsync", Members, (w, c) => w.Get<CardReader>().ReadAsync(c, CardRegistry.Orders.Key, "A", new CardParameters(null, null, null, null, null), default)),
        new("CardReader.CatalogueAsync", Members + ", owner of B, marketing in B", (w, c) => w.Get<CardReader>().CatalogueAsync(c, default)),
        new("ApiTokens.ListAsync", Owners, (w, c) => w.Get<ApiTokens>().ListAsync(c, default)),
        new("ApiTokens.MakeAsync", Owners, (w, c) => w.Get<ApiTokens>().MakeAsync(c, new NewToken($"Token of {c.Kind}", [w.A], [CardRegistry.Orders.Key], 1), default)),
        new("ApiTokens.RevokeAsync", Owners, (w, c) => w.Get<ApiTokens>().RevokeAsync(c, 4711, default)),
        new("AuditLog.PageAsync", Owners, (w, c) => w.Get<AuditLog>().PageAsync(c, new AuditFilter(), null, null, 10, default)),
        new("AuditLog.ExportAsync", Owners, (w, c) => w.Get<AuditLog>().ExportAsync(c, new AuditFilter(), default)),
        new("SyncDesk.RunsAsync", Members, (w, c) => w.Get<SyncDesk>().RunsAsync(c, w.A, 10, default)),
        new("SyncDesk.StateAsync", Members, async (w, c) => await w.Get<SyncDesk>().StateAsync(c, await w.Get<StoreDirectory>().GetAsync(w.A, default), default)),
        new("SyncDesk.PauseBackfillAsync", StoreOwners, (w, c) => w.Get<SyncDesk>().PauseBackfillAsync(c, w.A, default)),
        new("SyncDesk.ResumeBackfillAsync", StoreOwners, (w, c) => w.Get<SyncDesk>().ResumeBackfillAsync(c, w.A, default)),
        new("SyncDesk.SyncNowAsync", StoreOwners, (w, c) => w.Get<SyncDesk>().SyncNowAsync(c, w.A, default)),
        // Store A is no sandbox: whoever may gets to hear that, and nobody else hears anything of it.
        new("SyncDesk.AssignRightTemplateAsync", StoreOwners, (w, c) => ToldAsync("This is a real store", () => w.Get<SyncDesk>().AssignRightTemplateAsync(c, w.A, default))),
        new("SandboxFaultDesk.ActiveAsync", StoreOwners, (w, c) => w.Get<SandboxFaultDesk>().ActiveAsync(c, w.A, default)),
        new("SandboxFaultDesk.SwitchAsync", StoreOwners, (w, c) => ToldAsync("This is a real store", () => w.Get<SandboxFaultDesk>().SwitchAsync(c, w.A, SandboxFault.Html, 1, default))),
        new("OrderImport.RunAsync", Owners, (w, c) => w.Get<OrderImport>().RunAsync(c, w.File, "New shop", "UTC", new OrderFileOptions(new Dictionary<string, string>(), new Dictionary<string, OrderStatus>(), TimeZoneInfo.Utc), default)),
        new("FileImport.RunAsync", StoreOwners, (w, c) => w.Get<FileImport>().RunAsync(c, new ImportRequest(w.File, "A", FileMapping.Plain(FileKind.Orders, "UTC")), default)),
        new("FileImport.RememberedAsync", StoreOwners, (w, c) => w.Get<FileImport>().RememberedAsync(c, w.A, FileKind.Orders, default)),
        new("ImportDesk.UploadAsync", StoreOwners, async (w, c) => await w.UploadAsync(c)),
        new("ImportDesk.FindAsync", StoreOwners, async (w, c) => Unless(await w.Get<ImportDesk>().FindAsync(c, await w.UploadAsync(Caller.Server), default) is not null)),
        new("ImportDesk.WatchAsync", StoreOwners, async (w, c) =>
        {
            await using var watch = w.Get<ImportDesk>().WatchAsync(c, await w.UploadAsync(Caller.Server), default).GetAsyncEnumerator();
            Unless(await watch.MoveNextAsync());
        }),
        new("ImportDesk.CheckAsync", StoreOwners, (w, c) => FoundAsync(async () => await w.Get<ImportDesk>().CheckAsync(c, await w.UploadAsync(Caller.Server), FileMapping.Plain(FileKind.Orders, "UTC"), false, default))),
        new("ImportDesk.RunAsync", StoreOwners, (w, c) => FoundAsync(async () => await w.Get<ImportDesk>().RunAsync(c, await w.UploadAsync(Caller.Server), 0, default))),
        new("ImportDesk.DropAsync", StoreOwners, async (w, c) =>
        {
            var id = await w.UploadAsync(Caller.Server);
            await w.Get<ImportDesk>().DropAsync(c, id, default);
            Unless(await w.Get<ImportDesk>().FindAsync(Caller.Server, id, default) is null);
        }),
        new("ImportDesk.RejectsAsync", StoreOwners, async (w, c) =>
        {
            var id = await w.UploadAsync(Caller.Server);
            await System.IO.File.WriteAllTextAsync(Path.Combine(w.Installation.Folder.Path, "imports", id, "rejected.csv"), "line,reason\n");
            await using var rejects = await w.Get<ImportDesk>().RejectsAsync(c, id, default);
            Unless(rejects is not null);
        }),
        new("FileExport.RowsAsync", StoreOwners, (w, c) => w.Get<FileExport>().RowsAsync(c, w.A, FileKind.Orders, default)),
        new("Sessions.IsLiveAsync", SignedIn, async (w, c) => Unless(await w.Get<Sessions>().IsLiveAsync(c, default))),
        new("Sessions.TouchAsync", SignedIn, async (w, c) => Unless(await w.Get<Sessions>().TouchAsync(c, default))),
        new("Sessions.OwnAsync", SignedIn, (w, c) => w.Get<Sessions>().OwnAsync(c, default)),
        new("Sessions.EndOthersAsync", SignedIn, (w, c) => w.Get<Sessions>().EndOthersAsync(c, default)),
        new("Sessions.EndAsync", SignedIn, (w, c) => w.Get<Sessions>().EndAsync(c, "no such session", default)),
        new("OwnAccount.GetAsync", SignedIn, (w, c) => w.Get<OwnAccount>().GetAsync(c, default)),
        new("OwnAccount.WhoAsync", SignedIn, async (w, c) => Unless(await w.Get<OwnAccount>().WhoAsync(c, default) is not null)),
        new("OwnAccount.RenameAsync", SignedIn, (w, c) => w.Get<OwnAccount>().RenameAsync(c, "New name", default)),
        new("OwnAccount.ChangePasswordAsync", SignedIn, (w, c) => ToldAsync("The password is not right", () => w.Get<OwnAccount>().ChangePasswordAsync(c, "not it", Password, default))),
        new("OwnAccount.NewAuthenticatorAsync", SignedIn, (w, c) => ToldAsync("The password is not right", () => w.Get<OwnAccount>().NewAuthenticatorAsync(c, "not it", default))),
        new("OwnAccount.TurnOnSecondFactorAsync", SignedIn, (w, c) => ToldAsync("The code is not right", () => w.Get<OwnAccount>().TurnOnSecondFactorAsync(c, "000000", default))),
        new("OwnAccount.TurnOffSecondFactorAsync", SignedIn, (w, c) => ToldAsync("The password is not right", () => w.Get<OwnAccount>().TurnOffSecondFactorAsync(c, "not it", default))),
        new("OwnAccount.NewRecoveryCodesAsync", SignedIn, (w, c) => ToldAsync("The password is not right", () => w.Get<OwnAccount>().NewRecoveryCodesAsync(c, "not it", default))),
        new("People.ListAsync", Owners, (w, c) => w.Get<People>().ListAsync(c, default)),
        new("People.InvitationsAsync", Owners, (w, c) => w.Get<People>().InvitationsAsync(c, default)),
        new("People.InviteAsync", Owners, (w, c) => w.Get<People>().InviteAsync(c, "Somebody", true, [], default)),
        new("People.MakeResetLinkAsync", Owners, (w, c) => w.Get<People>().MakeResetLinkAsync(c, w.Target.AccountId, true, default)),
        new("People.RevokeAsync", Owners, (w, c) => w.Get<People>().RevokeAsync(c, 1, default)),
        new("People.SetRolesAsync", Owners, (w, c) => w.Get<People>().SetRolesAsync(c, w.Target.AccountId, false, [new RoleGrant(w.A, StoreRole.Owner)], default)),
        new("People.DisableAsync", Owners, (w, c) => w.Get<People>().DisableAsync(c, w.Target.AccountId, default)),
        new("People.EnableAsync", Owners, (w, c) => w.Get<People>().EnableAsync(c, w.Target.AccountId, default)),
        new("People.EndSessionsAsync", Owners, (w, c) => w.Get<People>().EndSessionsAsync(c, w.Target.AccountId, default)),
    ];

    /// <summary>A refusal that is an empty answer.</summary>
    private static void Unless(bool answered)
    {
        if (!answered)
        {
            throw new NothingToSeeException();
        }
    }

    /// <summary>Gets as far as the thing itself, which then says what is wrong with what it was asked.</summary>
    private static async Task ToldAsync(string words, Func<Task> call)
    {
        var told = await Assert.ThrowsAnyAsync<Core.ProblemException>(call);
        if (told is AccessRefusedException)
        {
            throw told;
        }

        Assert.Contains(words, told.Message, StringComparison.Ordinal);
    }

    /// <summary>A file that is nothing to the caller is not there; everybody else hears what is wrong with it.</summary>
    private static async Task FoundAsync(Func<Task> call)
    {
        var told = await Assert.ThrowsAsync<Core.ProblemException>(call);
        Unless(!told.Message.Contains("not here any more", StringComparison.Ordinal));
    }

    private static async Task WatchAsync(MatrixWorld world, Caller caller)
    {
        var feed = world.Get<BoardFeed>();
        await using var watch = feed.WatchAsync(caller, world.A, default).GetAsyncEnumerator();
        var next = watch.MoveNextAsync();
        await world.Installation.Writer.WriteAsync(session => session.MarkChanged(world.A), default);
        await feed.RefreshAsync(world.A, TimeSpan.Zero, default);
        Unless(await next);
    }
}

/// <param name="Allowed">Names of callers.</param>
/// <param name="CallAsync">Throws when it is refused.</param>
internal sealed record MatrixRow(string Method, string Allowed, Func<MatrixWorld, Caller, Task> CallAsync)
{
    public bool Allows(string caller) => Allowed.Split(", ").Contains(caller);
}

/// <summary>Nothing was shown, which is how lists refuse.</summary>
internal sealed class NothingToSeeException : Exception;

/// <summary>Two stores and everybody who might call.</summary>
internal sealed class MatrixWorld : IAsyncDisposable
{
    private MatrixWorld(Installation installation) => Installation = installation;

    public Installation Installation { get; }

    public int A { get; private set; }

    public int B { get; private set; }

    /// <summary>Somebody that things are done to.</summary>
    public Caller Target { get; private set; } = Caller.Nobody;

    public string File { get; private set; } = "";

    public IReadOnlyList<(string Name, Caller Caller)> Callers { get; private set; } = [];

    public T Get<T>()
        where T : notnull => Installation.Get<T>();

    /// <summary>A file for store A on its way in.</summary>
    public Task<string> UploadAsync(Caller caller) =>
        Get<ImportDesk>().UploadAsync(caller, new UploadTarget(A, "A", "UTC"), FileKind.Orders, "orders.csv", new MemoryStream(System.IO.File.ReadAllBytes(File)), default);

    public static async Task<MatrixWorld> MakeAsync(Installation installation)
    {
        var world = new MatrixWorld(installation);
        world.A = (await installation.StoreAsync("A")).Id;
        world.B = (await installation.StoreAsync("B")).Id;
        world.File = installation.Files.Write("orders.csv", "order_id,placed_at,buyer_country\n1,2026-03-16T10:00:00Z,BR\n"u8.ToArray());
        var contexts = installation.Get<IDbContextFactory<NerveCentreDb>>();
        world.Target = TestPeople.AddMember(contexts, "Tom");
        var disabled = TestPeople.AddOwner(contexts, "Dora");
        TestPeople.Change(contexts, disabled, a => a.DisabledAt = TestClock.Noon);
        var ended = TestPeople.AddOwner(contexts, "Emil");
        var idle = TestPeople.AddOwner(contexts, "Ida");
        using (var db = installation.Db())
        {
            db.Sessions.Single(s => s.Id == ended.SessionId).EndedAt = TestClock.Noon;
            db.Sessions.Single(s => s.Id == idle.SessionId).SeenAt = installation.Clock.GetUtcNow().AddDays(-2);
            db.SaveChanges();
        }

        var owner = TestPeople.AddOwner(contexts);
        var ownerOfB = TestPeople.AddMember(contexts, "Berta", (world.B, StoreRole.Owner));
        world.Callers =
        [
            ("nobody", Caller.Nobody),
            ("explorer, though there is an owner", Caller.Explorer),
            ("disabled owner", disabled),
            ("owner whose session was ended", ended),
            ("owner whose session is idle", idle),
            ("owner with somebody else's session", Caller.Account(owner.AccountId, ownerOfB.SessionId!)),
            ("account that does not exist", Caller.Account(4711, owner.SessionId!)),
            ("token that does not exist", Caller.Token(4711)),
            ("no role", TestPeople.AddMember(contexts, "Nora")),
            ("marketing in B", TestPeople.AddMember(contexts, "Mia", (world.B, StoreRole.Marketing))),
            ("owner of B", ownerOfB),
            ("marketing in A", TestPeople.AddMember(contexts, "Max", (world.A, StoreRole.Marketing))),
            ("owner of A", TestPeople.AddMember(contexts, "Anna", (world.A, StoreRole.Owner))),
            ("owner", owner),
            ("command line", Caller.CommandLine),
            ("server", Caller.Server),
        ];
        return world;
    }

    public ValueTask DisposeAsync() => Installation.DisposeAsync();
}
