using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;

namespace NerveCentre.Core.Store;

/// <summary>Brings the database file to this version's schema.</summary>
[InnerWorks]
public sealed class Database(IDbContextFactory<NerveCentreDb> contexts, DataFolder folder, TimeProvider clock)
{
    /// <summary>Creates or upgrades the file. Runs that a dead process left open are marked abandoned.</summary>
    /// <exception cref="ProblemException">The file is unsound, unwritable, or from a newer version.</exception>
    public void Prepare(bool closeOpenRuns)
    {
        try
        {
            using var db = contexts.CreateDbContext();
            RefuseNewer(db);
            Upgrade(db);
            if (closeOpenRuns)
            {
                var now = clock.GetUtcNow();
                db.Runs.Where(r => r.Outcome == Sync.SyncOutcome.Running).ExecuteUpdate(set => set
                    .SetProperty(r => r.Outcome, Sync.SyncOutcome.Abandoned)
                    .SetProperty(r => r.FinishedAt, now)
                    .SetProperty(r => r.Error, Sync.RunRecords.Stopped));
            }
        }
        catch (SqliteException e) when (folder.Explain(e) is { } problem)
        {
            throw problem;
        }
    }

    /// <summary>The schemas that this version understands, oldest first. Opens no file.</summary>
    internal static IReadOnlyList<string> KnownMigrations()
    {
        using var db = new DesignTime().CreateDbContext([]);
        return [.. db.Database.GetMigrations()];
    }

    /// <summary>One process at a time, and whoever dies on the way leaves no lock behind.</summary>
    /// <remarks>EF's own lock is a row: after a kill in the wrong moment every later start would wait for it for ever.</remarks>
    private void Upgrade(NerveCentreDb db)
    {
        if (!db.Database.GetPendingMigrations().Any())
        {
            return;
        }

        // SQLite's lock on a file of its own: waits its turn without polling, and the operating system lets go of it.
        using var queue = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.UpgradeLock, Pooling = false, DefaultTimeout = 60 }.ToString());
        queue.Open();
        using var turn = queue.BeginTransaction();
        db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        db.Database.Migrate();
    }

    private void RefuseNewer(NerveCentreDb db)
    {
        if (!File.Exists(folder.Database) || new FileInfo(folder.Database).Length is 0)
        {
            return;
        }

        if (!db.Database.GetAppliedMigrations().Any() && HasForeignTables(db))
        {
            throw new ProblemException($"{folder.Database} is a database of another program. Name another folder with --data FOLDER. Nothing was changed.");
        }

        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var foreign = db.Database.GetAppliedMigrations().Where(m => !known.Contains(m)).ToList();
        if (foreign.Count > 0)
        {
            throw new ProblemException($"The database {folder.Database} was written by a newer NerveCentre (it knows '{foreign[^1]}', this version does not). Start that newer version, or another folder with --data FOLDER. Nothing was changed.");
        }
    }

    /// <summary>A start that was killed on its way may have left EF's own tables, which begin with two underscores; nobody else's.</summary>
    private static bool HasForeignTables(NerveCentreDb db) =>
        db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'").Single() > 0;
}
