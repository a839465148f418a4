using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using Quartz;

namespace NerveCentre.Core.Health;

/// <summary>Finds out what keeps this server from showing fresh figures: the database, the scheduler, a source that has not been read for too long.</summary>
internal sealed class Readiness(DataFolder folder, StoreDirectory stores, SyncFreshness freshness, ISchedulerFactory schedulers, IOptions<SyncOptions> sync, TimeProvider clock)
{
    /// <summary>With less than this SQLite soon cannot write.</summary>
    private const long LeastFreeBytes = 16 * 1024 * 1024;

    // A server that slept is not unwell before it has had the time to read anew.
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    /// <returns>In words for the owner; empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancel)
    {
        var problems = new List<string>();
        if (Database() is { } database)
        {
            problems.Add(database);
        }

        var scheduler = await schedulers.GetScheduler(cancel);
        if (scheduler.Status is not SchedulerStatus.Running)
        {
            problems.Add($"The scheduler does not run ({scheduler.Status}); restart the server.");
        }

        if (problems.Count is 0)
        {
            problems.AddRange(await OverdueAsync(cancel));
        }

        return problems;
    }

    private string? Database()
    {
        try
        {
            // Opening for writing makes a file where there is none; that would hide the loss of it.
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            // Takes the writer's lock, changes a page and takes it back: nothing reaches the disk.
            command.CommandText = "BEGIN IMMEDIATE; UPDATE Stores SET Revision = Revision; ROLLBACK;";
            command.ExecuteNonQuery();
            return new DriveInfo(folder.Path).AvailableFreeSpace < LeastFreeBytes ? $"The disk that holds {folder.Path} is full. Free some space." : null;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6)
        {
            // Somebody else writes, so it can be written.
            return null;
        }
        catch (SqliteException e)
        {
            return folder.Explain(e)?.Message ?? $"The database {folder.Database} cannot be written: {e.Message}";
        }
    }

    private async Task<IEnumerable<string>> OverdueAsync(CancellationToken cancel)
    {
        var overdue = new List<string>();
        var now = clock.GetUtcNow();
        foreach (var store in (await stores.ListAsync(cancel)).Where(StoreConnections.IsConnected))
        {
            foreach (var stream in await freshness.ReadAsync(store, cancel))
            {
                // Two turns may fail, and one may take as long as it is allowed to.
                var patience = (3 * stream.Interval!.Value) + sync.Value.TimeLimit;
                var since = stream.LastSuccess is { } last && last > _startedAt ? last : _startedAt;
                if (now - since > patience)
                {
                    overdue.Add($"{stream.Stream} of {store.Name} have not been read since {stream.LastSuccess?.ToString("u", System.Globalization.CultureInfo.InvariantCulture) ?? "ever"}: {stream.LastError ?? "no run has ended well."}");
                }
            }
        }

        return overdue;
    }
}
