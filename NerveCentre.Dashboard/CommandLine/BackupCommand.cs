using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

internal static class BackupCommand
{
    public static async Task<int> BackupAsync(string? data, string? file, string? passphraseFile, CancellationToken cancel)
    {
        var settings = Host.Settings();
        var options = settings.GetSection("Backup").Get<BackupOptions>() ?? new BackupOptions();
        var path = DataFolder.FullPath(data ?? settings["Data:Folder"]);
        if (!Directory.Exists(path))
        {
            // Before the folder is made: a mistyped path leaves nothing behind.
            throw new ProblemException($"There is nothing to back up: the folder {path} does not exist. Name the right one with --data FOLDER.");
        }

        var folder = DataFolder.Open(path);
        PendingRestore.FinishUnclaimed(folder);
        passphraseFile ??= options.PassphraseFile is "" ? null : options.PassphraseFile;
        var passphrase = passphraseFile is null ? null : Passphrase.ReadForNewBackup(passphraseFile);
        var maker = new BackupMaker(folder, TimeProvider.System);
        if (file is null && File.Exists(folder.Database))
        {
            PrivateFiles.CreateFolder(options.FolderOf(folder));
        }

        var made = maker.Make(file ?? Path.Combine(options.FolderOf(folder), maker.NewName("nervecentre")), passphrase, cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{made.File}  {made.Size} bytes"));
        await RecordAsync(data, records => records.MadeAsync(Caller.CommandLine, made));
        if (!made.WithKeys && Directory.Exists(folder.Keys))
        {
            await Console.Error.WriteLineAsync(passphrase is null
                ? "The keys that protect sign-ins are not in it: that takes --passphrase-file FILE. Without them everybody signs in anew after a restore on another machine."
                : "There are no keys to include yet.");
        }

        if (made.Warning is { } warning)
        {
            await Console.Error.WriteLineAsync(warning);
        }

        return Commands.Done;
    }

    public static async Task<int> RestoreAsync(string? data, string file, string? passphraseFile, CancellationToken cancel)
    {
        // Before the folder is made: a mistyped path leaves nothing behind.
        var archive = BackupArchive.Open(file);
        var passphrase = passphraseFile is null ? null : Passphrase.Read(passphraseFile);
        var folder = DataFolder.Open(data ?? Host.Settings()["Data:Folder"]);
        var restored = new BackupRestorer(folder, Database.KnownMigrations(), TimeProvider.System).Restore(archive, passphrase, cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Restored {Path.GetFullPath(file)}, made {restored.Manifest.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC by NerveCentre {restored.Manifest.Version}, into {folder.Path}"));
        await RecordAsync(data, records => records.RestoredAsync(Caller.CommandLine, Path.GetFullPath(file), restored));
        if (restored.Kept is { } kept)
        {
            Console.WriteLine($"What was there before is kept in {kept}; remove that folder when it is no longer needed.");
        }

        if (!restored.Keys && (archive.Holds(BackupEntries.Keys) || passphrase is not null))
        {
            await Console.Error.WriteLineAsync(passphrase is null
                ? "The keys that protect sign-ins were left out: that takes --passphrase-file FILE. The ones in the data folder stay; where there are none, everybody signs in anew."
                : "The backup holds no keys; the ones in the data folder stay.");
        }

        return Commands.Done;
    }

    private static async Task RecordAsync(string? data, Func<BackupRecords, Task<string?>> record)
    {
        await using var services = Host.OpenAsItIs(data);
        if (await record(services.GetRequiredService<BackupRecords>()) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
        }
    }
}
