using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Backup;

/// <param name="File">Full path.</param>
/// <param name="Size">In bytes.</param>
/// <param name="WithKeys">Whether the keys are in it, sealed.</param>
/// <param name="Warning">What the owner should know although the backup is sound; <c>null</c> for nothing.</param>
internal sealed record BackupMade(string File, long Size, bool WithKeys, string? Warning);

/// <summary>
/// Makes one file that holds everything an installation remembers, beside a running server or without one.
/// The file appears under its name only when it is whole and has been read back.
/// </summary>
internal sealed class BackupMaker(DataFolder folder, TimeProvider clock)
{
    /// <summary>A name that sorts by time.</summary>
    public string NewName(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{clock.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.zip");

    /// <param name="target">Must not exist yet.</param>
    /// <param name="passphrase">Includes the keys under it; <c>null</c> leaves them out.</param>
    /// <exception cref="ProblemException">There is nothing to back up, it is damaged, or the target cannot be written.</exception>
    public BackupMade Make(string target, string? passphrase, CancellationToken cancel)
    {
        target = Path.GetFullPath(target);
        Refuse(target);
        try
        {
            using var work = WorkFolder.In(Path.GetDirectoryName(target)!);
            var (database, migrations) = CopyDatabase(work, cancel);
            var keys = passphrase is null ? null : SealedKeys.Seal(folder.Keys, passphrase);
            var draft = work.File("backup.zip");
            Pack(draft, database, migrations.Count is 0 ? null : migrations[^1], keys, cancel);
            BackupArchive.Open(draft).VerifyHashes(cancel);
            var warning = migrations.Count > 0 ? DatabaseCopy.Recount(database) : null;
            cancel.ThrowIfCancellationRequested();
            File.Move(draft, target, overwrite: false);
            return new BackupMade(target, new FileInfo(target).Length, keys is not null, warning);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"The backup {target} cannot be written: {e.Message} Free some space or make the folder writable for this account, or name another file. Earlier backups are untouched.", e);
        }
    }

    private void Refuse(string target)
    {
        if (!File.Exists(folder.Database))
        {
            throw new ProblemException($"There is nothing to back up: {folder.Database} does not exist. Name the right folder with --data FOLDER.");
        }

        if (Path.Exists(target))
        {
            throw new ProblemException($"{target} exists already and was left as it is. Name another file, or remove that one first.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new ProblemException($"There is no folder {Path.GetDirectoryName(target)}. Make it, or name another file.");
        }
    }

    private (string File, IReadOnlyList<string> Migrations) CopyDatabase(WorkFolder work, CancellationToken cancel)
    {
        var copy = work.File(BackupEntries.Database);
        DatabaseCopy.Make(folder, copy, cancel);
        return (copy, DatabaseCopy.Verify(copy, $"The database {folder.Database}", "No backup was made, and earlier ones are kept. Restore the newest of them.", cancel));
    }

    private void Pack(string draft, string database, string? migration, byte[]? keys, CancellationToken cancel)
    {
        using var file = PrivateFiles.Create(draft);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var files = new List<BackedUpFile>();
            using (var content = File.OpenRead(database))
            {
                files.Add(Add(zip, BackupEntries.Database, content, cancel));
            }

            // It is only ever replaced as a whole, so what is read is whole.
            if (File.Exists(folder.SandboxState))
            {
                using var content = new MemoryStream(File.ReadAllBytes(folder.SandboxState));
                files.Add(Add(zip, BackupEntries.Sandbox, content, cancel));
            }

            if (keys is not null)
            {
                using var content = new MemoryStream(keys);
                files.Add(Add(zip, BackupEntries.Keys, content, cancel));
            }

            using var manifest = zip.CreateEntry(BackupManifest.Entry).Open();
            manifest.Write(new BackupManifest(BackupManifest.CurrentFormat, BackupManifest.ThisVersion, migration, clock.GetUtcNow(), files).ToJson());
        }

        file.Flush(flushToDisk: true);
    }

    private static BackedUpFile Add(ZipArchive zip, string name, Stream content, CancellationToken cancel)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        var (size, hash) = HashingCopy.To(entry, content, long.MaxValue, cancel);
        return new BackedUpFile(name, size, hash);
    }
}

/// <summary>Copies and hashes in one go.</summary>
internal static class HashingCopy
{
    /// <param name="most">Bytes after which it stops, one more than that at most: what unpacks to more than it announced never fills the disk.</param>
    public static (long Size, string Sha256) To(Stream target, Stream source, long most, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var size = 0L;
        int read;
        while (size <= most && (read = source.Read(buffer, 0, most - size >= buffer.Length ? buffer.Length : (int)(most - size) + 1)) > 0)
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
            size += read;
        }

        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
