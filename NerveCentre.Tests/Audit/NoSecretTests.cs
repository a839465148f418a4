using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Connections;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Connections;

namespace NerveCentre.Tests.Audit;

/// <summary>Every secret that Core takes or gives, right and wrong, and then a search for it wherever Core writes.</summary>
public sealed class NoSecretTests
{
    private const string OwnersPassword = "ofen lampe kanal birne";
    private const string NewPassword = "wolke tisch magnet farn";
    private const string MembersPassword = "ziegel brot antenne moos";
    private const string ResetPassword = "kiesel uhr papier lachs";
    private const string WrongPassword = "hering dach violine staub";
    private const string WrongCode = "WRONG-CODE-THAT-NOBODY-MADE";
    private static readonly Visitor Here = new("127.0.0.1", "Test");

    /// <summary>Parameters by whose names secrets come in. What comes out stands in <see cref="WalkAsync"/>.</summary>
    private static readonly string[] Names = ["password", "oldPassword", "newPassword", "code", "link", "secret", "person", "presented", "state", "connection"];

    private static readonly string[] Walked =
    [
        "ApiTokens.CallerOfAsync",
        "Authorisations.BeginAgainAsync", "Authorisations.BeginAsync", "Authorisations.DiscardAsync", "Authorisations.FindAsync", "Authorisations.KeepAsync", "Authorisations.PasteAsync", "Authorisations.ReceiveAsync",
        "FirstOwner.CreateAsync", "Invitations.AcceptAsync", "Invitations.FindAsync", "Invitations.ResetPasswordAsync", "OwnAccount.ChangePasswordAsync", "OwnAccount.NewAuthenticatorAsync",
        "OwnAccount.NewRecoveryCodesAsync", "OwnAccount.TurnOffSecondFactorAsync", "OwnAccount.TurnOnSecondFactorAsync", "SignIn.WithCodeAsync", "SignIn.WithPasswordAsync", "SignIn.WithRecoveryCodeAsync",
    ];

    [Fact]
    public void EveryServiceMethodThatTakesASecret_IsWalked() =>
        Assert.Equal(
            Walked,
            from type in typeof(CoreSetup).Assembly.GetExportedTypes()
            where type.GetCustomAttribute<InnerWorksAttribute>() is null && !typeof(Delegate).IsAssignableFrom(type)
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where typeof(Task).IsAssignableFrom(method.ReturnType) && method.Name is not "ValidateAsync" && method.GetParameters().Any(p => Names.Contains(p.Name))
            orderby type.Name, method.Name
            select $"{type.Name}.{method.Name}");

    [Fact]
    public async Task NoSecret_IsWrittenAnywhere()
    {
        using var log = new CapturedLog();
        await using var installation = Installation.Empty(services => services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(log)));
        var secrets = await WalkAsync(installation);
        Assert.InRange(secrets.Count, 30, 100);
        Assert.All(secrets, s => Assert.True(s.Length >= 10, $"“{s}” could be found by chance."));

        var audit = string.Join('\n', installation.Rows("SELECT * FROM Audit"));
        var logged = log.Text;
        Assert.InRange(installation.Rows("SELECT Id FROM Audit").Count, 15, 100);
        Assert.Contains("A sign-in from 127.0.0.1 was refused", logged, StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(installation.Folder.Path, "nervecentre.db*").Select(File.ReadAllBytes).ToList();
        Assert.Contains(files, f => f.AsSpan().IndexOf("signin.refused"u8) >= 0);
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, audit, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, logged, StringComparison.OrdinalIgnoreCase);
            Assert.All(files, f => Assert.True(f.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"“{secret}” stands in the database."));
        }
    }

    private static async Task<IReadOnlyList<string>> WalkAsync(Installation installation)
    {
        var secrets = new List<string> { OwnersPassword, NewPassword, MembersPassword, ResetPassword, WrongPassword, WrongCode, installation.Get<FirstOwner>().Code };
        var store = await installation.StoreAsync();
        var (first, own, people, invitations) = (installation.Get<FirstOwner>(), installation.Get<OwnAccount>(), installation.Get<People>(), installation.Get<Invitations>());
        var olga = new NewPerson("olga@example.com", "Olga", OwnersPassword);
        await RefusedAsync(() => first.CreateAsync(Caller.Nobody, olga, WrongCode, Here, default));
        var owner = await first.CreateAsync(Caller.Nobody, olga, first.Code, Here, default);
        await SignInAsync(installation, secrets);

        await RefusedAsync(() => own.ChangePasswordAsync(owner, WrongPassword, NewPassword, default));
        await own.ChangePasswordAsync(owner, OwnersPassword, NewPassword, default);
        await RefusedAsync(() => own.NewAuthenticatorAsync(owner, WrongPassword, default));
        var key = await own.NewAuthenticatorAsync(owner, NewPassword, default);
        secrets.AddRange([key.Secret, key.Spelled]);
        await RefusedAsync(() => own.TurnOnSecondFactorAsync(owner, WrongCode, default));
        var codes = await own.TurnOnSecondFactorAsync(owner, Totp.Code(key.Secret), default);
        await SecondStepAsync(installation, owner, key, codes[0]);
        await RefusedAsync(() => own.NewRecoveryCodesAsync(owner, WrongPassword, default));
        secrets.AddRange([.. codes, .. await own.NewRecoveryCodesAsync(owner, NewPassword, default)]);
        await RefusedAsync(() => own.TurnOffSecondFactorAsync(owner, WrongPassword, default));
        await own.TurnOffSecondFactorAsync(owner, NewPassword, default);

        var invitation = Link((await people.InviteAsync(owner, "Mia", false, [new RoleGrant(store.Id, StoreRole.Marketing)], default)).Path);
        await invitations.FindAsync("1." + WrongCode, default);
        await invitations.FindAsync(invitation, default);
        await RefusedAsync(() => invitations.AcceptAsync("1." + WrongCode, new NewPerson("mia@example.com", "Mia", MembersPassword), Here, default));
        var mia = await invitations.AcceptAsync(invitation, new NewPerson("mia@example.com", "Mia", MembersPassword), Here, default);
        var reset = Link((await people.MakeResetLinkAsync(owner, mia.AccountId, true, default)).Path);
        await RefusedAsync(() => invitations.ResetPasswordAsync("2." + WrongCode, ResetPassword, Here, default));
        await invitations.ResetPasswordAsync(reset, ResetPassword, Here, default);
        var revoked = Link((await people.InviteAsync(owner, "Nobody", true, [], default)).Path);
        await people.RevokeAsync(owner, 3, default);
        secrets.AddRange(new[] { invitation, reset, revoked }.Select(l => l.Split('.')[1]));
        var tokens = installation.Get<ApiTokens>();
        var token = await tokens.MakeAsync(owner, new NewToken("Report", [store.Id], [Core.Cards.CardRegistry.Orders.Key], 30), default);
        Assert.NotNull(await tokens.CallerOfAsync(token, default));
        Assert.Null(await tokens.CallerOfAsync("nc_1_" + WrongCode, default));
        await tokens.RevokeAsync(owner, 1, default);
        secrets.AddRange([token, token.Split('_', 3)[2]]);
        return secrets;
    }

    /// <summary>The app's secret, states, codes and tokens of connections, right and wrong.</summary>
    [Fact]
    public async Task NoSecretOfAConnection_IsWrittenAnywhere()
    {
        using var log = new CapturedLog();
        await using var world = ConnectWorld.Make(services => services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(log)));
        var secrets = new List<string> { ConnectWorld.AppSecret, "wrong-app-secret" };
        world.Door.Instead = async (request, real) =>
        {
            var answer = await real();
            var body = await answer.Content.ReadAsStringAsync();
            secrets.AddRange(Regex.Matches(body, "5_(access|refresh)_[A-Za-z0-9_-]+").Select(m => m.Value));
            return answer;
        };
        await WalkConnectionsAsync(world, secrets);
        world.Door.Instead = (_, _) => throw new HttpRequestException("Sent app_secret=" + ConnectWorld.AppSecret);
        world.Clock.Advance(TimeSpan.FromDays(25));
        await world.RoundAsync();

        Assert.InRange(secrets.Distinct().Count(), 14, 40);
        var installation = world.Installation;
        var backup = new Core.Backup.BackupMaker(installation.Folder, installation.Clock).Make(installation.Files.File("b.zip"), null, default);
        using var zip = System.IO.Compression.ZipFile.OpenRead(backup.File);
        var places = Directory.EnumerateFiles(installation.Folder.Path, "nervecentre.db*").Select(File.ReadAllBytes).Append(Encoding.UTF8.GetBytes(log.Text))
            .Concat(zip.Entries.Select(e => { using var bytes = new MemoryStream(); using var from = e.Open(); from.CopyTo(bytes); return bytes.ToArray(); })).ToList();
        Assert.Contains("could not be renewed", log.Text + string.Concat(installation.Rows("SELECT RenewError FROM Connections")), StringComparison.Ordinal);
        Assert.All(secrets.Distinct(), s => Assert.All(places, p => Assert.True(p.AsSpan().IndexOf(Encoding.UTF8.GetBytes(s)) < 0, $"“{s}” stands in the clear.")));
    }

    private static async Task WalkConnectionsAsync(ConnectWorld world, List<string> secrets)
    {
        var (door, me) = (world.Authorisations, world.Owner);
        var wrong = await world.BeginAsync("Wrong", "wrong-app-secret");
        var code = world.Platform.NewCode(world.Harbour);
        await RefusedAsync(() => door.ReceiveAsync(me, wrong, code, null, default));
        var state = await world.BeginAsync();
        await door.FindAsync(me, state, default);
        await RefusedAsync(() => door.ReceiveAsync(me, WrongCode, code, null, default));
        await door.ReceiveAsync(me, state, code, null, default);
        await RefusedAsync(() => door.ReceiveAsync(me, state, code, null, default));
        await door.KeepAsync(me, state, default);
        var store = await world.StoreAsync("Harbour");
        var again = await door.BeginAgainAsync(me, store.Id, new NewConnection("", "", "", ConnectWorld.AppSecret), ConnectWorld.Redirect, default);
        var second = world.Platform.NewCode(world.Atlas);
        await RefusedAsync(() => door.PasteAsync(me, again, $"{ConnectWorld.Redirect}?code={second}&state={WrongCode}", default));
        await door.PasteAsync(me, again, $"{ConnectWorld.Redirect}?code={second}&state={again}", default);
        await RefusedAsync(() => door.KeepAsync(me, again, default));
        await door.DiscardAsync(me, again, default);
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Platform.EndAccess(world.Harbour);
        Assert.NotNull(await world.Desk.TestAsync(me, store.Id, default));
        secrets.AddRange([wrong, state, again, code, second, WrongCode]);
    }

    private static async Task SignInAsync(Installation installation, List<string> secrets)
    {
        var signIn = installation.Get<SignIn>();
        Assert.IsType<SignInAnswer.Refused>(await signIn.WithPasswordAsync("olga@example.com", WrongPassword, Here, default));
        // In the wrong field, which happens.
        Assert.IsType<SignInAnswer.Refused>(await signIn.WithPasswordAsync(OwnersPassword, "olga@example.com", Here, default));
        Assert.IsType<SignInAnswer.Done>(await signIn.WithPasswordAsync("olga@example.com", OwnersPassword, Here, default));
        secrets.Add(OwnersPassword.ToUpperInvariant());
    }

    private static async Task SecondStepAsync(Installation installation, Caller owner, AuthenticatorKey key, string recoveryCode)
    {
        var signIn = installation.Get<SignIn>();
        Assert.IsType<SignInAnswer.NeedsCode>(await signIn.WithPasswordAsync("olga@example.com", NewPassword, Here, default));
        Assert.IsType<SignInAnswer.Refused>(await signIn.WithCodeAsync(owner.AccountId, WrongCode, Here, default));
        Assert.IsType<SignInAnswer.Done>(await signIn.WithCodeAsync(owner.AccountId, Totp.Code(key.Secret, 1), Here, default));
        Assert.IsType<SignInAnswer.Refused>(await signIn.WithRecoveryCodeAsync(owner.AccountId, WrongCode, Here, default));
        Assert.IsType<SignInAnswer.Done>(await signIn.WithRecoveryCodeAsync(owner.AccountId, recoveryCode, Here, default));
    }

    private static Task RefusedAsync(Func<Task> act) => Assert.ThrowsAnyAsync<ProblemException>(act);

    private static string Link(string path) => path["/invitation/".Length..];

    /// <summary>All that is logged, whatever its level.</summary>
    private sealed class CapturedLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
