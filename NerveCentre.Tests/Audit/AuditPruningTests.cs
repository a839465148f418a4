using Microsoft.Data.Sqlite;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;

namespace NerveCentre.Tests.Audit;

/// <summary>By the wall clock, since the database's own triggers know no other.</summary>
public sealed class AuditPruningTests
{
    private static async Task AddAsync(Installation installation, TimeSpan age)
    {
        var now = TimeProvider.System.GetUtcNow();
        installation.Clock.MoveTo(now - age);
        await installation.Writer.WriteAsync(session => session.Audit(Caller.Server, installation.Clock, AuditActions.SyncStarted, subject: $"{age.TotalDays:0} days old"), default);
        installation.Clock.MoveTo(now);
    }

    private static void Run(Installation installation, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = installation.Folder.Database, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task Rows_GoWhenTheirTimeIsOver_AndThatIsRecorded()
    {
        await using var installation = Installation.Empty(settings: ("Audit:KeepDays", "60"));
        foreach (var days in new[] { 59, 62, 400 })
        {
            await AddAsync(installation, TimeSpan.FromDays(days));
        }

        Assert.Equal(2, await installation.Get<AuditPruner>().PruneAsync(default));

        Assert.Equal(["sync.started|59 days old|∅", $"audit.pruned|rows from before {installation.Clock.GetUtcNow().UtcDateTime.Date.AddDays(-60):yyyy-MM-dd}|2"], installation.Rows("SELECT Action, Subject, After FROM Audit ORDER BY Id"));
        Assert.Equal(0, await installation.Get<AuditPruner>().PruneAsync(default));
        Assert.Equal(2, installation.Rows("SELECT Id FROM Audit").Count);
    }

    [Fact]
    public async Task ShortestTime_DoesNotRunIntoTheDatabasesOwnRefusal()
    {
        await using var installation = Installation.Empty(settings: ("Audit:KeepDays", "30"));
        for (var ms = -1_500; ms <= 1_500; ms += 100)
        {
            await AddAsync(installation, TimeSpan.FromDays(30) + TimeSpan.FromMilliseconds(ms));
        }

        await AddAsync(installation, TimeSpan.FromDays(32));
        Assert.Equal(1, await installation.Get<AuditPruner>().PruneAsync(default));
    }

    [Fact]
    public async Task Database_RefusesEveryChange_AndRemovalBeforeThirtyDays()
    {
        await using var installation = Installation.Empty();
        await AddAsync(installation, TimeSpan.Zero);
        await AddAsync(installation, TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await AddAsync(installation, TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));

        foreach (var sql in new[] { "UPDATE Audit SET \"By\" = 'somebody else'", "UPDATE Audit SET At = 0 WHERE Id = 3", "UPDATE OR IGNORE Audit SET After = NULL" })
        {
            Assert.Contains("append-only", Assert.Throws<SqliteException>(() => Run(installation, sql)).Message, StringComparison.Ordinal);
        }

        foreach (var sql in new[] { "DELETE FROM Audit", "DELETE FROM Audit WHERE Id = 1", "DELETE FROM Audit WHERE Id = 2" })
        {
            Assert.Contains("thirty days", Assert.Throws<SqliteException>(() => Run(installation, sql)).Message, StringComparison.Ordinal);
        }

        Run(installation, "DELETE FROM Audit WHERE Id = 3");
        Assert.Equal(["1", "2"], installation.Rows("SELECT Id FROM Audit ORDER BY Id"));
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(400, true)]
    [InlineData(3650, true)]
    [InlineData(3651, false)]
    public void KeepDays_LieBetweenAMonthAndTenYears(int days, bool right)
    {
        var result = new AuditOptionsValidator().Validate(null, new AuditOptions { KeepDays = days });
        Assert.Equal(right, result.Succeeded);
        Assert.True(right || result.FailureMessage!.StartsWith($"appsettings.json: Audit:KeepDays is {days};", StringComparison.Ordinal));
    }
}
