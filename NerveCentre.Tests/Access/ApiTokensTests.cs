using System.Text;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Access;

public sealed class ApiTokensTests : IAsyncLifetime
{
    private const string Orders = "aex_orders_by_buyer_country";

    private readonly Installation _installation = Installation.Empty();
    private StoreSummary _shop = null!;
    private Caller _owner = null!;

    private ApiTokens Tokens => _installation.Get<ApiTokens>();

    public async Task InitializeAsync()
    {
        _shop = await _installation.StoreAsync();
        _owner = TestPeople.AddOwner(_installation.Get<IDbContextFactory<NerveCentreDb>>());
    }

    public async Task DisposeAsync() => await _installation.DisposeAsync();

    [Fact]
    public async Task AToken_IsListedAsWhatItIs()
    {
        await MakeAsync("Warehouse", days: 30);

        var token = Assert.Single(await Tokens.ListAsync(_owner, default));

        Assert.Equal(("Warehouse", TokenState.Live, null, null), (token.Name, token.State, token.UsedAt, token.RevokedAt));
        Assert.Equal(["Shop"], token.Stores);
        Assert.Equal([Orders], token.Cards);
        Assert.Equal((TestClock.Noon, TestClock.Noon.AddDays(30)), (token.CreatedAt, token.ExpiresAt));
        Assert.Equal("Olga (olga@example.com)", token.CreatedBy);
    }

    [Fact]
    public async Task ATokenOpensItsOwnDoor_AndNothingElseDoes()
    {
        var token = await MakeAsync("Warehouse");
        var other = await MakeAsync("Other");
        var (head, secret) = (token[..token.IndexOf('_', 3)], token[(token.IndexOf('_', 3) + 1)..]);

        Assert.Equal(Caller.Token(1), await Tokens.CallerOfAsync(token, default));
        string[] wrong =
        [
            "", " ", "nc_", "nc__", "nc_1", "nc_1_", $"{head}_{secret}x", $"{head}_{secret[..^1]}", $"nc_2_{secret}", $"nc_9_{secret}", $"nc_-1_{secret}", $"nc_01x_{secret}", $"NC_1_{secret}", $"1.{secret}", secret,
            $"nc_99999999999_{secret}", $"nc_1_{new string('a', 5_000)}", $"{head}_{secret.ToUpperInvariant()}", $"nc_1_{Hash()}", $"nc_1_{other[5..]}", "nc_1_\0", "nc_1_' OR 1=1 --",
        ];
        foreach (var presented in wrong)
        {
            Assert.Null(await Tokens.CallerOfAsync(presented, default));
        }

        string Hash()
        {
            using var db = _installation.Db();
            return db.ApiTokens.Single(t => t.Id == 1).SecretHash;
        }
    }

    [Fact]
    public async Task AToken_EndsToTheMomentWhenItExpires()
    {
        var token = await MakeAsync("Warehouse", days: 1);

        _installation.Clock.MoveTo(TestClock.Noon.AddDays(1).AddMilliseconds(-1));
        Assert.NotNull(await Tokens.CallerOfAsync(token, default));
        _installation.Clock.MoveTo(TestClock.Noon.AddDays(1));
        Assert.Null(await Tokens.CallerOfAsync(token, default));
        Assert.Equal(TokenState.Expired, Assert.Single(await Tokens.ListAsync(Caller.CommandLine, default)).State);
        Assert.False(await Tokens.RevokeAsync(Caller.CommandLine, 1, default));
    }

    [Fact]
    public async Task ARevokedToken_IsWorthNothingAtOnce_EvenToWhoeverIsInside()
    {
        var token = await MakeAsync("Warehouse");
        var inside = (await Tokens.CallerOfAsync(token, default))!;
        var guard = _installation.Get<AccessGuard>();
        Assert.True(guard.Allows(inside, Right.ReadCard, _shop.Id));

        Assert.True(await Tokens.RevokeAsync(_owner, 1, default));

        Assert.Null(await Tokens.CallerOfAsync(token, default));
        Assert.False(guard.Allows(inside, Right.ReadCard, _shop.Id));
        Assert.False(await Tokens.RevokeAsync(_owner, 1, default));
        var listed = Assert.Single(await Tokens.ListAsync(_owner, default));
        Assert.Equal((TokenState.Revoked, TestClock.Noon), (listed.State, listed.RevokedAt));
    }

    [Fact]
    public async Task AToken_OutlivesItsMaker()
    {
        var token = await MakeAsync("Warehouse");
        TestPeople.Change(_installation.Get<IDbContextFactory<NerveCentreDb>>(), _owner, a => a.DisabledAt = TestClock.Noon);

        Assert.NotNull(await Tokens.CallerOfAsync(token, default));
    }

    [Fact]
    public async Task TheSecret_StandsNowhere_NeitherInTheDatabaseNorInItsLog()
    {
        var token = await MakeAsync("Warehouse");
        await Tokens.CallerOfAsync(token, default);
        await _installation.Get<TokenUses>().WriteAsync(default);
        await Tokens.RevokeAsync(_owner, 1, default);
        var secret = Encoding.UTF8.GetBytes(token[5..]);
        Assert.Equal(43, secret.Length);

        var files = Directory.GetFiles(_installation.Folder.Path, "*", SearchOption.AllDirectories);

        Assert.Contains(files, f => Path.GetFileName(f) is "nervecentre.db");
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            Assert.True(bytes.ToArray().AsSpan().IndexOf(secret) < 0, file);
        }
    }

    [Fact]
    public async Task MakingAndRevoking_StandInTheAudit_WithoutTheSecret()
    {
        await MakeAsync("Warehouse");
        await Tokens.RevokeAsync(_owner, 1, default);

        using var db = _installation.Db();
        var rows = db.Audit.OrderBy(a => a.Id).ToList();
        Assert.Equal([AuditActions.TokenMade, AuditActions.TokenRevoked], rows.Select(r => r.Action));
        Assert.All(rows, r => Assert.Equal(("Warehouse", "Olga (olga@example.com)"), (r.Subject, r.By)));
        Assert.Equal($"reads {Orders} of Shop until 2026-04-15 12:00Z", rows[0].After);
    }

    [Fact]
    public async Task LastUse_IsToldAtOnce_AndWrittenAtMostOnceAMinute()
    {
        var token = await MakeAsync("Warehouse");
        var uses = _installation.Get<TokenUses>();
        Assert.Null(Noted());

        await Tokens.CallerOfAsync(token, default);
        Assert.Null(Noted());
        Assert.Equal(TestClock.Noon, (await Tokens.ListAsync(Caller.CommandLine, default))[0].UsedAt);
        await uses.WriteAsync(default);
        Assert.Equal(TestClock.Noon, Noted());

        _installation.Clock.Advance(TimeSpan.FromSeconds(59));
        await Tokens.CallerOfAsync(token, default);
        await uses.WriteAsync(default);
        Assert.Equal(TestClock.Noon, Noted());

        _installation.Clock.Advance(TimeSpan.FromSeconds(1));
        await Tokens.CallerOfAsync(token, default);
        await uses.WriteAsync(default);
        Assert.Equal(TestClock.Noon.AddMinutes(1), Noted());

        await Tokens.CallerOfAsync(token + "x", default);
        _installation.Clock.Advance(TimeSpan.FromMinutes(5));
        await uses.WriteAsync(default);
        Assert.Equal(TestClock.Noon.AddMinutes(1), Noted());

        DateTimeOffset? Noted()
        {
            using var db = _installation.Db();
            return db.ApiTokens.Single().UsedAt;
        }
    }

    [Fact]
    public async Task ATokenIsLookedUp_WhileALongWriteIsUnderWay()
    {
        var token = await MakeAsync("Warehouse");
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writing = Task.Run(() => _installation.Writer.WriteAsync(
            async session =>
            {
                session.Db.Stores.Single().Revision++;
                session.Db.SaveChanges();
                begun.SetResult();
                await go.Task;
                return true;
            },
            default));
        await begun.Task.WaitAsync(Patience.Time);

        Assert.NotNull(await Tokens.CallerOfAsync(token, default).WaitAsync(Patience.Time));

        go.SetResult();
        Assert.True(await writing.WaitAsync(Patience.Time));
    }

    [Fact]
    public async Task OnlyOwnersOfTheInstallation_MayListMakeAndRevoke()
    {
        var contexts = _installation.Get<IDbContextFactory<NerveCentreDb>>();
        var token = (await Tokens.CallerOfAsync(await MakeAsync("Warehouse"), default))!;
        Caller[] others = [Caller.Nobody, Caller.Explorer, token, TestPeople.AddMember(contexts, "Mara", (_shop.Id, StoreRole.Marketing)), TestPeople.AddMember(contexts, "Otto", (_shop.Id, StoreRole.Owner))];
        foreach (var caller in others)
        {
            await Assert.ThrowsAsync<AccessRefusedException>(() => Tokens.ListAsync(caller, default));
            await Assert.ThrowsAsync<AccessRefusedException>(() => Tokens.MakeAsync(caller, new NewToken("Mine", [_shop.Id], [Orders], 1), default));
            await Assert.ThrowsAsync<AccessRefusedException>(() => Tokens.RevokeAsync(caller, 1, default));
        }

        Assert.Equal(TokenState.Live, Assert.Single(await Tokens.ListAsync(_owner, default)).State);
    }

    [Theory]
    [InlineData("", true, Orders, 1, "A name has 1 to 100 characters")]
    [InlineData("a\nb", true, Orders, 1, "none that cannot be seen")]
    [InlineData("a", false, Orders, 1, "at least one store")]
    [InlineData("a", true, "", 1, "at least one card")]
    [InlineData("a", true, "aex_nothing", 1, "There is no card 'aex_nothing'")]
    [InlineData("a", true, Orders, 0, "1 to 366 days")]
    [InlineData("a", true, Orders, 367, "1 to 366 days")]
    [InlineData("warehouse", true, Orders, 1, "already")]
    public async Task ATokenThatCannotBe_IsRefusedInWords(string name, bool withStore, string card, int days, string words)
    {
        await MakeAsync("Warehouse");

        var problem = await Assert.ThrowsAnyAsync<ProblemException>(
            () => Tokens.MakeAsync(_owner, new NewToken(name, withStore ? [_shop.Id] : [], card is "" ? [] : [card], days), default));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Single(await Tokens.ListAsync(_owner, default));
    }

    [Fact]
    public async Task AStoreThatIsNotThere_IsRefused_AndOneTokenTooManyIs()
    {
        Assert.Contains("not there", (await Assert.ThrowsAsync<ProblemException>(() => Tokens.MakeAsync(_owner, new NewToken("a", [_shop.Id, 99], [Orders], 1), default))).Message, StringComparison.Ordinal);

        for (var i = 0; i < ApiTokens.MostLive; i++)
        {
            await MakeAsync($"Token {i}");
        }

        Assert.Contains("all that work at once", (await Assert.ThrowsAsync<ProblemException>(() => MakeAsync("One more"))).Message, StringComparison.Ordinal);
        await Tokens.RevokeAsync(_owner, 1, default);
        await MakeAsync("One more");
    }

    private Task<string> MakeAsync(string name, int days = 30) => Tokens.MakeAsync(_owner, new NewToken(name, [_shop.Id], [Orders], days), default);
}
