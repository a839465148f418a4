using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Access;

public sealed class OwnAccountTests : IAsyncLifetime
{
    private const string Email = "olga@example.com";
    private const string Password = "ofen lampe kanal birne";
    private const string Fresh = "kerze anker melone brille";

    private static readonly Visitor Desk = new("127.0.0.1", "Firefox on Linux");

    private readonly Installation _home = Installation.Empty(s => s.Configure<PasswordHasherOptions>(h => h.IterationCount = 1_000));
    private Caller _olga = null!;

    private OwnAccount Account => _home.Get<OwnAccount>();

    private SignIn Door => _home.Get<SignIn>();

    private Sessions Sessions => _home.Get<Sessions>();

    public async Task InitializeAsync() =>
        _olga = await _home.Get<FirstOwner>().CreateAsync(Caller.Explorer, new NewPerson(Email, "Olga", Password), null, Desk, default);

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Renaming_ShowsTheNewName()
    {
        await Account.RenameAsync(_olga, " Olga Ohm ", default);

        Assert.Equal("Olga Ohm", (await Account.GetAsync(_olga, default)).Name);
        await Assert.ThrowsAsync<ProblemException>(() => Account.RenameAsync(_olga, " ", default));
        await Assert.ThrowsAsync<ProblemException>(() => Account.RenameAsync(_olga, "Ol\u202Ega", default));
    }

    [Fact]
    public async Task NewPassword_TakesTheOldOne_AndEndsTheOtherSessions()
    {
        var phone = await SignInAsync();
        await Assert.ThrowsAsync<ProblemException>(() => Account.ChangePasswordAsync(_olga, "not the password at all", Fresh, default));
        await Assert.ThrowsAsync<ProblemException>(() => Account.ChangePasswordAsync(_olga, Password, "passwordpassword", default));
        await Assert.ThrowsAsync<ProblemException>(() => Account.ChangePasswordAsync(_olga, Password, Password, default));
        Assert.True(await Sessions.IsLiveAsync(phone, default));

        Assert.Equal(1, await Account.ChangePasswordAsync(_olga, Password, Fresh, default));

        Assert.False(await Sessions.IsLiveAsync(phone, default));
        Assert.True(await Sessions.IsLiveAsync(_olga, default));
        Assert.IsType<SignInAnswer.Refused>(await Door.WithPasswordAsync(Email, Password, Desk, default));
        Assert.IsType<SignInAnswer.Done>(await Door.WithPasswordAsync(Email, Fresh, Desk, default));
    }

    [Fact]
    public async Task SecondFactor_IsAskedForOnceItsCodeHasBeenShown()
    {
        var phone = await SignInAsync();
        await Assert.ThrowsAsync<ProblemException>(() => Account.NewAuthenticatorAsync(_olga, "not the password at all", default));
        var key = await Account.NewAuthenticatorAsync(_olga, Password, default);
        Assert.Equal($"otpauth://totp/NerveCentre:olga%40example.com?secret={key.Secret}&issuer=NerveCentre&digits=6", key.Uri);
        Assert.IsType<SignInAnswer.Done>(await Door.WithPasswordAsync(Email, Password, Desk, default));
        await Assert.ThrowsAsync<ProblemException>(() => Account.TurnOnSecondFactorAsync(_olga, Wrong(key), default));

        var codes = await Account.TurnOnSecondFactorAsync(_olga, Totp.Code(key.Secret), default);

        Assert.Equal(10, codes.Distinct().Count());
        Assert.False(await Sessions.IsLiveAsync(phone, default));
        Assert.True(await Sessions.IsLiveAsync(_olga, default));
        var account = await Account.GetAsync(_olga, default);
        Assert.Equal((true, 10), (account.SecondFactor, account.RecoveryCodesLeft));
        var asked = Assert.IsType<SignInAnswer.NeedsCode>(await Door.WithPasswordAsync(Email, Password, Desk, default));
        Assert.IsType<SignInAnswer.Refused>(await Door.WithCodeAsync(asked.AccountId, Wrong(key), Desk, default));
        Assert.IsType<SignInAnswer.Done>(await Door.WithCodeAsync(asked.AccountId, Totp.Code(key.Secret, 1), Desk, default));
    }

    [Fact]
    public async Task CodeThatWasAccepted_IsNeverAcceptedAgain_EvenAfterAnother()
    {
        var key = await Account.NewAuthenticatorAsync(_olga, Password, default);
        var (turnedOn, next) = (Totp.Code(key.Secret), Totp.Code(key.Secret, 1));
        await Account.TurnOnSecondFactorAsync(_olga, turnedOn, default);

        Assert.IsType<SignInAnswer.Refused>(await Door.WithCodeAsync(_olga.AccountId, turnedOn, Desk, default));
        Assert.IsType<SignInAnswer.Done>(await Door.WithCodeAsync(_olga.AccountId, next, Desk, default));
        Assert.IsType<SignInAnswer.Refused>(await Door.WithCodeAsync(_olga.AccountId, next, Desk, default));
        Assert.IsType<SignInAnswer.Refused>(await Door.WithCodeAsync(_olga.AccountId, turnedOn, Desk, default));
    }

    [Fact]
    public async Task RecoveryCode_WorksOnce_AndNewOnesVoidTheOld()
    {
        var (_, codes) = await TurnOnAsync();
        Assert.IsType<SignInAnswer.Done>(await Door.WithRecoveryCodeAsync(_olga.AccountId, codes[0].ToLowerInvariant(), Desk, default));
        Assert.IsType<SignInAnswer.Refused>(await Door.WithRecoveryCodeAsync(_olga.AccountId, codes[0], Desk, default));
        Assert.Equal(9, (await Account.GetAsync(_olga, default)).RecoveryCodesLeft);

        await Assert.ThrowsAsync<ProblemException>(() => Account.NewRecoveryCodesAsync(_olga, "not the password at all", default));
        var fresh = await Account.NewRecoveryCodesAsync(_olga, Password, default);

        Assert.Equal(10, (await Account.GetAsync(_olga, default)).RecoveryCodesLeft);
        Assert.IsType<SignInAnswer.Refused>(await Door.WithRecoveryCodeAsync(_olga.AccountId, codes[1], Desk, default));
        Assert.IsType<SignInAnswer.Done>(await Door.WithRecoveryCodeAsync(_olga.AccountId, fresh[0], Desk, default));
    }

    [Fact]
    public async Task TurningItOff_TakesThePassword_AndForgetsKeyAndCodes()
    {
        var (key, codes) = await TurnOnAsync();
        await Assert.ThrowsAsync<ProblemException>(() => Account.NewAuthenticatorAsync(_olga, Password, default));
        await Assert.ThrowsAsync<ProblemException>(() => Account.TurnOffSecondFactorAsync(_olga, "not the password at all", default));

        await Account.TurnOffSecondFactorAsync(_olga, Password, default);

        Assert.IsType<SignInAnswer.Done>(await Door.WithPasswordAsync(Email, Password, Desk, default));
        Assert.Empty(_home.Rows("SELECT Name FROM AccountTokens"));
        Assert.IsType<SignInAnswer.Refused>(await Door.WithCodeAsync(_olga.AccountId, Totp.Code(key, 1), Desk, default));
        Assert.IsType<SignInAnswer.Refused>(await Door.WithRecoveryCodeAsync(_olga.AccountId, codes[0], Desk, default));
    }

    [Fact]
    public async Task KeyAndCodes_StandInNoFileInTheClear()
    {
        var (key, codes) = await TurnOnAsync();

        var kept = string.Concat(Directory.EnumerateFiles(_home.Folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).Select(System.Text.Encoding.Latin1.GetString));

        Assert.Contains(Email, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(key, kept, StringComparison.OrdinalIgnoreCase);
        Assert.All(codes, c => Assert.DoesNotContain(c, kept, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Password, kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetLink_TakesTheSecondFactorAway_OnlyIfItSaysSo()
    {
        await TurnOnAsync();
        await ResetAsync(_home.Get<People>(), _home.Get<Invitations>(), clear: false);
        Assert.IsType<SignInAnswer.NeedsCode>(await Door.WithPasswordAsync(Email, Fresh, Desk, default));

        await ResetAsync(_home.Get<People>(), _home.Get<Invitations>(), clear: true);

        Assert.IsType<SignInAnswer.Done>(await Door.WithPasswordAsync(Email, Fresh, Desk, default));
        Assert.Empty(_home.Rows("SELECT Name FROM AccountTokens"));
    }

    [Fact]
    public async Task KeysFolderLost_IsToldInWords_AndTheCommandLineLetsTheOwnerIn()
    {
        var (key, codes) = await TurnOnAsync();
        Directory.Delete(_home.Folder.Keys, recursive: true);
        using var restarted = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_home.Clock)
            .AddNerveCentreCore(new ConfigurationBuilder().Build(), _home.Folder).BuildServiceProvider();
        var door = restarted.GetRequiredService<SignIn>();
        Assert.IsType<SignInAnswer.NeedsCode>(await door.WithPasswordAsync(Email, Password, Desk, default));

        foreach (var lost in (Func<Task>[])[() => door.WithCodeAsync(_olga.AccountId, Totp.Code(key, 1), Desk, default), () => door.WithRecoveryCodeAsync(_olga.AccountId, codes[0], Desk, default)])
        {
            var words = await Assert.ThrowsAsync<ProblemException>(lost);
            Assert.Contains("keys in the data folder", words.Message, StringComparison.Ordinal);
            Assert.Contains("accounts reset --email ADDRESS --clear-second-factor", words.Message, StringComparison.Ordinal);
        }

        var account = await restarted.GetRequiredService<OwnAccount>().GetAsync(_olga, default);
        Assert.Equal((true, null), (account.SecondFactor, account.RecoveryCodesLeft));
        await ResetAsync(restarted.GetRequiredService<People>(), restarted.GetRequiredService<Invitations>(), clear: true);
        Assert.IsType<SignInAnswer.Done>(await door.WithPasswordAsync(Email, Fresh, Desk, default));
    }

    [Fact]
    public async Task GuessingThePasswordThroughAnOpenSession_IsSlowedDown()
    {
        var tries = 0;
        ProblemException? last = null;
        while (tries++ < 12 && last?.Message.StartsWith("Too many", StringComparison.Ordinal) is not true)
        {
            last = await Assert.ThrowsAsync<ProblemException>(() => Account.TurnOffSecondFactorAsync(_olga, "not the password at all", default));
        }

        Assert.StartsWith("Too many tries", last!.Message, StringComparison.Ordinal);
        Assert.Equal(11, tries - 1);
    }

    [Fact]
    public async Task SessionsOfOthers_CannotBeSeenOrEnded()
    {
        var mara = TestPeople.AddMember(_home.Get<IDbContextFactory<NerveCentreDb>>(), "Mara");

        Assert.False(await Sessions.EndAsync(_olga, mara.SessionId!, default));

        Assert.True(await Sessions.IsLiveAsync(mara, default));
        Assert.Equal([_olga.SessionId!], (await Sessions.OwnAsync(_olga, default)).Select(s => s.Id));
        Assert.Equal(0, await Sessions.EndOthersAsync(_olga, default));
    }

    private async Task<(string Key, IReadOnlyList<string> Codes)> TurnOnAsync()
    {
        var key = await Account.NewAuthenticatorAsync(_olga, Password, default);
        return (key.Secret, await Account.TurnOnSecondFactorAsync(_olga, Totp.Code(key.Secret), default));
    }

    private async Task ResetAsync(People people, Invitations links, bool clear)
    {
        var link = await people.MakeResetLinkAsync(Caller.CommandLine, _olga.AccountId, clear, default);
        await links.ResetPasswordAsync(link.Path["/invitation/".Length..], Fresh, Desk, default);
    }

    private async Task<Caller> SignInAsync() => Assert.IsType<SignInAnswer.Done>(await Door.WithPasswordAsync(Email, Password, Desk, default)).Caller;

    /// <summary>Six digits that no step around now has.</summary>
    private static string Wrong(AuthenticatorKey key)
    {
        var near = Enumerable.Range(-4, 9).Select(s => Totp.Code(key.Secret, s)).ToHashSet();
        return new[] { "000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777", "888888", "999999" }.First(c => !near.Contains(c));
    }
}
