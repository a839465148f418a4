using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using NerveCentre.Core;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Backup;

/// <summary>A restore that is refused changes nothing; one that is cut short is finished or never was.</summary>
public sealed class RestoreRefusalTests : IAsyncLifetime
{
    private readonly Installation _installation = Installation.Empty();
    private string _backup = "";

    public async Task InitializeAsync()
    {
        await _installation.StoreAsync("Backed up");
        _backup = new BackupMaker(_installation.Folder, _installation.Clock).Make(_installation.Files.File("b.zip"), null, default).File;
        _installation.Rows("UPDATE Stores SET Name = 'Now'");
    }

    public async Task DisposeAsync() => await _installation.DisposeAsync();

    [Fact]
    public void FolderThatAServerHolds_IsRefused()
    {
        using var claim = _installation.Folder.ClaimForServer();

        Refused("Another NerveCentre server is using the data folder");
    }

    [Fact]
    public void FolderThatSomebodyWritesTo_IsRefused()
    {
        using var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _installation.Folder.Database, Pooling = false }.ToString());
        writer.Open();
        using var transaction = writer.BeginTransaction();

        Refused("is busy: another NerveCentre process is writing");
    }

    [Fact]
    public void NewerFormat_IsRefused_WhateverElseItLooksLike()
    {
        Rewrite(zip => ReplaceText(zip, "manifest.json", """{"format": 2, "parts": []}"""));

        Refused("written by a newer NerveCentre (format 2");
    }

    [Fact]
    public void NewerSchema_IsRefused()
    {
        RewriteDatabase("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0')");

        Refused("made by a newer NerveCentre (0.1.0; its database knows '29990101000000_Future'");
    }

    [Fact]
    public void DatabaseWhoseRowsBelongToNoStore_IsRefused()
    {
        RewriteDatabase("PRAGMA foreign_keys = OFF; DELETE FROM Stores; INSERT INTO Cursors VALUES (7, 'orders', 0)");

        Refused("rows of Cursors belong to no store");
    }

    [Fact]
    public void ContentThatIsNoDatabase_IsRefused()
    {
        Rewrite(zip => ReplaceText(zip, "nervecentre.db", "a shopping list, long enough to be looked at by anyone who opens it as a database, and then some more", alsoInManifest: true));

        Refused("The database in the backup is damaged");
    }

    [Fact]
    public void EntryThatIsNotWhatTheManifestSays_IsRefused()
    {
        Rewrite(zip =>
        {
            using var bytes = new MemoryStream();
            using (var old = zip.GetEntry("nervecentre.db")!.Open())
            {
                old.CopyTo(bytes);
            }

            var changed = bytes.ToArray();
            changed[5000] ^= 1;
            Replace(zip, "nervecentre.db", changed);
        });

        Refused("nervecentre.db is not what it was when it was backed up");
    }

    [Theory]
    [InlineData("../../evil.sh")]
    [InlineData("/etc/cron.d/evil")]
    [InlineData("..\\evil.bat")]
    [InlineData("keys/evil.xml")]
    [InlineData("NERVECENTRE.DB")]
    [InlineData("nervecentre.db-wal")]
    public void StrangeEntry_IsRefused_AndLandsNowhere(string name)
    {
        Rewrite(zip =>
        {
            ReplaceText(zip, name, "evil");
            var manifest = ReadManifest(zip);
            manifest["files"]!.AsArray().Add(new JsonObject { ["name"] = name, ["size"] = 4, ["sha256"] = Hash("evil"u8) });
            ReplaceText(zip, "manifest.json", manifest.ToJsonString());
        });

        Refused("which no backup of NerveCentre holds");
        Assert.False(File.Exists(Path.Combine(_installation.Folder.Path, name)));
    }

    [Fact]
    public void SameEntryTwice_IsRefused()
    {
        Rewrite(zip =>
        {
            using var second = zip.CreateEntry("nervecentre.db").Open();
            second.Write("evil"u8);
        });

        Refused("what it holds is not what its manifest.json lists");
    }

    [Fact]
    public void FileThatIsCutShort_AndOneThatIsNone_AreRefused()
    {
        var whole = File.ReadAllBytes(_backup);
        File.WriteAllBytes(_backup, whole[..(whole.Length / 2)]);
        Refused("is damaged or no NerveCentre backup");

        File.WriteAllText(_backup, "no zip at all");
        Refused("is damaged or no NerveCentre backup");

        File.WriteAllBytes(_backup, []);
        Refused("is damaged or no NerveCentre backup");

        using (var zip = ZipFile.Open(_installation.Files.File("other.zip"), ZipArchiveMode.Create))
        {
            zip.CreateEntry("holiday.jpg");
        }

        File.Move(_installation.Files.File("other.zip"), _backup, overwrite: true);
        Refused("is no NerveCentre backup: it holds no manifest.json");

        File.Delete(_backup);
        Refused("There is no file");
    }

    [Fact]
    public void EveryByteThatIsFlipped_IsEitherHarmlessOrRefusedInWords()
    {
        var whole = File.ReadAllBytes(_backup);
        for (var at = 0; at < whole.Length; at += Math.Max(1, whole.Length / 150))
        {
            var changed = whole.ToArray();
            changed[at] ^= 0xFF;
            File.WriteAllBytes(_backup, changed);
            try
            {
                BackupArchive.Open(_backup).VerifyHashes(default);
            }
            catch (ProblemException e)
            {
                Assert.Contains("Nothing was changed.", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RestoreCutShortAfterItsPointOfNoReturn_IsFinishedByWhoeverComesNext(int moves)
    {
        SqliteConnection.ClearAllPools();
        File.WriteAllText(_installation.Folder.SandboxState, "old state");
        File.WriteAllText(_installation.Folder.Database + "-wal", "");
        var ready = Directory.CreateDirectory(Path.Combine(_installation.Folder.Path, "restore-ready-x")).FullName;
        using (var zip = ZipFile.OpenRead(_backup))
        {
            zip.GetEntry("nervecentre.db")!.ExtractToFile(Path.Combine(ready, "nervecentre.db"));
        }

        new PendingRestore("restore-ready-x", "before-restore-x", ["nervecentre.db"]).Commit(_installation.Folder);
        var kept = Path.Combine(_installation.Folder.Path, "before-restore-x");
        Action[] steps =
        [
            () => Directory.CreateDirectory(kept),
            () => File.Move(_installation.Folder.Database, Path.Combine(kept, "nervecentre.db")),
            () => File.Move(Path.Combine(ready, "nervecentre.db"), _installation.Folder.Database),
            () => File.Move(_installation.Folder.SandboxState, Path.Combine(kept, "sandbox.json")),
        ];
        foreach (var step in steps.Take(moves))
        {
            step();
        }

        PendingRestore.FinishUnclaimed(_installation.Folder);

        Assert.False(PendingRestore.Exists(_installation.Folder));
        Assert.Equal(["Backed up"], Table.Rows(_installation.Folder.Database, "SELECT Name FROM Stores"));
        Assert.Equal(["Now"], Table.Rows(Path.Combine(kept, "nervecentre.db"), "SELECT Name FROM Stores"));
        Assert.Equal("old state", File.ReadAllText(Path.Combine(kept, "sandbox.json")));
        Assert.False(Directory.Exists(ready));
    }

    [Fact]
    public void RestoreCutShortBeforeItsPointOfNoReturn_NeverWas_AndTheNextOneSweeps()
    {
        Directory.CreateDirectory(Path.Combine(_installation.Folder.Path, "restore-ready-left"));

        PendingRestore.FinishUnclaimed(_installation.Folder);
        Assert.Equal(["Now"], _installation.Rows("SELECT Name FROM Stores"));

        Restore();
        Assert.Equal(["Backed up"], _installation.Rows("SELECT Name FROM Stores"));
        Assert.Empty(Directory.GetDirectories(_installation.Folder.Path, "restore-ready-*"));
    }

    [Fact]
    public void DamagedDatabase_CanBeReplacedByABackup_AndIsKept()
    {
        SqliteConnection.ClearAllPools();
        File.WriteAllText(_installation.Folder.Database, "no database any more, and long enough that nobody takes it for an empty one, which would be fine");

        var restored = Restore();

        Assert.Equal(["Backed up"], _installation.Rows("SELECT Name FROM Stores"));
        Assert.StartsWith("no database any more", File.ReadAllText(Path.Combine(restored.Kept!, "nervecentre.db")), StringComparison.Ordinal);
    }

    private BackupRestored Restore()
    {
        SqliteConnection.ClearAllPools();
        return new BackupRestorer(_installation.Folder, Database.KnownMigrations(), _installation.Clock).Restore(BackupArchive.Open(_backup), null, default);
    }

    private void Refused(string words)
    {
        Assert.Contains(words, Assert.Throws<ProblemException>(Restore).Message, StringComparison.Ordinal);
        Assert.Equal(["Now"], _installation.Rows("SELECT Name FROM Stores"));
        Assert.Empty(Directory.GetDirectories(_installation.Folder.Path));
    }

    private void Rewrite(Action<ZipArchive> change)
    {
        using var zip = ZipFile.Open(_backup, ZipArchiveMode.Update);
        change(zip);
    }

    private void RewriteDatabase(string sql) => Rewrite(zip =>
    {
        var copy = _installation.Files.File("changed.db");
        zip.GetEntry("nervecentre.db")!.ExtractToFile(copy);
        Table.Rows(copy, sql);
        Replace(zip, "nervecentre.db", File.ReadAllBytes(copy), alsoInManifest: true);
    });

    private static void ReplaceText(ZipArchive zip, string name, string text, bool alsoInManifest = false) => Replace(zip, name, Encoding.UTF8.GetBytes(text), alsoInManifest);

    private static void Replace(ZipArchive zip, string name, byte[] content, bool alsoInManifest = false)
    {
        zip.GetEntry(name)?.Delete();
        using (var entry = zip.CreateEntry(name).Open())
        {
            entry.Write(content);
        }

        if (alsoInManifest)
        {
            var manifest = ReadManifest(zip);
            var told = manifest["files"]!.AsArray().Single(f => (string?)f!["name"] == name)!;
            told["size"] = content.Length;
            told["sha256"] = Hash(content);
            ReplaceText(zip, "manifest.json", manifest.ToJsonString());
        }
    }

    private static JsonNode ReadManifest(ZipArchive zip)
    {
        using var manifest = zip.GetEntry("manifest.json")!.Open();
        return JsonNode.Parse(manifest)!;
    }

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
