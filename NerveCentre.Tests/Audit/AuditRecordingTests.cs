using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;
using NerveCentre.Tests.CommandLine;

namespace NerveCentre.Tests.Audit;

[Collection(ConsoleTests.Name)]
public sealed class AuditRecordingTests
{
    [Fact]
    public async Task NightlyBackup_IsRecorded_AndItsCopyIsOfBefore()
    {
        await using var installation = Installation.Empty();
        Assert.True(await installation.Get<NightlyBackups>().RunAsync(default));

        var file = Assert.Single(Directory.GetFiles(Path.Combine(installation.Folder.Path, "backups")));
        var row = Assert.Single(installation.Rows("SELECT Action, \"By\", Subject, After FROM Audit"));
        Assert.StartsWith($"backup.made|server|{file}|", row, StringComparison.Ordinal);
        Assert.EndsWith(" bytes, without keys", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackupAndRestore_ByCommand_AreRecorded()
    {
        await using var installation = Installation.Empty();
        var (file, other) = (installation.Files.File("b.zip"), installation.Files.File("other"));

        Assert.Equal((0, ""), Short(await CommandLine.Run.InProcessAsync("backup", file, "--data", installation.Folder.Path)));
        Assert.Equal((0, ""), Short(await CommandLine.Run.InProcessAsync("restore", file, "--data", other)));

        var by = $"command line ({Environment.UserName})";
        Assert.StartsWith($"backup.made|{by}|{file}|", Assert.Single(installation.Rows("SELECT Action, \"By\", Subject, After FROM Audit")), StringComparison.Ordinal);
        Assert.Equal([$"backup.restored|{by}|{file}|as of {Day()} UTC, without keys"], Table.Rows(Path.Combine(other, "nervecentre.db"), "SELECT Action, \"By\", Subject, substr(After, 1, 16) || substr(After, 23) FROM Audit"));
    }

    [Fact]
    public async Task BackupOfADatabaseBeforeItsUpgrade_DoesNotUpgradeIt()
    {
        await using var installation = Installation.Empty();
        using (var db = installation.Db())
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%_Accounts'; DROP TABLE Audit;");
        }

        Assert.Equal((0, ""), Short(await CommandLine.Run.InProcessAsync("backup", installation.Files.File("b.zip"), "--data", installation.Folder.Path)));
        Assert.Empty(installation.Rows("SELECT name FROM sqlite_schema WHERE name = 'Audit'"));
    }

    [Fact]
    public async Task StoreMadeByAnImport_IsRecorded()
    {
        await using var installation = Installation.Empty();
        var file = installation.Files.Write("orders.csv", "order_id,placed_at,buyer_country\n1,2026-03-01T00:00:00Z,BR\n");
        await installation.Get<OrderImport>().RunAsync(Caller.CommandLine, file, "Shop", "Europe/Berlin", new OrderFileOptions(new Dictionary<string, string>(), new Dictionary<string, OrderStatus>(), TimeZoneInfo.Utc), default);
        Assert.Equal(["store.made|Shop|fed by files, days in Europe/Berlin", "orders.imported|orders.csv|1 added, 0 updated, 0 unchanged, 0 rejected"], installation.Rows("SELECT Action, Subject, After FROM Audit ORDER BY Id"));
    }

    private static (int, string) Short(CommandLine.Run run) => (run.ExitCode, run.Error);

    private static string Day() => TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
