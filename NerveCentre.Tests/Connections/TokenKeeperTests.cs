using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests.Connections;

public sealed class TokenKeeperTests
{
    private const string Refresh = "/auth/token/refresh";

    [Fact]
    public async Task RefusedToken_IsRenewedOnce_HoweverManyCallsMeetIt()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Platform.EndAccess(world.Harbour);
        var client = world.Installation.Get<StoreConnections>().ClientOf(store);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetTemplatesAsync(default)));

        Assert.All(answers, a => Assert.Equal(24, a.Required().Count));
        Assert.Equal(1, world.Door.Count(Refresh));
    }

    [Fact]
    public async Task TokenThatSomebodyRenewed_IsTakenAndNotRenewedAgain()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        var tokens = world.Tokens.Of(store.Id);
        var old = await tokens.CurrentAsync(default);
        world.Clock.Advance(TimeSpan.FromHours(1));

        var first = await tokens.RenewAsync(old, default);
        var second = await tokens.RenewAsync(old, default);

        Assert.NotEqual(old.AccessToken, first!.AccessToken);
        Assert.Equal(first, second);
        Assert.Equal(1, world.Door.Count(Refresh));
    }

    [Fact]
    public async Task NewTokenThatIsRefusedAtOnce_LeadsToNoLoop()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Door.Instead = (request, real) => request.RequestUri!.AbsolutePath is "/sync" ? Task.FromResult(Refusal("IllegalAccessToken")) : real();
        var client = world.Installation.Get<StoreConnections>().ClientOf(store);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(AliExpressErrorKind.Token, (await client.GetTemplatesAsync(default)).Error!.Kind);
        }

        Assert.Equal(1, world.Door.Count(Refresh));
    }

    [Fact]
    public async Task RefreshTokenThatIsRefused_MeansAuthorisingAgain_AndNothingIsAskedAnyMore()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Platform.Revoke(world.Harbour);
        var runner = world.Installation.Get<SyncRunner>();

        Assert.Equal(SyncOutcome.Failed, await runner.RunAsync(store, SyncStreams.Templates, default));

        var now = await world.StoreAsync("Harbour");
        Assert.False(now.IsRead);
        Assert.Equal(world.Clock.GetUtcNow(), now.Connection!.RefusedAt);
        Assert.Equal("AliExpress no longer renews the authorisation (IllegalRefreshToken).", now.Connection.RefusedWhy);
        var calls = world.Door.Paths.Count;
        Assert.Equal(SyncOutcome.Failed, await runner.RunAsync(now, SyncStreams.Templates, default));
        await world.RoundAsync();
        Assert.Equal(calls, world.Door.Paths.Count);
        Assert.Contains("Authorise the store 'Harbour' again", world.Installation.Rows("SELECT Error FROM Runs ORDER BY Id DESC LIMIT 1")[0], StringComparison.Ordinal);

        await world.AuthoriseAgainAsync(now, world.Harbour);
        Assert.Equal(SyncOutcome.Succeeded, await runner.RunAsync(await world.StoreAsync("Harbour"), SyncStreams.Templates, default));
    }

    /// <summary>As after a kill between AliExpress's answer and the commit: the next refresh token is lost for good.</summary>
    [Fact]
    public async Task AnswerThatWasLost_MeansAuthorisingAgain()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        world.Clock.Advance(TimeSpan.FromDays(25));
        world.Door.Instead = async (_, real) =>
        {
            (await real()).Dispose();
            throw new HttpRequestException("The connection was closed.");
        };
        await world.RoundAsync();
        Assert.Equal("The access token could not be renewed (The connection was closed.).", world.Row(store).RenewError);
        Assert.Null(world.Row(store).RefusedAt);

        world.Door.Instead = null;
        await world.RoundAsync();
        await world.RoundAsync();

        Assert.NotNull(world.Row(store).RefusedAt);
        Assert.Equal(2, world.Door.Count(Refresh));
    }

    [Fact]
    public async Task TroubleOnTheWay_IsToldAndTriedAgain()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        world.Clock.Advance(TimeSpan.FromDays(25));
        var old = world.Row(store).AccessToken;
        world.Door.Instead = (_, _) => Task.FromResult(Refusal("ServiceUnavailable"));
        await world.RoundAsync();
        Assert.NotNull(world.Row(store).RenewError);
        Assert.True((await world.StoreAsync("Harbour")).IsRead);

        world.Door.Instead = null;
        await world.RoundAsync();

        Assert.Null(world.Row(store).RenewError);
        Assert.NotEqual(old, world.Row(store).AccessToken);
    }

    /// <summary>The only copy of the next refresh token is in memory then, and must reach the database when it can.</summary>
    [Fact]
    public async Task AnswerThatTheDatabaseCouldNotTake_IsWrittenLater()
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        world.Clock.Advance(TimeSpan.FromDays(25));
        using (var blocker = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={world.Installation.Folder.Database};Pooling=False"))
        {
            world.Door.Instead = async (_, real) =>
            {
                var answer = await real();
                blocker.Open();
                using var lockIt = blocker.CreateCommand();
                lockIt.CommandText = "CREATE TRIGGER Full BEFORE UPDATE ON Connections BEGIN SELECT RAISE(ABORT, 'full'); END";
                lockIt.ExecuteNonQuery();
                return answer;
            };
            await Assert.ThrowsAnyAsync<Exception>(() => world.Tokens.RenewAsync(store.Id, null, default));
            using var free = blocker.CreateCommand();
            free.CommandText = "DROP TRIGGER Full";
            free.ExecuteNonQuery();
        }

        world.Door.Instead = null;
        await world.RoundAsync();

        Assert.Equal(1, world.Door.Count(Refresh));
        Assert.Equal(world.Clock.GetUtcNow(), world.Row(store).RenewedAt);
        Assert.Null((await world.Installation.Get<StoreConnections>().ClientOf(store).GetTemplatesAsync(default)).Error);
    }

    [Theory]
    [InlineData(22, 0)]
    [InlineData(23, 1)]
    public async Task TokensAreRenewedAheadOfTheirEnd_OfPausedStoresToo(int days, int renewals)
    {
        await using var world = ConnectWorld.Make();
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        await world.Desk.PauseAsync(world.Owner, store.Id, default);
        var end = world.Row(store).RefreshExpiresAt;
        world.Clock.Advance(TimeSpan.FromDays(days));

        await world.RoundAsync();
        await world.RoundAsync();

        Assert.Equal(renewals, world.Door.Count(Refresh));
        // Renewing does not move the day on which the seller has to authorise again.
        Assert.Equal(end, world.Row(store).RefreshExpiresAt);
    }

    [Fact]
    public async Task TokensThatCannotBeRenewed_AreUsedToTheirEnd()
    {
        await using var world = ConnectWorld.Make();
        world.Platform.RefreshLife = TimeSpan.Zero;
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        Assert.Null(world.Row(store).RefreshToken);
        Assert.Equal(world.Clock.GetUtcNow().AddDays(30), store.Connection!.AuthorisedUntil);

        world.Clock.Advance(TimeSpan.FromDays(29));
        await world.RoundAsync();
        Assert.True((await world.StoreAsync("Harbour")).IsRead);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.RoundAsync();

        Assert.Contains("cannot be renewed", (await world.StoreAsync("Harbour")).Connection!.RefusedWhy, StringComparison.Ordinal);
        Assert.Equal(0, world.Door.Count(Refresh));
    }

    [Fact]
    public async Task OneStoresTrouble_IsNotTheOthers()
    {
        await using var world = ConnectWorld.Make();
        var (harbour, atlas) = (await world.ConnectAsync(world.Harbour, "Harbour"), await world.ConnectAsync(world.Atlas, "Atlas"));
        world.Platform.Revoke(world.Harbour);
        world.Clock.Advance(TimeSpan.FromDays(25));

        await world.RoundAsync();

        Assert.NotNull(world.Row(harbour).RefusedAt);
        Assert.Equal((null, world.Clock.GetUtcNow()), (world.Row(atlas).RefusedAt, world.Row(atlas).RenewedAt));
    }

    [Fact]
    public async Task KeysThatAreLost_MeanAuthorisingAgain_WithTheSecret()
    {
        await using var world = ConnectWorld.Make(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IDataProtectionProvider>(services, new LosableKeys()));
        var store = await world.ConnectAsync(world.Harbour, "Harbour");
        ((LosableKeys)world.Installation.Get<IDataProtectionProvider>()).Lose();

        Assert.Equal(SyncOutcome.Failed, await world.Installation.Get<SyncRunner>().RunAsync(store, SyncStreams.Templates, default));

        Assert.StartsWith("The keys that open this store’s tokens are gone", (await world.StoreAsync("Harbour")).Connection!.RefusedWhy, StringComparison.Ordinal);
        var told = await Assert.ThrowsAsync<ProblemException>(() => world.AuthoriseAgainAsync(store, world.Harbour));
        Assert.Contains("Enter it again", told.Message, StringComparison.Ordinal);
        var state = await world.Authorisations.BeginAgainAsync(world.Owner, store.Id, new NewConnection("", "", "", ConnectWorld.AppSecret), ConnectWorld.Redirect, default);
        await world.Authorisations.ReceiveAsync(world.Owner, state, world.Platform.NewCode(world.Harbour), null, default);
        await world.Authorisations.KeepAsync(world.Owner, state, default);
        Assert.Equal(SyncOutcome.Succeeded, await world.Installation.Get<SyncRunner>().RunAsync(await world.StoreAsync("Harbour"), SyncStreams.Templates, default));
    }

    [Fact]
    public async Task CiphertextMovedToAnotherRowOrColumn_DoesNotOpen()
    {
        await using var world = ConnectWorld.Make();
        var (harbour, atlas) = (await world.ConnectAsync(world.Harbour, "Harbour"), await world.ConnectAsync(world.Atlas, "Atlas"));
        var row = world.Row(harbour);
        world.Change(atlas, a => a.AccessToken = row.AccessToken);
        world.Change(harbour, h => h.AccessToken = h.RefreshToken!);

        foreach (var store in new[] { harbour, atlas })
        {
            await Assert.ThrowsAsync<ProblemException>(async () => await world.Tokens.Of(store.Id).CurrentAsync(default));
        }
    }

    private static HttpResponseMessage Refusal(string code) => new(HttpStatusCode.OK) { Content = new StringContent($$"""{"type":"ISV","code":"{{code}}","message":"no","request_id":"r"}""") };

    /// <summary>Keys as after a restore without them, from one moment to the next.</summary>
    private sealed class LosableKeys : IDataProtectionProvider
    {
        private IDataProtectionProvider _keys = new EphemeralDataProtectionProvider();

        public void Lose() => _keys = new EphemeralDataProtectionProvider();

        public IDataProtector CreateProtector(string purpose) => _keys.CreateProtector(purpose);
    }
}
