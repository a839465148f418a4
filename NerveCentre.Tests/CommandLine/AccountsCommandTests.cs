using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.CommandLine;

[Collection(ConsoleTests.Name)]
public sealed class AccountsCommandTests : IDisposable
{
    private readonly TempFolder _temp = new();

    private string Data => _temp.File("data");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task List_ShowsWhoCanSignIn_AndSaysSoWhenNobodyCan()
    {
        var empty = await Run.InProcessAsync("accounts", "list", "--data", Data);
        Assert.Equal((0, ""), (empty.ExitCode, empty.Output));
        Assert.StartsWith("Nobody has an account yet.", empty.Error, StringComparison.Ordinal);

        using var core = Core();
        var contexts = core.GetRequiredService<IDbContextFactory<NerveCentreDb>>();
        var olga = TestPeople.AddOwner(contexts);
        TestPeople.AddMember(contexts, "Mara\u001B[31m");
        TestPeople.Change(contexts, olga, a => a.TwoFactorEnabled = true);
        var run = await Run.InProcessAsync("accounts", "list", "--data", Data);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^Olga +olga@example\.com +second factor on +owner of everything$", run.Output);
        Assert.Matches(@"(?m)^Mara·\[31m +.* +second factor off +nothing$", run.Output);
    }

    [Fact]
    public async Task Reset_PrintsALinkThatSetsThePassword()
    {
        using var core = Core();
        TestPeople.AddOwner(core.GetRequiredService<IDbContextFactory<NerveCentreDb>>());
        var run = await Run.InProcessAsync("accounts", "reset", "--email", "OLGA@example.com", "--clear-second-factor", "--data", Data);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^/invitation/\d+\.[A-Za-z0-9_-]{43}\n$", run.Output);
        Assert.Contains("on the server's address within a day", run.Error, StringComparison.Ordinal);
        Assert.Contains("takes the second factor away", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output.Trim(), run.Error, StringComparison.Ordinal);
        var link = await core.GetRequiredService<Invitations>().FindAsync(run.Output.Trim()["/invitation/".Length..], default);
        Assert.Equal(("olga@example.com", true), (link!.ResetOf, link.ClearsSecondFactor));
        Assert.StartsWith("command line (", link.CreatedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_ForNobody_SaysWhereToLook()
    {
        var run = await Run.InProcessAsync("accounts", "reset", "--email", "eve@example.com", "--data", Data);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("Nobody signs in with 'eve@example.com'", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Run.InProcessAsync("accounts", "reset", "--data", Data)).ExitCode);
    }

    private ServiceProvider Core()
    {
        var services = new ServiceCollection().AddLogging().AddNerveCentreCore(new ConfigurationBuilder().Build(), DataFolder.Open(Data)).BuildServiceProvider();
        services.GetRequiredService<Database>().Prepare(closeOpenRuns: false);
        return services;
    }
}
