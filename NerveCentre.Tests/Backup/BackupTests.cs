using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Backup;

/// <summary>What is backed up comes back, and nothing that is in the way is lost.</summary>
public sealed class BackupTests
{
    private const string Words = "correct horse battery staple";

    [Fact]
    public async Task FilledInstallation_RestoredIntoAnEmptyFolder_ReadsTheSame()
    {
        await using var source = await Installation.FilledAsync();
        var made = Make(source);
        await using var target = Installation.Bare();

        var restored = Restore(target, made.File);

        Assert.Null(restored.Kept);
        Assert.Equal((null, false), (made.Warning, made.WithKeys));
        target.Get<Database>().Prepare(closeOpenRuns: true);
        Assert.Equal(Table.AllRows(source.Folder.Database), Table.AllRows(target.Folder.Database));
        Assert.Equal(await File.ReadAllBytesAsync(source.Folder.SandboxState), await File.ReadAllBytesAsync(target.Folder.SandboxState));
        Table.AssertSound(target.Folder.Database);
        var store = await target.SandboxStoreAsync();
        Assert.Equal(3534, (await target.Get<CoverageReader>().ReadAsync(store.Id, default)).Covered);
    }

    [Fact]
    public async Task RestoredSessionsAndLinks_AreOver()
    {
        await using var source = Installation.Empty();
        var contexts = source.Get<IDbContextFactory<NerveCentreDb>>();
        var owner = TestPeople.AddOwner(contexts);
        var link = (await source.Get<People>().InviteAsync(owner, "Max", true, [], default)).Path["/invitation/".Length..];
        var made = Make(source);
        await source.Get<Sessions>().EndAsync(owner, owner.SessionId!, default);
        await using var target = Installation.Bare();

        Restore(target, made.File);
        target.Get<Database>().Prepare(closeOpenRuns: true);

        // The session was ended after the backup was made; whoever kept its cookie would be in again.
        Assert.False(await target.Get<Sessions>().IsLiveAsync(owner, default));
        Assert.Null(await target.Get<Invitations>().FindAsync(link, default));
        Assert.Equal(["olga@example.com"], target.Rows("SELECT Email FROM Accounts"));
    }

    [Fact]
    public async Task RestoreOverSomething_KeepsItInAFolderWhereItStillOpens()
    {
        await using var source = Installation.Empty();
        await source.StoreAsync("From the backup");
        var made = Make(source);
        await using var target = await Installation.FilledAsync();
        await target.StoreAsync("Here before");
        var before = Table.AllRows(target.Folder.Database);

        var restored = Restore(target, made.File);

        Assert.Equal(["From the backup"], target.Rows("SELECT Name FROM Stores"));
        Assert.False(File.Exists(target.Folder.SandboxState));
        Assert.StartsWith(Path.Combine(target.Folder.Path, "before-restore-"), restored.Kept, StringComparison.Ordinal);
        var kept = Path.Combine(restored.Kept!, "nervecentre.db");
        Assert.Equal(before, Table.AllRows(kept));
        Assert.Contains("Here before", Table.Rows(kept, "SELECT Name FROM Stores"));
        Assert.True(File.Exists(Path.Combine(restored.Kept!, "sandbox.json")));
        Assert.Equal([Path.GetFileName(restored.Kept)!, "nervecentre.db", "server.lock"], Names(target.Folder.Path));
    }

    [Fact]
    public async Task RestoreTwice_KeepsBoth()
    {
        await using var installation = Installation.Empty();
        var made = Make(installation);

        var first = Restore(installation, made.File).Kept;
        var second = Restore(installation, made.File).Kept;

        Assert.NotEqual(first, second);
        Assert.True(File.Exists(Path.Combine(first!, "nervecentre.db")) && File.Exists(Path.Combine(second!, "nervecentre.db")));
    }

    [Fact]
    public async Task WritesDuringABackup_AreInItAsAWholeOrNotAtAll()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Task.Run(async () =>
        {
            for (var batch = 0; !stop.IsCancellationRequested; batch++)
            {
                await installation.Writer.WriteAsync(session =>
                {
                    for (var i = 0; i < 10; i++)
                    {
                        session.Orders(store).Upsert(An.Order($"{batch}-{i}"));
                    }
                }, default);
                started.TrySetResult();
            }
        });
        await started.Task;

        for (var i = 0; i < 5; i++)
        {
            var made = new BackupMaker(installation.Folder, installation.Clock).Make(installation.Files.File($"b{i}.zip"), null, default);
            Assert.Null(made.Warning);
            using var zip = ZipFile.OpenRead(made.File);
            zip.GetEntry("nervecentre.db")!.ExtractToFile(installation.Files.File($"copy{i}.db"));
            Table.AssertSound(installation.Files.File($"copy{i}.db"));
            var orders = int.Parse(Table.Rows(installation.Files.File($"copy{i}.db"), "SELECT COUNT(*) FROM Orders")[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(0, orders % 10);
        }

        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Backup_IsForItsOwnerAlone_AndLeavesNothingElseBehind()
    {
        await using var installation = Installation.Empty();
        var folder = Directory.CreateDirectory(installation.Files.File("out")).FullName;

        var made = Make(installation, file: Path.Combine(folder, "b.zip"));

        Assert.Equal(["b.zip"], Names(folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made.File));
        }
    }

    [Fact]
    public async Task WhatADeadBackupLeft_IsSweptByTheNext_AndALivingOneIsLeftAlone()
    {
        await using var installation = Installation.Empty();
        var folder = Directory.CreateDirectory(installation.Files.File("out")).FullName;
        var dead = Directory.CreateDirectory(Path.Combine(folder, ".nervecentre-work-dead"));
        await File.WriteAllTextAsync(Path.Combine(dead.FullName, "claim"), "");
        await File.WriteAllTextAsync(Path.Combine(dead.FullName, "backup.zip"), "half");
        using (var living = WorkFolder.In(folder))
        {
            Make(installation, file: Path.Combine(folder, "b.zip"));
            Assert.True(Directory.Exists(living.Path));
        }

        Assert.Equal(["b.zip"], Names(folder));
    }

    [Fact]
    public async Task FileThatIsThere_IsNotOverwritten()
    {
        await using var installation = Installation.Empty();
        var mine = installation.Files.Write("mine.zip", "holiday pictures");

        Assert.Contains("exists already", Assert.Throws<ProblemException>(() => Make(installation, file: mine)).Message, StringComparison.Ordinal);
        Assert.Equal("holiday pictures", await File.ReadAllTextAsync(mine));
    }

    [Fact]
    public async Task DamagedDatabase_IsNotBackedUp()
    {
        await using var installation = await Installation.FilledAsync();
        using (var file = File.OpenWrite(installation.Folder.Database))
        {
            file.Position = 40 * 4096;
            file.Write(Enumerable.Repeat((byte)0x5A, 8 * 4096).ToArray());
        }

        var problem = Assert.Throws<ProblemException>(() => Make(installation));

        Assert.Contains(installation.Folder.Database, problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(installation.Files.File("made.zip")));
    }

    [Fact]
    public async Task CountsThatDiffer_AreBackedUpAndTold()
    {
        await using var installation = await Installation.FilledAsync();
        installation.Rows("DELETE FROM OrderCounts WHERE Country = 'BR'");

        Assert.Contains("counts of orders differ", Make(installation).Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoppedBackup_LeavesNothing()
    {
        await using var installation = await Installation.FilledAsync();

        Assert.ThrowsAny<OperationCanceledException>(() => new BackupMaker(installation.Folder, installation.Clock).Make(installation.Files.File("made.zip"), null, new CancellationToken(canceled: true)));

        Assert.False(File.Exists(installation.Files.File("made.zip")));
        Assert.Empty(Directory.GetDirectories(installation.Files.Path, ".nervecentre-work-*"));
    }

    [Fact]
    public async Task Keys_LeaveOnlyUnderThePassphrase_AndComeBackWithIt()
    {
        await using var source = Installation.Empty();
        Directory.CreateDirectory(source.Folder.Keys);
        await File.WriteAllTextAsync(Path.Combine(source.Folder.Keys, "key-1.xml"), "<key>the-secret-of-the-cookies</key>");

        Assert.DoesNotContain("keys.enc", Entries(Make(source, file: source.Files.File("without.zip")).File));
        var made = Make(source, Words);

        Assert.True(made.WithKeys);
        Assert.Contains("keys.enc", Entries(made.File));
        using (var zip = ZipFile.OpenRead(made.File))
        using (var bytes = new MemoryStream())
        {
            zip.GetEntry("keys.enc")!.Open().CopyTo(bytes);
            Assert.DoesNotContain("the-secret", System.Text.Encoding.Latin1.GetString(bytes.ToArray()), StringComparison.Ordinal);
        }

        await using var target = Installation.Bare();
        Directory.CreateDirectory(target.Folder.Keys);
        await File.WriteAllTextAsync(Path.Combine(target.Folder.Keys, "key-2.xml"), "<key>of-this-machine</key>");
        Assert.Contains("The passphrase is not the one", Assert.Throws<ProblemException>(() => Restore(target, made.File, "another passphrase")).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(target.Folder.Database));

        Assert.False(Restore(target, made.File).Keys);
        Assert.Equal(["key-2.xml"], Names(target.Folder.Keys));

        var restored = Restore(target, made.File, Words);
        Assert.True(restored.Keys);
        Assert.Equal("<key>the-secret-of-the-cookies</key>", await File.ReadAllTextAsync(Path.Combine(target.Folder.Keys, "key-1.xml")));
        Assert.Equal(["key-2.xml"], Names(Path.Combine(restored.Kept!, "keys")));
    }

    [Theory]
    [InlineData("short", "fewer than 12 characters")]
    [InlineData("", "has no passphrase")]
    public void Passphrase_ThatIsNone_IsRefused(string words, string message)
    {
        using var temp = new TempFolder();

        Assert.Contains(message, Assert.Throws<ProblemException>(() => Passphrase.ReadForNewBackup(temp.Write("p", words))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read from", Assert.Throws<ProblemException>(() => Passphrase.Read(temp.File("nowhere"))).Message, StringComparison.Ordinal);
    }

    private static BackupMade Make(Installation installation, string? passphrase = null, string? file = null) =>
        new BackupMaker(installation.Folder, installation.Clock).Make(file ?? installation.Files.File("made.zip"), passphrase, default);

    private static BackupRestored Restore(Installation installation, string file, string? passphrase = null)
    {
        SqliteConnection.ClearAllPools();
        return new BackupRestorer(installation.Folder, Database.KnownMigrations(), installation.Clock).Restore(BackupArchive.Open(file), passphrase, default);
    }

    private static IEnumerable<string> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal);

    private static List<string> Entries(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        return [.. zip.Entries.Select(e => e.FullName)];
    }
}
