using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NerveCentre.Core.Health;
using NerveCentre.Tests.Sync;
using Quartz;

namespace NerveCentre.Tests.Health;

public sealed class ReadinessTests
{
    [Fact]
    public async Task RunningServerWithFreshFigures_IsReady()
    {
        await using var installation = await ReadyAsync();

        Assert.Empty(await installation.Get<Readiness>().ProblemsAsync(default));
    }

    [Fact]
    public async Task SchedulerThatStands_IsTold()
    {
        await using var installation = await ReadyAsync();
        await (await installation.Get<ISchedulerFactory>().GetScheduler()).Standby();

        Assert.Equal(["The scheduler does not run (Standby); restart the server."], await installation.Get<Readiness>().ProblemsAsync(default));
    }

    [Fact]
    public async Task SourceThatIsNotReadForTooLong_IsTold_ButNotRightAfterAStart()
    {
        await using var installation = await ReadyAsync(stale: TimeSpan.FromDays(3));
        var readiness = installation.Get<Readiness>();
        Assert.Empty(await readiness.ProblemsAsync(default));

        // Three turns of 30 seconds and a run of 15 minutes.
        installation.Clock.Advance(TimeSpan.FromMinutes(16.5));
        Assert.Empty(await readiness.ProblemsAsync(default));
        installation.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["orders of Sandbox store have not been read since 2026-03-16 12:00:00Z: no run has ended well."], (await readiness.ProblemsAsync(default)).Select(p => p));
    }

    [Fact]
    public async Task DatabaseThatIsLost_IsTold_AndNotMadeAnew()
    {
        await using var installation = await ReadyAsync();
        SqliteConnection.ClearAllPools();
        File.Delete(installation.Folder.Database);

        Assert.Contains("cannot be opened", Assert.Single(await installation.Get<Readiness>().ProblemsAsync(default)), StringComparison.Ordinal);
        Assert.False(File.Exists(installation.Folder.Database));
    }

    [Fact]
    public async Task DatabaseThatSomebodyElseWritesTo_IsReady_AndNothingIsChangedByLooking()
    {
        await using var installation = await ReadyAsync();
        var before = installation.Rows("SELECT * FROM Stores");
        using (var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = installation.Folder.Database, Pooling = false }.ToString()))
        {
            writer.Open();
            using var transaction = writer.BeginTransaction();
            Assert.Empty(await installation.Get<Readiness>().ProblemsAsync(default));
        }

        Assert.Empty(await installation.Get<Readiness>().ProblemsAsync(default));
        Assert.Equal(before, installation.Rows("SELECT * FROM Stores"));
    }

    [Fact]
    public async Task ManyQuestions_AreAnsweredFromOneLook_ThatLastsFiveSeconds()
    {
        await using var installation = await ReadyAsync();
        var check = installation.Get<ReadinessCheck>();
        Assert.Equal(HealthStatus.Healthy, await AskAsync());
        await (await installation.Get<ISchedulerFactory>().GetScheduler()).Standby();

        Assert.Equal(HealthStatus.Healthy, await AskAsync());
        installation.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HealthStatus.Unhealthy, await AskAsync());

        async Task<HealthStatus> AskAsync()
        {
            var answer = await check.CheckHealthAsync(new HealthCheckContext());
            // Nothing that a page of details could show to a stranger.
            Assert.Null(answer.Description);
            Assert.Null(answer.Exception);
            Assert.Empty(answer.Data);
            return answer.Status;
        }
    }

    private static async Task<Installation> ReadyAsync(TimeSpan stale = default)
    {
        var installation = await Installation.FilledAsync();
        installation.Clock.Advance(stale);
        await (await installation.Get<ISchedulerFactory>().GetScheduler()).Start();
        return installation;
    }
}
