using NerveCentre.Core.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests.Store;

/// <summary>
/// Every released schema opens, with the rows it had. The rows stand in <c>Store/Upgrade/MIGRATION.sql</c>, as raw SQL of that time. A migration
/// to whose schema the rows of the one before no longer fit, or that adds tables whose rows matter, brings a file of its own.
/// </summary>
public sealed class UpgradeTests
{
    public static TheoryData<string> Released() => [.. Database.KnownMigrations()];

    [Theory]
    [MemberData(nameof(Released))]
    public async Task DatabaseOfARelease_IsUpgradedWithItsRows_AndReadsWhatItRead(string migration)
    {
        await using var installation = Installation.Bare();
        Fill(installation, migration);

        installation.Get<Database>().Prepare(closeOpenRuns: true);

        await AssertReadsAsync(installation);
    }

    [Theory]
    [MemberData(nameof(Released))]
    public async Task BackupOfARelease_IsRestoredAndUpgraded(string migration)
    {
        await using var old = Installation.Bare();
        Fill(old, migration);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var made = new BackupMaker(old.Folder, old.Clock).Make(old.Files.File("old.zip"), null, default);
        await using var installation = Installation.Bare();

        var restored = new BackupRestorer(installation.Folder, Database.KnownMigrations(), installation.Clock).Restore(BackupArchive.Open(made.File), null, default);
        installation.Get<Database>().Prepare(closeOpenRuns: true);

        Assert.Equal(migration, restored.Manifest.Migration);
        await AssertReadsAsync(installation);
    }

    [Fact]
    public async Task Model_HasNoChangesThatAMigrationLacks()
    {
        await using var installation = Installation.Bare();
        using var db = installation.Db();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void FilesOfRows_BelongToMigrations() =>
        Assert.Empty(Directory.GetFiles(Rows, "*.sql").Select(f => Path.GetFileNameWithoutExtension(f)).Except(Database.KnownMigrations()));

    private static string Rows => Path.Combine(AppContext.BaseDirectory, "Store", "Upgrade");

    private static void Fill(Installation installation, string migration)
    {
        using var db = installation.Db();
        db.GetService<IMigrator>().Migrate(migration);
        var newest = Directory.GetFiles(Rows, "*.sql").Where(f => string.CompareOrdinal(Path.GetFileNameWithoutExtension(f), migration) <= 0).Max(StringComparer.Ordinal);
        db.Database.ExecuteSqlRaw(File.ReadAllText(newest!).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
        Assert.Equal(migration, db.Database.GetAppliedMigrations().Last());
    }

    /// <summary>What the rows mean, in every version.</summary>
    private static async Task AssertReadsAsync(Installation installation)
    {
        Table.AssertSound(installation.Folder.Database);
        using (var db = installation.Db())
        {
            Assert.Empty(db.Database.GetPendingMigrations());
        }

        var store = await installation.Get<StoreDirectory>().RequireAsync("Old shop", default);
        var coverage = await installation.Get<CoverageReader>().ReadAsync(store.Id, default);
        Assert.Equal((5, 2, 1, 1, 1), (coverage.Active, coverage.Covered, coverage.RestrictedOnly, coverage.Gap, coverage.Unknown));
        var demand = await installation.Get<DemandReader>().ReadAsync(store.Id, new DemandQuery(DemandWindows.Rolling(TestClock.Noon, "UTC")), default);
        Assert.Equal((4, 1), (demand.Total, demand.Unknown));
        Assert.Equal(["BR 2", "US 1"], demand.Countries.Select(c => $"{c.Country} {c.Orders}"));
        Assert.Equal("BR", Assert.Single(await installation.Get<PriorityMarkets>().GetAsync(Caller.CommandLine, store.Id, default)).Alpha2);
        Assert.Equal(2, Assert.Single(await installation.Get<CoverageReader>().HistoryAsync(store.Id, 10, default)).Covered);
        var runs = await installation.Get<SyncDesk>().RunsAsync(Caller.CommandLine, store.Id, 10, default);
        Assert.Equal([SyncOutcome.Abandoned, SyncOutcome.Succeeded], runs.Select(r => r.Outcome));

        // And it can be written to.
        await installation.Writer.WriteAsync(session => session.Orders(store.Id).Upsert(An.Order("new")), default);
        Assert.Equal(5, (await installation.Get<DemandReader>().ReadAsync(store.Id, new DemandQuery(DemandWindows.Rolling(TestClock.Noon, "UTC")), default)).Total);
    }
}
