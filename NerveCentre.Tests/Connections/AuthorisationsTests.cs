using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Connections;

public sealed class AuthorisationsTests
{
    [Fact]
    public async Task Connecting_ShowsTheSellerFirst_AndKeepsNothingBefore()
    {
        await using var world = ConnectWorld.Make();
        var state = await world.BeginAsync();
        var asked = (await world.Authorisations.FindAsync(world.Owner, state, default))!;
        Assert.Equal(
            $"https://api-sg.aliexpress.com/oauth/authorize?response_type=code&force_auth=true&redirect_uri=https%3A%2F%2Fboard.example.com%2Fsettings%2Fstores%2Fauthorised&client_id=50012345&state={state}",
            asked.Address);
        Assert.Null(asked.Seller);

        await world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Harbour), null, default);

        var told = (await world.Authorisations.FindAsync(world.Owner, state, default))!;
        Assert.Equal("Harbour Lamps, id 2200112233, account harbour@sandbox.invalid", told.Seller!.InWords);
        Assert.Empty(world.Installation.Rows("SELECT Name FROM Stores"));

        Assert.Equal("Harbour", await world.Authorisations.KeepAsync(world.Owner, state, default));

        var store = await world.StoreAsync("Harbour");
        Assert.Equal((StoreKind.AliExpress, true, "America/Los_Angeles"), (store.Kind, store.IsRead, store.TimeZone));
        Assert.Equal(world.Clock.GetUtcNow().AddDays(60), store.Connection!.AuthorisedUntil);
        Assert.Empty(world.Installation.Rows("SELECT Id FROM PendingConnections"));
        Assert.Equal(["store.connected|Harbour|seller Harbour Lamps, id 2200112233, account harbour@sandbox.invalid"], world.Installation.Rows("SELECT Action, Subject, After FROM Audit"));
    }

    [Fact]
    public async Task State_WorksOnce()
    {
        await using var world = ConnectWorld.Make();
        var state = await world.BeginAsync();
        await world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Harbour), null, default);

        await RefusedAsync("belongs to no connection", () => world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Atlas), null, default));

        Assert.Equal(1, world.Door.Count("/auth/token/create"));
        Assert.Equal("Harbour Lamps", (await world.Authorisations.FindAsync(world.Owner, state, default))!.Seller!.Name);
        await world.Authorisations.KeepAsync(world.Owner, state, default);
        await RefusedAsync("belongs to no connection", () => world.Authorisations.KeepAsync(world.Owner, state, default));
        await RefusedAsync("belongs to no connection", () => world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Atlas), null, default));
    }

    [Fact]
    public async Task StateThatNobodyMade_OrOfAnotherSignIn_IsVoid_AndSpoilsNothing()
    {
        await using var world = ConnectWorld.Make();
        var state = await world.BeginAsync();
        var other = TestPeople.AddOwner(world.Installation.Get<IDbContextFactory<NerveCentreDb>>(), "Otto");
        foreach (var (caller, told) in new[] { (world.Owner, "guess"), (world.Owner, ""), (other, state) })
        {
            await RefusedAsync("belongs to no connection", () => world.Authorisations.ReceiveAsync(caller, told, world.Platform.NewCode(world.Atlas), null, default));
            Assert.Null(await world.Authorisations.FindAsync(caller, told, default));
        }

        Assert.Equal(0, world.Door.Count("/auth/token/create"));
        await world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Harbour), null, default);
        await RefusedAsync("belongs to no connection", () => world.Authorisations.KeepAsync(other, state, default));
        await world.Authorisations.KeepAsync(world.Owner, state, default);
    }

    [Fact]
    public async Task StateThatCameTooLate_IsVoid_AndSweptAway()
    {
        await using var world = ConnectWorld.Make();
        var state = await world.BeginAsync();
        world.Clock.Advance(Authorisations.Patience);

        await RefusedAsync("came too late", () => world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Harbour), null, default));
        Assert.Single(world.Installation.Rows("SELECT Id FROM PendingConnections"));
        await world.RoundAsync();
        Assert.Empty(world.Installation.Rows("SELECT Id FROM PendingConnections"));
    }

    [Theory]
    [InlineData("sandbox-app-secret", 4, "it lives for three minutes")]
    [InlineData("another-secret", 0, "the app secret is not the one of this app key")]
    public async Task CodeThatAliExpressRefuses_IsToldInWords(string secret, int minutes, string words)
    {
        await using var world = ConnectWorld.Make();
        var state = await world.BeginAsync(secret: secret);
        var code = world.Platform.NewCode(world.Harbour);
        world.Clock.Advance(TimeSpan.FromMinutes(minutes));

        await RefusedAsync(words, () => world.Authorisations.ReceiveAsync(world.Owner, state, code, null, default));

        Assert.True((await world.Authorisations.FindAsync(world.Owner, state, default))!.CodeUsed);
    }

    [Fact]
    public async Task SellerWhoRefuses_LeavesNothing()
    {
        await using var world = ConnectWorld.Make();
        var state = await world.BeginAsync();

        await RefusedAsync("did not authorise NerveCentre (it says: access_denied)", () => world.Authorisations.ReceiveAsync(world.Owner, state, null, "access_denied", default));

        Assert.Empty(world.Installation.Rows("SELECT Id FROM PendingConnections"));
        Assert.Equal(0, world.Door.Count("/auth/token/create"));
    }

    [Fact]
    public async Task Pasting_TakesTheAddressOrTheCode_OfThisAttemptOnly()
    {
        await using var world = ConnectWorld.Make();
        var state = await world.BeginAsync();
        await RefusedAsync("not the answer to this attempt", () => world.Authorisations.PasteAsync(world.Owner, state, $"{ConnectWorld.Redirect}?code={world.Platform.NewCode(world.Harbour)}&state=other", default));
        await RefusedAsync("not the answer to this attempt", () => world.Authorisations.PasteAsync(world.Owner, state, $"{ConnectWorld.Redirect}?code={world.Platform.NewCode(world.Harbour)}", default));
        await RefusedAsync("Paste the address", () => world.Authorisations.PasteAsync(world.Owner, state, " ", default));

        await world.Authorisations.PasteAsync(world.Owner, state, $" {ConnectWorld.Redirect}?code={Uri.EscapeDataString(world.Platform.NewCode(world.Harbour))}&state={state}#x ", default);
        await world.Authorisations.KeepAsync(world.Owner, state, default);

        var second = await world.BeginAsync("Atlas");
        await world.Authorisations.PasteAsync(world.Owner, second, world.Platform.NewCode(world.Atlas), default);
        Assert.Equal("Atlas Kitchen", (await world.Authorisations.FindAsync(world.Owner, second, default))!.Seller!.Name);
    }

    [Fact]
    public async Task OneSeller_IsOneStore()
    {
        await using var world = ConnectWorld.Make();
        await world.ConnectAsync(world.Harbour, "Harbour");
        var state = await world.BeginAsync("Copy");
        await world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Harbour), null, default);

        await RefusedAsync("is connected already, as the store “Harbour”", () => world.Authorisations.KeepAsync(world.Owner, state, default));

        await world.Authorisations.DiscardAsync(world.Owner, state, default);
        Assert.Equal(["Harbour"], world.Installation.Rows("SELECT Name FROM Stores"));
        Assert.Empty(world.Installation.Rows("SELECT Id FROM PendingConnections"));
        // Two stores may share an app.
        await world.ConnectAsync(world.Atlas, "Atlas");
        Assert.Equal(["50012345", "50012345"], world.Installation.Rows("SELECT AppKey FROM Connections"));
    }

    [Fact]
    public async Task AuthorisingAgain_IsForTheSameSeller_AndForOwnersOfTheStore()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        var before = world.Row(store);
        world.Clock.Advance(TimeSpan.FromHours(1));
        var anna = TestPeople.AddMember(world.Installation.Get<IDbContextFactory<NerveCentreDb>>(), "Anna", world.Clock.GetUtcNow(), (store.Id, StoreRole.Owner));

        var told = await Assert.ThrowsAsync<ProblemException>(() => world.AuthoriseAgainAsync(store, world.Atlas, anna));
        Assert.Contains("This store belongs to Harbour Lamps, id 2200112233, account harbour@sandbox.invalid, but Atlas Kitchen, id 2200445566", told.Message, StringComparison.Ordinal);
        Assert.Equal(before.AccessToken, world.Row(store).AccessToken);

        await world.AuthoriseAgainAsync(store, world.Harbour, anna);
        Assert.NotEqual(before.AccessToken, world.Row(store).AccessToken);
        Assert.Equal(world.Clock.GetUtcNow(), world.Row(store).AuthorisedAt);
        await Assert.ThrowsAsync<AccessRefusedException>(() => world.BeginAsync("Another", caller: anna));
    }

    [Fact]
    public async Task StoreFedByFiles_IsConnectedByOwnersOfTheInstallation_AndKeepsItsRows()
    {
        await using var world = ConnectWorld.Make();
        var shop = await world.Installation.StoreAsync();
        var anna = TestPeople.AddMember(world.Installation.Get<IDbContextFactory<NerveCentreDb>>(), "Anna", (shop.Id, StoreRole.Owner));
        var app = new NewConnection("", "", ConnectWorld.AppKey, ConnectWorld.AppSecret);
        await RefusedAsync("Only an owner of the installation", () => world.Authorisations.BeginAgainAsync(anna, shop.Id, app, ConnectWorld.Redirect, default));
        await RefusedAsync("Enter the app key", () => world.AuthoriseAgainAsync(shop, world.Harbour));

        var state = await world.Authorisations.BeginAgainAsync(world.Owner, shop.Id, app, ConnectWorld.Redirect, default);
        await world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Harbour), null, default);
        await world.Authorisations.KeepAsync(world.Owner, state, default);

        Assert.Equal((shop.Id, StoreKind.AliExpress), await world.StoreAsync("Shop") is var now ? (now.Id, now.Kind) : default);
    }

    [Theory]
    [InlineData("", "America/Los_Angeles", "key", "secret", "1 to 100 characters")]
    [InlineData("SHOP", "America/Los_Angeles", "key", "secret", "There is a store named “SHOP” already")]
    [InlineData("New", "/dev/zero", "key", "secret", "/dev/zero")]
    [InlineData("New", "UTC", " ", "secret", "Enter the app key")]
    [InlineData("New", "UTC", "key", "a secret", "Enter the app secret")]
    public async Task WhatWillNotDo_IsSaidBeforeAnybodyGoesToAliExpress(string name, string zone, string key, string secret, string words)
    {
        await using var world = ConnectWorld.Make();
        await world.Installation.StoreAsync();

        await RefusedAsync(words, () => world.Authorisations.BeginAsync(world.Owner, new NewConnection(name, zone, key, secret), ConnectWorld.Redirect, default));

        Assert.Empty(world.Installation.Rows("SELECT Id FROM PendingConnections"));
    }

    [Fact]
    public async Task ManyAttempts_ForgetTheOldest()
    {
        await using var world = ConnectWorld.Make();
        var first = await world.BeginAsync("First");
        for (var i = 0; i < 50; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            await world.BeginAsync($"Store {i}");
        }

        Assert.Equal(["50"], world.Installation.Rows("SELECT COUNT(*) FROM PendingConnections"));
        Assert.Null(await world.Authorisations.FindAsync(world.Owner, first, default));
    }

    private static async Task RefusedAsync(string words, Func<Task> act) =>
        Assert.Contains(words, (await Assert.ThrowsAsync<ProblemException>(act)).Message, StringComparison.Ordinal);
}
