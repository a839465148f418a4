using NerveCentre.Core.Backup;
using Microsoft.Extensions.Options;

namespace NerveCentre.Tests.Backup;

public sealed class NightlyBackupTests
{
    [Fact]
    public async Task Nights_KeepTheNewestOnly_AndNeverTouchBackupsMadeByHand()
    {
        await using var installation = Installation.Empty(settings: ("Backup:Keep", "3"));
        var folder = Directory.CreateDirectory(Path.Combine(installation.Folder.Path, "backups")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "nervecentre-20200101T000000Z.zip"), "by hand");

        for (var night = 0; night < 5; night++)
        {
            Assert.True(await installation.Get<NightlyBackups>().RunAsync(default));
            installation.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            ["nervecentre-20200101T000000Z.zip", "nightly-20260318T120000Z.zip", "nightly-20260319T120000Z.zip", "nightly-20260320T120000Z.zip"],
            Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task NightThatFails_LeavesTheEarlierOnes()
    {
        await using var installation = Installation.Empty(settings: ("Backup:Keep", "1"));
        Assert.True(await installation.Get<NightlyBackups>().RunAsync(default));

        // In the same second: its name is taken.
        Assert.False(await installation.Get<NightlyBackups>().RunAsync(default));

        Assert.Single(Directory.GetFiles(Path.Combine(installation.Folder.Path, "backups")));
    }

    [Fact]
    public void Night_IsThatLocalTime_AlsoWhenClocksChange()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var trigger = BackupSchedule.Nightly(new TimeOnly(3, 30), berlin, TestClock.Noon);

        Assert.Equal(new DateTimeOffset(2026, 3, 28, 2, 30, 0, TimeSpan.Zero), trigger.GetFireTimeAfter(new DateTimeOffset(2026, 3, 27, 12, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero), trigger.GetFireTimeAfter(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero)));
        // 02:30 does not exist on the 29th.
        var missing = BackupSchedule.Nightly(new TimeOnly(2, 30), berlin, TestClock.Noon).GetFireTimeAfter(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero));
        Assert.Equal(new DateOnly(2026, 3, 29), DateOnly.FromDateTime(missing!.Value.UtcDateTime));
    }

    [Fact]
    public void SettingsThatCannotBe_AreAllTold()
    {
        var result = new BackupOptionsValidator().Validate(null, new BackupOptions { At = "25:00", Keep = 0, PassphraseFile = "/nowhere" });

        Assert.Equal(3, result.Failures!.Count());
        Assert.All(result.Failures!, f => Assert.StartsWith("appsettings.json: Backup:", f, StringComparison.Ordinal));
        Assert.Equal(ValidateOptionsResult.Success, new BackupOptionsValidator().Validate(null, new BackupOptions()));
    }
}
