using System.Text.Json;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Backup;

/// <summary>
/// A restore whose every new file lies ready beside the old ones. The file that says so is its point of no return: before it is written
/// the folder is as it was, and afterwards whoever comes next finishes the moves, each of which may be done twice. Nobody opens the database in between.
/// </summary>
/// <param name="Ready">Folder inside the data folder that holds the new files.</param>
/// <param name="Kept">Folder inside the data folder that takes the old ones.</param>
/// <param name="Replaced">Names that are taken from <paramref name="Ready"/>; every other name in <see cref="Belongings"/> only leaves.</param>
internal sealed record PendingRestore(string Ready, string Kept, IReadOnlyList<string> Replaced)
{
    /// <summary>What a restore replaces as one. An old write-ahead log beside a new database would destroy it.</summary>
    private static readonly string[] Belongings = ["nervecentre.db", "nervecentre.db-wal", "nervecentre.db-shm", "nervecentre.db-journal", "sandbox.json"];

    public const string ReadyPrefix = "restore-ready-";

    private static string Note(DataFolder folder) => Path.Combine(folder.Path, "restore-pending.json");

    public static bool Exists(DataFolder folder) => File.Exists(Note(folder));

    public void Commit(DataFolder folder) => PrivateFiles.Replace(Note(folder), JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Finishes what a stopped restore began. Only whoever holds the folder's claim may.</summary>
    /// <returns>Whether anything of the old state was kept.</returns>
    public static bool Finish(DataFolder folder)
    {
        if (!Exists(folder))
        {
            return false;
        }

        var restore = Read(folder);
        var kept = Path.Combine(folder.Path, restore.Kept);
        foreach (var name in Belongings.Union(restore.Replaced))
        {
            restore.Move(folder, name, kept);
        }

        File.Delete(Note(folder));
        Directory.Delete(Path.Combine(folder.Path, restore.Ready), recursive: true);
        return Directory.Exists(kept);
    }

    /// <summary>The same for a command that needs the database and holds no claim.</summary>
    /// <exception cref="ProblemException">The restore is still under way.</exception>
    public static void FinishUnclaimed(DataFolder folder)
    {
        if (!Exists(folder))
        {
            return;
        }

        using var claim = Claim(folder);
        Finish(folder);
    }

    /// <summary>Removes what a restore left that ended before its point of no return. Only whoever holds the folder's claim may.</summary>
    public static void Sweep(DataFolder folder)
    {
        foreach (var left in Directory.EnumerateDirectories(folder.Path, ReadyPrefix + "*"))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    private static IDisposable Claim(DataFolder folder)
    {
        try
        {
            return folder.ClaimForServer();
        }
        catch (ProblemException e)
        {
            throw new ProblemException($"A backup is being restored in {folder.Path}. Try again when that has finished.", e);
        }
    }

    private static PendingRestore Read(DataFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize<PendingRestore>(File.ReadAllBytes(Note(folder)))!;
        }
        catch (JsonException e)
        {
            throw new ProblemException($"{Note(folder)} cannot be read: {e.Message} A restore was stopped there. Remove that file and restore the backup once more.", e);
        }
    }

    private void Move(DataFolder folder, string name, string kept)
    {
        var (current, ready, old) = (Path.Combine(folder.Path, name), Path.Combine(folder.Path, Ready, name), Path.Combine(kept, name));
        var replaced = Replaced.Contains(name);
        // Once the new one is no longer ready, what stands there is the new one.
        if (Path.Exists(current) && (!replaced || Path.Exists(ready)) && !Path.Exists(old))
        {
            PrivateFiles.CreateFolder(kept);
            Directory.Move(current, old);
        }

        if (replaced && Path.Exists(ready))
        {
            Directory.Move(ready, current);
        }
    }
}
