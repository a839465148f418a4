using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Access;

public sealed class PeopleTests : IAsyncLifetime
{
    private const string Password = "wolke hammer teppich gabel";

    private static readonly Visitor Phone = new("203.0.113.9", "Firefox on Android");

    private readonly Installation _home = Installation.Empty(s => s.Configure<PasswordHasherOptions>(h => h.IterationCount = 1_000));
    private Caller _olga = null!;
    private StoreSummary _shop = null!;

    private People People => _home.Get<People>();

    private Invitations Links => _home.Get<Invitations>();

    public async Task InitializeAsync()
    {
        _olga = TestPeople.AddOwner(_home.Get<IDbContextFactory<NerveCentreDb>>());
        _shop = await _home.StoreAsync();
    }

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Invitation_MakesTheAccount_WithWhatItGives_AndSignsItIn()
    {
        var link = await InviteAsync();
        var shown = await Links.FindAsync(link, default);
        Assert.Equal(("Mara", "marketing in Shop", null), (shown!.For, shown.Gives, shown.ResetOf));

        var mara = await AcceptAsync(link);

        Assert.True(await _home.Get<Sessions>().IsLiveAsync(mara, default));
        Assert.True(Allows(mara, Right.ReadStore));
        Assert.False(Allows(mara, Right.ChangeMarkets));
        Assert.False(_home.Get<AccessGuard>().Allows(mara, Right.ManagePeople, null));
        var person = (await People.ListAsync(_olga, default)).Single(p => p.Email == "mara@example.com");
        Assert.Equal(("marketing in Shop", false, false), (person.May, person.SecondFactor, person.IsCaller));
        Assert.NotNull(person.SignedInAt);
    }

    [Fact]
    public async Task Invitation_WorksOnce_AndLookingAtItUsesNothingUp()
    {
        var link = await InviteAsync();
        await Links.FindAsync(link, default);
        await Links.FindAsync(link, default);
        await AcceptAsync(link);

        await AssertVoidAsync(link);
        Assert.Empty(await People.InvitationsAsync(_olga, default));
    }

    [Fact]
    public async Task Invitation_Expires()
    {
        var link = await InviteAsync();
        _home.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Links.FindAsync(link, default));
        _home.Clock.Advance(TimeSpan.FromSeconds(1));

        await AssertVoidAsync(link);
    }

    [Fact]
    public async Task Invitation_TakenBack_WorksNoMore()
    {
        var link = await InviteAsync();
        var waiting = Assert.Single(await People.InvitationsAsync(_olga, default));
        Assert.Equal(("Mara", "Olga (olga@example.com)"), (waiting.For, waiting.CreatedBy));

        Assert.True(await People.RevokeAsync(_olga, waiting.Id, default));

        Assert.False(await People.RevokeAsync(_olga, waiting.Id, default));
        await AssertVoidAsync(link);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("999.AAAA")]
    [InlineData("-1.AAAA")]
    [InlineData("1.\u202E")]
    public async Task LinkThatNobodyMade_IsVoid(string link)
    {
        await InviteAsync();
        await AssertVoidAsync(link);
    }

    [Fact]
    public async Task RacingAccepts_MakeOneAccount()
    {
        var link = await InviteAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                await Links.AcceptAsync(link, new NewPerson($"mara{i}@example.com", "Mara", Password), Phone, default);
                return true;
            }
            catch (ProblemException)
            {
                return false;
            }
        })));

        Assert.Single(answers, won => won);
        Assert.Equal(2, (await People.ListAsync(_olga, default)).Count);
    }

    [Fact]
    public async Task InvitationOrPersonThatWillNotDo_IsRefused_AndTheLinkStaysGood()
    {
        var nothing = await Assert.ThrowsAsync<ProblemException>(() => People.InviteAsync(_olga, "Mara", false, [], default));
        Assert.Contains("must give something", nothing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => People.InviteAsync(_olga, "Mara", false, [new(99, StoreRole.Owner)], default));
        await Assert.ThrowsAsync<ProblemException>(() => People.InviteAsync(_olga, "Mara", false, [new(_shop.Id, (StoreRole)7)], default));
        await Assert.ThrowsAsync<ProblemException>(() => People.InviteAsync(_olga, "Ma\u202Era", true, [], default));

        var link = await InviteAsync();
        await Assert.ThrowsAsync<ProblemException>(() => Links.AcceptAsync(link, new NewPerson("olga@example.com", "Mara", Password), Phone, default));
        await Assert.ThrowsAsync<ProblemException>(() => Links.AcceptAsync(link, new NewPerson("mara@example.com", "Mara", "passwordpassword"), Phone, default));
        await Assert.ThrowsAsync<ProblemException>(() => Links.ResetPasswordAsync(link, Password, Phone, default));
        await AcceptAsync(link);
    }

    [Fact]
    public async Task OnlyOwner_CanBeNeitherDisabledNorDemoted()
    {
        var other = TestPeople.AddOwner(_home.Get<IDbContextFactory<NerveCentreDb>>(), "Otto");
        await People.DisableAsync(_olga, other.AccountId, default);

        foreach (var refused in (Func<Task>[])[() => People.DisableAsync(_olga, _olga.AccountId, default), () => People.SetRolesAsync(_olga, _olga.AccountId, false, [new(_shop.Id, StoreRole.Owner)], default)])
        {
            var problem = await Assert.ThrowsAsync<ProblemException>(refused);
            Assert.Equal("Olga is the only owner of this installation. Make somebody else an owner of everything first.", problem.Message);
        }

        await People.EnableAsync(_olga, other.AccountId, default);
        await People.DisableAsync(_olga, _olga.AccountId, default);
        Assert.False(await _home.Get<Sessions>().IsLiveAsync(_olga, default));
    }

    [Fact]
    public async Task ChangeOfRoles_EndsTheSessions_AndNoChangeDoesNot()
    {
        var mara = await AcceptAsync(await InviteAsync());
        await People.SetRolesAsync(_olga, mara.AccountId, false, [new(_shop.Id, StoreRole.Marketing)], default);
        Assert.True(await _home.Get<Sessions>().IsLiveAsync(mara, default));

        await People.SetRolesAsync(_olga, mara.AccountId, false, [new(_shop.Id, StoreRole.Owner)], default);

        Assert.False(await _home.Get<Sessions>().IsLiveAsync(mara, default));
        var again = await SignInAsync();
        Assert.True(Allows(again, Right.ChangeMarkets));
        await People.SetRolesAsync(_olga, mara.AccountId, false, [], default);
        Assert.False(Allows(await SignInAsync(), Right.ReadStore));
        var change = Audit(AuditActions.RolesChanged)[0];
        Assert.Equal(("marketing in Shop", "owner in Shop", "mara@example.com"), (change.Before, change.After, change.Subject));
    }

    [Fact]
    public async Task RolesInStoresThatAreCalledAlmostTheSame_AreToldApart()
    {
        var name = new string('x', 80);
        var (first, second) = (await _home.StoreAsync(name + " one"), await _home.StoreAsync(name + " two"));
        var mara = TestPeople.AddMember(_home.Get<IDbContextFactory<NerveCentreDb>>(), "Mara", (first.Id, StoreRole.Marketing));

        await People.SetRolesAsync(_olga, mara.AccountId, false, [new(second.Id, StoreRole.Marketing)], default);

        Assert.Equal([new RoleGrant(second.Id, StoreRole.Marketing)], (await People.ListAsync(_olga, default)).Single(p => p.Id == mara.AccountId).Roles);
    }

    [Fact]
    public async Task OwnerWhoGivesTheirRoleAway_IsSignedOut()
    {
        TestPeople.AddOwner(_home.Get<IDbContextFactory<NerveCentreDb>>(), "Otto");

        await People.SetRolesAsync(_olga, _olga.AccountId, false, [new(_shop.Id, StoreRole.Marketing)], default);

        Assert.False(await _home.Get<Sessions>().IsLiveAsync(_olga, default));
    }

    [Fact]
    public async Task Disabled_IsOutAtOnce_AndCannotSignIn_UntilEnabled()
    {
        var mara = await AcceptAsync(await InviteAsync());
        await People.DisableAsync(_olga, mara.AccountId, default);

        Assert.False(await _home.Get<Sessions>().IsLiveAsync(mara, default));
        Assert.False(Allows(mara, Right.ReadStore));
        Assert.IsType<SignInAnswer.Refused>(await _home.Get<SignIn>().WithPasswordAsync("mara@example.com", Password, Phone, default));
        Assert.NotNull((await People.ListAsync(_olga, default)).Single(p => p.Id == mara.AccountId).DisabledAt);

        await People.EnableAsync(_olga, mara.AccountId, default);
        Assert.True(await _home.Get<Sessions>().IsLiveAsync(await SignInAsync(), default));
        Assert.False(await _home.Get<Sessions>().IsLiveAsync(mara, default));
    }

    [Fact]
    public async Task SigningSomebodyOut_EndsAllTheirSessions_AndOfOnesOwnAllOthers()
    {
        var mara = await AcceptAsync(await InviteAsync());
        var second = await SignInAsync();

        Assert.Equal(2, await People.EndSessionsAsync(_olga, mara.AccountId, default));

        Assert.False(await _home.Get<Sessions>().IsLiveAsync(second, default));
        Assert.Equal(0, await People.EndSessionsAsync(_olga, _olga.AccountId, default));
        Assert.True(await _home.Get<Sessions>().IsLiveAsync(_olga, default));
    }

    [Fact]
    public async Task ResetLink_SetsThePassword_EndsTheSessions_AndVoidsTheLinksBefore()
    {
        const string Fresh = "kerze anker melone brille";
        var mara = await AcceptAsync(await InviteAsync());
        var first = await ResetLinkAsync(mara, clear: false);
        var second = await ResetLinkAsync(mara, clear: false);
        await AssertVoidAsync(first);
        Assert.Equal("mara@example.com", (await Links.FindAsync(second, default))!.ResetOf);
        await Assert.ThrowsAsync<ProblemException>(() => AcceptAsync(second));

        await Links.ResetPasswordAsync(second, Fresh, Phone, default);

        Assert.False(await _home.Get<Sessions>().IsLiveAsync(mara, default));
        Assert.IsType<SignInAnswer.Refused>(await _home.Get<SignIn>().WithPasswordAsync("mara@example.com", Password, Phone, default));
        Assert.IsType<SignInAnswer.Done>(await _home.Get<SignIn>().WithPasswordAsync("mara@example.com", Fresh, Phone, default));
        await AssertVoidAsync(second);
        var third = await ResetLinkAsync(mara, clear: false);
        _home.Clock.Advance(TimeSpan.FromDays(1));
        await AssertVoidAsync(third);
    }

    [Fact]
    public async Task SecretsOfLinks_StandNowhere()
    {
        var links = new[] { await InviteAsync(), await ResetLinkAsync(_olga, clear: true) };
        await AcceptAsync(links[0]);

        var kept = string.Concat(Directory.EnumerateFiles(_home.Folder.Path, "nervecentre.db*").Select(File.ReadAllBytes).Select(System.Text.Encoding.Latin1.GetString));

        Assert.Contains("mara@example.com", kept, StringComparison.Ordinal);
        Assert.All(links, l => Assert.DoesNotContain(l.Split('.')[1], kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NobodyButAnOwnerOfEverything_ManagesPeople()
    {
        var contexts = _home.Get<IDbContextFactory<NerveCentreDb>>();
        Caller[] callers = [Caller.Nobody, Caller.Explorer, Caller.Token(1), TestPeople.AddMember(contexts, "Mara", (_shop.Id, StoreRole.Marketing)), TestPeople.AddMember(contexts, "Stan", (_shop.Id, StoreRole.Owner))];
        foreach (var caller in callers)
        {
            Func<Task>[] asked =
            [
                () => People.ListAsync(caller, default), () => People.InvitationsAsync(caller, default), () => People.InviteAsync(caller, "X", true, [], default),
                () => People.MakeResetLinkAsync(caller, _olga.AccountId, true, default), () => People.RevokeAsync(caller, 1, default), () => People.SetRolesAsync(caller, _olga.AccountId, true, [], default),
                () => People.DisableAsync(caller, _olga.AccountId, default), () => People.EnableAsync(caller, _olga.AccountId, default), () => People.EndSessionsAsync(caller, _olga.AccountId, default),
            ];
            foreach (var ask in asked)
            {
                await Assert.ThrowsAsync<AccessRefusedException>(ask);
            }
        }

        Assert.Empty(_home.Rows("SELECT Id FROM Invitations"));
    }

    private async Task<string> InviteAsync() => Link(await People.InviteAsync(_olga, "Mara", false, [new(_shop.Id, StoreRole.Marketing)], default));

    private async Task<string> ResetLinkAsync(Caller whose, bool clear) => Link(await People.MakeResetLinkAsync(_olga, whose.AccountId, clear, default));

    private static string Link(NewLink made) => made.Path["/invitation/".Length..];

    private Task<Caller> AcceptAsync(string link) => Links.AcceptAsync(link, new NewPerson("mara@example.com", "Mara", Password), Phone, default);

    private async Task<Caller> SignInAsync() =>
        Assert.IsType<SignInAnswer.Done>(await _home.Get<SignIn>().WithPasswordAsync("mara@example.com", Password, Phone, default)).Caller;

    private bool Allows(Caller caller, Right right) => _home.Get<AccessGuard>().Allows(caller, right, _shop.Id);

    private async Task AssertVoidAsync(string link)
    {
        Assert.Null(await Links.FindAsync(link, default));
        var words = await Assert.ThrowsAsync<ProblemException>(() => Links.AcceptAsync(link, new NewPerson("eve@example.com", "Eve", Password), Phone, default));
        Assert.StartsWith("This link does not work", words.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ProblemException>(() => Links.ResetPasswordAsync(link, Password, Phone, default));
    }

    private List<AuditRecord> Audit(string action)
    {
        using var db = _home.Db();
        return [.. db.Audit.AsNoTracking().Where(a => a.Action == action).OrderBy(a => a.Id)];
    }
}
