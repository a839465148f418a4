using CsvHelper;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Files;

/// <summary>Imports a file of orders: streamed, in one transaction, idempotent. Rows that are no orders go to a file beside it.</summary>
public sealed class OrderImport(AccessGuard guard, TimeProvider clock)
{
    /// <param name="store">A store that is fed by files. Made together with its first orders if there is none of that name: a file that cannot be used leaves nothing behind.</param>
    /// <param name="zoneOfNewStore">IANA zone in which the days of a store that is made begin.</param>
    /// <exception cref="ProblemException">The file as a whole cannot be used; nothing was written.</exception>
    public Task<OrderImportResult> RunAsync(Caller caller, string file, string store, string zoneOfNewStore, OrderFileOptions options, CancellationToken cancel) =>
        RunAsync(
            caller,
            file,
            session =>
            {
                var name = store.Trim();
                if (session.Db.Stores.FirstOrDefault(s => s.Name == name) is not { } known)
                {
                    known = StoreDirectory.NewStore(name, StoreKind.File, zoneOfNewStore, clock.GetUtcNow());
                    session.Db.Stores.Add(known);
                    session.Db.SaveChanges();
                    session.Audit(caller, clock, AuditActions.StoreMade, known.Id, known.Name, after: $"fed by files, days in {zoneOfNewStore}");
                }

                RefuseSynced(known.Kind, known.Name);
                return known.Id;
            },
            options,
            cancel);

    /// <param name="store">A store that is fed by files.</param>
    /// <exception cref="ProblemException">The file as a whole cannot be used; nothing was written.</exception>
    public Task<OrderImportResult> RunAsync(Caller caller, string file, StoreSummary store, OrderFileOptions options, CancellationToken cancel)
    {
        RefuseSynced(store.Kind, store.Name);
        return RunAsync(caller, file, _ => store.Id, options, cancel);
    }

    private async Task<OrderImportResult> RunAsync(Caller caller, string file, Func<WriteSession, int> storeOf, OrderFileOptions options, CancellationToken cancel)
    {
        var started = clock.GetUtcNow();
        using var reader = ReadFile(file, () => CsvText.Open(file));
        using var rejects = new RejectedRows(file + ".rejected.csv", reader.Headers);
        var columns = Columns(file, [.. reader.Headers.Select(h => h.Trim())], options);
        var parser = new OrderRowParser(options, started);
        var counts = await guard.WriteAsync(
            caller,
            Right.ImportOrders,
            null,
            session =>
            {
                var storeId = storeOf(session);
                var run = Import(session, storeId, file, reader, columns, parser, rejects, cancel);
                session.Db.Runs.Add(NewRun(storeId, started, run));
                session.Audit(caller, clock, AuditActions.OrdersImported, storeId, Path.GetFileName(file), after: $"{run.Added} added, {run.Updated} updated, {run.Unchanged} unchanged, {run.Gone} rejected");
                RunRecords.Trim(session, storeId, SyncStreams.Import, 500);
                // The rejects are on disk before the commit: what was left out can always be looked up.
                rejects.Publish();
                return run;
            },
            cancel);
        return new OrderImportResult(counts.Added, counts.Updated, counts.Unchanged, counts.Gone, rejects.Count > 0 ? rejects.Path : null);
    }

    private static void RefuseSynced(StoreKind kind, string name)
    {
        if (kind is not StoreKind.File)
        {
            throw new ProblemException($"The store '{name}' is synced and takes no file. Import into a store of another name.");
        }
    }

    private RunRecord NewRun(int storeId, DateTimeOffset started, RunCounts counts)
    {
        var run = new RunRecord { StoreId = storeId, Stream = SyncStreams.Import, StartedAt = started };
        RunRecords.Close(run, counts, null, clock.GetUtcNow());
        return run;
    }

    private static RunCounts Import(WriteSession session, int storeId, string file, CsvReader reader, int[] columns, OrderRowParser parser, RejectedRows rejects, CancellationToken cancel)
    {
        var counts = new RunCounts();
        using var seen = new SeenIds(session);
        var orders = session.Orders(storeId);
        while (ReadFile(file, reader.Read))
        {
            cancel.ThrowIfCancellationRequested();
            counts.Read++;
            var line = reader.LineNumber;
            var text = new OrderText(Cell(0), Cell(1), Cell(2), Cell(3), Cell(4), Cell(5), Cell(6));
            var reason = parser.Parse(text, out var order);
            if (reason is null && seen.FirstLine(order.OrderId, line) is { } first)
            {
                reason = $"order_id '{order.OrderId}' already stands on line {first}; the first one is kept";
            }

            if (reason is not null)
            {
                rejects.Add(line, reason, reader);
                counts.Gone++;
                continue;
            }

            counts.Count(orders.Upsert(order));
        }

        if (counts.Read is 0)
        {
            throw new ProblemException($"{file} has a header row but no order below it. Nothing was changed.");
        }

        if (counts.Added + counts.Updated > 0)
        {
            session.MarkChanged(storeId);
        }
        else
        {
            session.MarkRead(storeId);
        }

        return counts;

        string Cell(int field) => columns[field] < 0 || columns[field] >= reader.FieldCount ? "" : reader.GetString(columns[field]).Trim();
    }

    /// <summary>Where each field stands; -1 for one that the file does not have.</summary>
    private static int[] Columns(string file, string[] header, OrderFileOptions options)
    {
        var at = OrderFileOptions.Fields.Select(field => Find(field, options.Columns.GetValueOrDefault(field))).ToArray();
        if (at[2] < 0 && at[3] < 0)
        {
            throw new ProblemException(Missing("buyer_country"));
        }

        return at;

        int Find(string field, string? named)
        {
            var matches = Enumerable.Range(0, header.Length).Where(i => string.Equals(header[i], named ?? field, StringComparison.OrdinalIgnoreCase)).ToList();
            return matches switch
            {
                [var one] => one,
                [] when named is null && field is not ("order_id" or "placed_at") => -1,
                [] => throw new ProblemException(named is null ? Missing(field) : $"{file} has no column '{named}' (given for {field}). Its columns are: {Listed()}."),
                _ => throw new ProblemException($"{file} has {matches.Count} columns headed '{named ?? field}'. Rename all but the right one, or name another with --column {field}=Header."),
            };
        }

        string Missing(string field) => $"{file} has no column '{field}'. Its columns are: {Listed()}. Say which one it is with --column {field}=Header.";

        string Listed() => string.Join(", ", header.Take(40).Select(h => $"'{(h.Length > 40 ? h[..40] + "…" : h)}'"));
    }

    /// <summary>Says in words what goes wrong while a file is read.</summary>
    private static T ReadFile<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new ProblemException($"{file} is a damaged gzip file ({e.Message}). Nothing was imported. Copy or download it again.", e);
        }
        catch (EndOfStreamException e)
        {
            throw new ProblemException($"{file} is cut short. Nothing was imported. Copy or download it again.", e);
        }
        catch (CsvFormatException e)
        {
            throw new ProblemException($"{file} cannot be read on from line {e.LineNumber}: {e.Message} A quotation mark that is never closed is the usual cause. Nothing was imported.", e);
        }
        catch (IOException e)
        {
            throw new ProblemException($"{file} could not be read to its end: {e.Message} Nothing was imported.", e);
        }
    }

    /// <summary>The ids of this file, in a temporary table: exact for any number of rows, and no memory.</summary>
    private sealed class SeenIds : IDisposable
    {
        private readonly Statement _add;
        private readonly Statement _find;

        public SeenIds(WriteSession session)
        {
            session.Db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS temp.ImportedIds");
            session.Db.Database.ExecuteSqlRaw("CREATE TEMP TABLE ImportedIds (Id TEXT PRIMARY KEY, Line INTEGER NOT NULL) STRICT, WITHOUT ROWID");
            _add = new Statement(session.Connection, "INSERT INTO temp.ImportedIds VALUES (?1, ?2) ON CONFLICT DO NOTHING");
            _find = new Statement(session.Connection, "SELECT Line FROM temp.ImportedIds WHERE Id = ?1");
        }

        /// <summary>The line on which an id stood before; <c>null</c> when it has not.</summary>
        public long? FirstLine(string id, long line)
        {
            if (_add.Bind(1, id).Bind(2, line).Execute() is 1)
            {
                return null;
            }

            try
            {
                return _find.Bind(1, id).Step() ? _find.Long(0) : null;
            }
            finally
            {
                _find.Reset();
            }
        }

        public void Dispose()
        {
            _add.Dispose();
            _find.Dispose();
        }
    }
}

/// <param name="Accepted">Orders that were not known before.</param>
/// <param name="RejectedFile">Where the rejected rows were written; <c>null</c> when there are none.</param>
public sealed record OrderImportResult(int Accepted, int Updated, int Unchanged, int Rejected, string? RejectedFile);
