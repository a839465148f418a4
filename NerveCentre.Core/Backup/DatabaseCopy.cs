using Microsoft.Data.Sqlite;
using NerveCentre.Core.Store;
using SQLitePCL;

namespace NerveCentre.Core.Backup;

/// <summary>Copies a database while others read and write it, and looks whether a copy is sound.</summary>
internal static class DatabaseCopy
{
    private const int Interrupted = 9;

    /// <summary>Of one moment, whatever is written meanwhile; compact; never blocks the writer.</summary>
    /// <exception cref="ProblemException">The database cannot be read.</exception>
    public static void Make(DataFolder folder, string target, CancellationToken cancel)
    {
        // SQLite takes an empty file for its own, and keeps the mode with which we made it.
        PrivateFiles.Create(target).Dispose();
        try
        {
            using var connection = Open(folder.Database, SqliteOpenMode.ReadWrite);
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $target";
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue("$target", target);
            Interruptible(connection, () => command.ExecuteNonQuery(), cancel);
        }
        catch (SqliteException e) when (folder.Explain(e) is { } problem)
        {
            throw problem;
        }
    }

    /// <returns>The newest migration of a sound file, <c>null</c> for one without any.</returns>
    /// <exception cref="ProblemException">It is damaged. <paramref name="name"/> says which, and <paramref name="wayOut"/> what to do.</exception>
    public static IReadOnlyList<string> Verify(string file, string name, string wayOut, CancellationToken cancel)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            var found = Interruptible(connection, () => Texts(connection, "PRAGMA integrity_check(1)"), cancel);
            if (found is not ["ok"])
            {
                throw new ProblemException($"{name} is damaged ({string.Join("; ", found)}). {wayOut}");
            }

            if (Interruptible(connection, () => Texts(connection, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1"), cancel) is [var table])
            {
                throw new ProblemException($"{name} is damaged (rows of {table} belong to no store). {wayOut}");
            }

            return Texts(connection, "SELECT name FROM sqlite_schema WHERE name = '__EFMigrationsHistory'") is []
                ? []
                : Texts(connection, "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            throw new ProblemException($"{name} is damaged ({e.Message}). {wayOut}", e);
        }
    }

    /// <summary>The counts that the board reads against the rows that they count: sums only, so that it stays cheap.</summary>
    /// <returns>What differs, in words; <c>null</c> when nothing does.</returns>
    public static string? Recount(string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadOnly);
        return Texts(connection, """
            SELECT 'orders' WHERE (SELECT COUNT(*) FROM Orders) <> (SELECT coalesce(SUM(Counted + Cancelled + Unpaid), 0) FROM OrderCounts WHERE Grain = 24 AND Side IN (0, 1))
            UNION ALL
            SELECT 'listings' WHERE (SELECT COUNT(*) FROM Listings WHERE Status = 0) <> (SELECT coalesce(SUM(Listings), 0) FROM ListingCounts)
            """) is { Count: > 0 } wrong
            ? $"The counts of {string.Join(" and ", wrong)} differ from their rows. The backup holds both as they are; please report this as a defect of NerveCentre."
            : null;
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>The provider's own cancellation does nothing; a server that is told to stop cannot wait for a gigabyte.</summary>
    private static T Interruptible<T>(SqliteConnection connection, Func<T> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var interrupt = cancel.Register(() => raw.sqlite3_interrupt(connection.Handle!));
        try
        {
            return work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Interrupted)
        {
            throw new OperationCanceledException(e.Message, e, cancel);
        }
    }
}
