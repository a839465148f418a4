using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;
using Quartz;

namespace NerveCentre.Core.Backup;

/// <summary>The nightly backup. A night that fails is told in the log and leaves earlier backups alone.</summary>
[DisallowConcurrentExecution]
internal sealed class BackupJob(NightlyBackups backups, IHostApplicationLifetime lifetime) : IJob
{
    public static readonly JobKey Key = new("nightly", "backup");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await backups.RunAsync(stop.Token);
    }
}

/// <summary>Makes a backup into the folder of backups and removes the oldest nightly ones.</summary>
internal sealed partial class NightlyBackups(DataFolder folder, BackupMaker maker, BackupRecords records, IOptions<BackupOptions> options, ILogger<NightlyBackups> log)
{
    public const string Prefix = "nightly";

    /// <returns>Whether a backup was made.</returns>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var target = "";
        try
        {
            var backups = options.Value.FolderOf(folder);
            PrivateFiles.CreateFolder(backups);
            target = Path.Combine(backups, maker.NewName(Prefix));
            var made = maker.Make(target, options.Value.PassphraseFile is "" ? null : Passphrase.ReadForNewBackup(options.Value.PassphraseFile), cancel);
            LogMade(made.File, made.Size);
            if (made.Warning is { } warning)
            {
                LogWarning(made.File, warning);
            }

            if (await records.MadeAsync(Caller.Server, made) is { } problem)
            {
                LogWarning(made.File, problem);
            }

            Rotate(backups);
            return true;
        }
        catch (OperationCanceledException)
        {
            // The server stops: nothing was left half-made, and the next start makes up for it.
        }
        catch (ProblemException e)
        {
            LogFailure(e.Message);
        }
        catch (Exception e)
        {
            LogDefect(e, target);
        }

        return false;
    }

    /// <summary>When the newest nightly backup was made; <c>null</c> when there is none.</summary>
    public DateTimeOffset? Newest()
    {
        var backups = options.Value.FolderOf(folder);
        return Directory.Exists(backups) && Nightly(backups).FirstOrDefault() is { } newest ? new DateTimeOffset(File.GetLastWriteTimeUtc(newest)) : null;
    }

    private void Rotate(string backups)
    {
        foreach (var old in Nightly(backups).Skip(options.Value.Keep))
        {
            File.Delete(old);
        }
    }

    /// <summary>Newest first: their names sort by time.</summary>
    private static IEnumerable<string> Nightly(string backups) =>
        Directory.EnumerateFiles(backups, Prefix + "-????????T??????Z.zip").OrderDescending(StringComparer.Ordinal);

    [LoggerMessage(4001, LogLevel.Information, "Backed up to {File} ({Bytes} bytes)")]
    private partial void LogMade(string file, long bytes);

    [LoggerMessage(4002, LogLevel.Warning, "{File} was made, but: {Warning}")]
    private partial void LogWarning(string file, string warning);

    [LoggerMessage(4003, LogLevel.Error, "The nightly backup failed: {Problem}")]
    private partial void LogFailure(string problem);

    [LoggerMessage(4004, LogLevel.Error, "The nightly backup to {File} met a defect")]
    private partial void LogDefect(Exception exception, string file);
}
