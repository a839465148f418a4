using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Backup;

/// <summary>Tells the audit of backups. What was made or restored stands, whether it could be recorded or not.</summary>
internal sealed class BackupRecords(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, DataFolder folder, TimeProvider clock)
{
    /// <returns>Why it could not be recorded; <c>null</c> when it was, or there is no audit of this version's form yet.</returns>
    public Task<string?> MadeAsync(Caller caller, BackupMade made) =>
        RecordAsync(session => session.Audit(caller, clock, AuditActions.BackupMade, subject: made.File, after: $"{made.Size.ToString(CultureInfo.InvariantCulture)} bytes, {(made.WithKeys ? "with" : "without")} keys"));

    /// <inheritdoc cref="MadeAsync"/>
    /// <param name="file">The backup.</param>
    public Task<string?> RestoredAsync(Caller caller, string file, BackupRestored restored) =>
        RecordAsync(session => session.Audit(
            caller,
            clock,
            AuditActions.BackupRestored,
            subject: file,
            before: restored.Kept is { } kept ? $"kept in {kept}" : null,
            after: string.Create(CultureInfo.InvariantCulture, $"as of {restored.Manifest.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {(restored.Keys ? "with" : "without")} keys")));

    private async Task<string?> RecordAsync(Action<WriteSession> record)
    {
        try
        {
            using (var db = contexts.CreateDbContext())
            {
                // A command does not upgrade what it copies, and a backup may be made because an upgrade is to come.
                if (!db.Database.GetAppliedMigrations().SequenceEqual(db.Database.GetMigrations()))
                {
                    return null;
                }
            }

            await writer.WriteAsync(record, CancellationToken.None);
            return null;
        }
        catch (ProblemException e)
        {
            return $"It could not be recorded in the audit: {e.Message}";
        }
        catch (SqliteException e)
        {
            return $"It could not be recorded in the audit: {folder.Explain(e)?.Message ?? e.Message}";
        }
    }
}
