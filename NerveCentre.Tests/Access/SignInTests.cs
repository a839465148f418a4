using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Access;

public sealed class SignInTests
{
    private const string Email = "olga@example.com";
    private const string Password = "ofen lampe kanal birne";
    private static readonly Visitor Stranger = new("203.0.113.9", "Firefox on Linux");

    private readonly CountingHasher _hasher = new();

    [Fact]
    public async Task RightPassword_OpensASessionThatWasNotThereBefore()
    {
        await using var installation = Install();
        var (first, second) = (await EnterAsync(installation), await EnterAsync(installation, email: " OLGA@example.com "));

        Assert.NotEqual(first.SessionId, second.SessionId);
        Assert.True(await installation.Get<Sessions>().IsLiveAsync(first, default));
        Assert.True(await installation.Get<Sessions>().IsLiveAsync(second, default));
        Assert.Equal(["Firefox on Linux|203.0.113.9", "Firefox on Linux|203.0.113.9"], installation.Rows("SELECT Browser, Address FROM Sessions WHERE Browser <> 'Test'"));
    }

    [Theory]
    [InlineData(Email, "not the password at all")]
    [InlineData("nobody@example.com", Password)]
    [InlineData("nobody@example.com", "not the password at all")]
    [InlineData("", "")]
    [InlineData("' OR 1=1 --", Password)]
    public async Task WrongAddressAndWrongPassword_CannotBeToldApart(string email, string password)
    {
        await using var installation = Install();
        var before = _hasher.Compared;

        var refused = Assert.IsType<SignInAnswer.Refused>(await installation.Get<SignIn>().WithPasswordAsync(email, password, Stranger, default));

        Assert.Equal("The e-mail address or the password is not right.", refused.Reason);
        Assert.Null(refused.Wait);
        // One comparison each, which is where the time goes.
        Assert.Equal(1, _hasher.Compared - before);
        // What was typed for an address that nobody has may be a password in the wrong field.
        Assert.Equal([email is Email ? Email : "an address that nobody has"], installation.Rows("SELECT Subject FROM Audit"));
    }

    [Fact]
    public async Task DisabledAccount_IsToldOnlyWhoeverKnowsThePassword()
    {
        await using var installation = Install();
        await installation.Writer.WriteAsync(session => session.Db.Accounts.Single().DisabledAt = TestClock.Noon, default);

        var wrong = Assert.IsType<SignInAnswer.Refused>(await installation.Get<SignIn>().WithPasswordAsync(Email, "not the password at all", Stranger, default));
        var right = Assert.IsType<SignInAnswer.Refused>(await installation.Get<SignIn>().WithPasswordAsync(Email, Password, Stranger, default));

        Assert.DoesNotContain("disabled", wrong.Reason, StringComparison.Ordinal);
        Assert.Contains("disabled", right.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TenThousandTriesFromEverywhere_CompareTenPasswords_AndDoNotKeepTheOwnerOut()
    {
        await using var installation = Install();
        var before = _hasher.Compared;
        var door = installation.Get<SignIn>();

        for (var i = 0; i < 10_000; i++)
        {
            Assert.IsType<SignInAnswer.Refused>(await door.WithPasswordAsync(Email, $"guess number {i} is it", Stranger with { Address = $"203.0.{i / 250}.{i % 250}" }, default));
        }

        Assert.Equal(10, _hasher.Compared - before);
        // A log of attacks cannot fill the disk.
        Assert.Equal(["300"], installation.Rows("SELECT count(*) FROM Audit WHERE Action = 'signin.refused'"));
        var stranger = Assert.IsType<SignInAnswer.Refused>(await door.WithPasswordAsync(Email, Password, Stranger, default));
        Assert.InRange(stranger.Wait!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(2));
        var account = installation.Rows("SELECT Id FROM Accounts")[0];
        var known = Stranger with { KnownFor = new KnownBrowser(int.Parse(account, System.Globalization.CultureInfo.InvariantCulture), "laptop") };
        Assert.IsType<SignInAnswer.Done>(await door.WithPasswordAsync(Email, Password, known, default));
    }

    [Fact]
    public async Task ManyAccountsTriedFromOneAddress_AreSlowedDownTogether()
    {
        await using var installation = Install();
        var before = _hasher.Compared;
        for (var i = 0; i < 1_000; i++)
        {
            await installation.Get<SignIn>().WithPasswordAsync($"user{i}@example.com", Password, Stranger, default);
        }

        // And a try or two that came back meanwhile.
        Assert.InRange(_hasher.Compared - before, 30, 36);
    }

    [Fact]
    public async Task TriesThatAreUsedUp_ComeBack()
    {
        await using var installation = Install(("SignIn:Pause", "00:00:00.1"));
        var door = installation.Get<SignIn>();
        SignInAnswer answer;
        do
        {
            answer = await door.WithPasswordAsync(Email, "not the password at all", Stranger, default);
        }
        while (answer is SignInAnswer.Refused { Wait: null });

        while (await door.WithPasswordAsync(Email, Password, Stranger, default) is SignInAnswer.Refused { Wait: { } wait })
        {
            Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Single(installation.Rows("SELECT 1 FROM Audit WHERE Action = 'signin.done'"));
    }

    [Fact]
    public async Task CookieOfAKnownBrowser_HelpsForItsOwnAccountOnly()
    {
        await using var installation = Install();
        var door = installation.Get<SignIn>();
        var other = Stranger with { KnownFor = new KnownBrowser(4711, "laptop") };
        for (var i = 0; i < 10; i++)
        {
            await door.WithPasswordAsync(Email, "not the password at all", other, default);
        }

        Assert.NotNull(Assert.IsType<SignInAnswer.Refused>(await door.WithPasswordAsync(Email, Password, other, default)).Wait);
    }

    [Fact]
    public async Task OneSessionTooMany_EndsTheOneThatWasUsedLongestAgo()
    {
        await using var installation = Install(("Sessions:MostPerAccount", "2"));
        var first = await EnterAsync(installation);
        installation.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await EnterAsync(installation);
        installation.Clock.Advance(TimeSpan.FromMinutes(2));
        var third = await EnterAsync(installation);

        var sessions = installation.Get<Sessions>();
        Assert.False(await sessions.IsLiveAsync(first, default));
        Assert.True(await sessions.IsLiveAsync(second, default));
        Assert.True(await sessions.IsLiveAsync(third, default));
    }

    private static async Task<Caller> EnterAsync(Installation installation, string email = Email) =>
        Assert.IsType<SignInAnswer.Done>(await installation.Get<SignIn>().WithPasswordAsync(email, Password, Stranger, default)).Caller;

    private Installation Install(params (string, string)[] settings)
    {
        var installation = Installation.Empty(services => services.AddSingleton<IPasswordHasher<AccountRecord>>(_hasher), settings);
        var contexts = installation.Get<IDbContextFactory<NerveCentreDb>>();
        var owner = TestPeople.AddOwner(contexts);
        TestPeople.Change(contexts, owner, a => a.PasswordHash = _hasher.HashPassword(a, Password));
        using var db = contexts.CreateDbContext();
        db.Sessions.ExecuteDelete();
        return installation;
    }
}
