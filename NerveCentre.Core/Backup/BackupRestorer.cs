using System.Globalization;
using Microsoft.Data.Sqlite;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Backup;

/// <param name="Kept">Folder with what was there before; <c>null</c> when nothing was.</param>
/// <param name="Keys">Whether the keys were restored.</param>
internal sealed record BackupRestored(BackupManifest Manifest, string? Kept, bool Keys);

/// <summary>Puts a backup in the place of what a data folder holds, and keeps that.</summary>
internal sealed class BackupRestorer(DataFolder folder, IReadOnlyCollection<string> knownMigrations, TimeProvider clock)
{
    /// <exception cref="ProblemException">Somebody uses the folder, or the backup is damaged or too new. Nothing was changed then.</exception>
    public BackupRestored Restore(BackupArchive archive, string? passphrase, CancellationToken cancel)
    {
        using var claim = folder.ClaimForServer();
        PendingRestore.Finish(folder);
        PendingRestore.Sweep(folder);
        RefuseWhileBusy();
        RefuseWithoutRoom(archive.Manifest);
        try
        {
            using var work = WorkFolder.In(folder.Path);
            var ready = Path.Combine(work.Path, "ready");
            PrivateFiles.CreateFolder(ready);
            var files = Stage(archive, passphrase, ready, cancel);
            cancel.ThrowIfCancellationRequested();
            // Out of the work folder, which is swept: from here on these files are the installation.
            var lasting = PendingRestore.ReadyPrefix + Guid.NewGuid().ToString("N");
            Directory.Move(ready, Path.Combine(folder.Path, lasting));
            var kept = NewKeptFolder();
            new PendingRestore(lasting, kept, files).Commit(folder);
            return new BackupRestored(archive.Manifest, PendingRestore.Finish(folder) ? Path.Combine(folder.Path, kept) : null, files.Contains("keys"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"The data folder {folder.Path} cannot be written: {e.Message} {(PendingRestore.Exists(folder) ? "The restore is finished at the next start." : "Nothing was changed.")}", e);
        }
    }

    private List<string> Stage(BackupArchive archive, string? passphrase, string ready, CancellationToken cancel)
    {
        var files = new List<string>();
        foreach (var name in new[] { BackupEntries.Database, BackupEntries.Sandbox }.Where(archive.Holds))
        {
            using var file = PrivateFiles.Create(Path.Combine(ready, name));
            archive.Extract(name, file, cancel);
            file.Flush(flushToDisk: true);
            files.Add(name);
        }

        var migrations = DatabaseCopy.Verify(Path.Combine(ready, BackupEntries.Database), "The database in the backup", "Restore an older backup. Nothing was changed.", cancel);
        if (migrations.LastOrDefault(m => !knownMigrations.Contains(m)) is { } foreign)
        {
            throw new ProblemException($"The backup was made by a newer NerveCentre ({archive.Manifest.Version}; its database knows '{foreign}', this version, {BackupManifest.ThisVersion}, does not). Restore it with that version. Nothing was changed.");
        }

        EndWhatHasEndedSince(Path.Combine(ready, BackupEntries.Database));
        if (passphrase is not null && archive.Holds(BackupEntries.Keys))
        {
            using var bytes = new MemoryStream();
            archive.Extract(BackupEntries.Keys, bytes, cancel);
            SealedKeys.Open(bytes.ToArray(), passphrase, Path.Combine(ready, "keys"));
            files.Add("keys");
        }

        return files;
    }

    /// <summary>Sessions that somebody signed out of, and links that were used, after the backup was made must not come back to life: nobody knows which, so none does.</summary>
    private void EndWhatHasEndedSince(string database)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema WHERE name IN ('Sessions', 'Invitations')";
        if (command.ExecuteScalar() is not 2L)
        {
            return; // of a version without accounts
        }

        command.CommandText = "UPDATE Sessions SET EndedAt = $now WHERE EndedAt IS NULL; UPDATE Invitations SET RevokedAt = $now WHERE UsedAt IS NULL AND RevokedAt IS NULL;";
        command.Parameters.AddWithValue("$now", clock.GetUtcNow().ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }

    /// <summary>A server holds the claim; an import does not, and would go on writing into the file that is moved away.</summary>
    private void RefuseWhileBusy()
    {
        if (!File.Exists(folder.Database))
        {
            return;
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE; ROLLBACK;";
            command.ExecuteNonQuery();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6)
        {
            throw folder.Explain(e)!;
        }
        catch (SqliteException)
        {
            // A damaged file is what a backup is restored for; it is kept as it is.
        }
    }

    private void RefuseWithoutRoom(BackupManifest manifest)
    {
        var needed = manifest.Files.Sum(f => (decimal)f.Size);
        var free = new DriveInfo(folder.Path).AvailableFreeSpace;
        if (needed > free)
        {
            throw new ProblemException(string.Create(CultureInfo.InvariantCulture, $"The disk that holds {folder.Path} has {free / 1_000_000} MB left, and the backup needs {needed / 1_000_000:0} MB. Free some space, then try again. Nothing was changed."));
        }
    }

    private string NewKeptFolder()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"before-restore-{clock.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        var free = name;
        for (var i = 2; Path.Exists(Path.Combine(folder.Path, free)); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        }

        return free;
    }
}
