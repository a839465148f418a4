using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Files;

/// <summary>Imports a file: streamed, in one transaction, idempotent. Rows that cannot be read go to a file of their own.</summary>
public sealed class FileImport(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TimeProvider clock)
{
    /// <summary>Rows between two reports of progress.</summary>
    private const int Step = 500;

    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    /// <exception cref="ConfirmationNeededException">More would be taken out of use than was agreed to; nothing was written.</exception>
    /// <exception cref="ProblemException">The file as a whole cannot be used; nothing was written but that it failed.</exception>
    public async Task<ImportResult> RunAsync(Caller caller, ImportRequest request, CancellationToken cancel)
    {
        var started = clock.GetUtcNow();
        var known = Find(request.Store.Trim());
        var right = known is null ? Right.ImportOrders : Right.ImportFiles;
        await guard.DemandAsync(caller, right, known?.Id, cancel);
        RefuseSynced(known);
        try
        {
            using var file = MappedFile.Open(request.File, request.Name, request.Mapping, request.MostUnpacked);
            using var rejects = new RejectedRows(request.IsTrial ? null : request.RejectsTo, file.Reader.Headers);
            return await guard.WriteAsync(
                caller,
                right,
                known?.Id,
                session =>
                {
                    var storeId = known?.Id ?? MakeStore(session, caller, request);
                    return Import(session, caller, request, storeId, file, rejects, started, cancel);
                },
                cancel);
        }
        catch (TrialEndedException trial)
        {
            return trial.Result;
        }
        catch (ProblemException problem) when (problem is not (AccessRefusedException or ConfirmationNeededException) && known is not null && !request.IsTrial)
        {
            await RecordFailureAsync(caller, right, known.Id, request, started, problem.Message);
            throw;
        }
    }

    /// <summary>The mapping with which files of this kind were last imported from the page; <c>null</c> when none was.</summary>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task<FileMapping?> RememberedAsync(Caller caller, int storeId, FileKind kind, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ImportFiles, storeId, cancel);
        using var db = contexts.CreateDbContext();
        return await db.FileMappings.AsNoTracking().FirstOrDefaultAsync(m => m.StoreId == storeId && m.Kind == kind, cancel) is { } row ? FileMappingRecord.Read(row) : null;
    }

    internal static void RefuseSynced(StoreSummary? store)
    {
        if (store is { Kind: not StoreKind.File })
        {
            throw new ProblemException($"The store '{store.Name}' is synced and takes no file. Import into a store of another name.");
        }
    }

    internal static string StreamOf(FileKind kind) => kind switch
    {
        FileKind.Orders => SyncStreams.Orders,
        FileKind.Listings => SyncStreams.Listings,
        _ => SyncStreams.Templates,
    };

    internal bool IsTaken(string store) => Find(store.Trim()) is not null;

    private StoreSummary? Find(string name)
    {
        using var db = contexts.CreateDbContext();
        return StoreDirectory.Summaries(db, db.Stores.Where(s => s.Name == name)).FirstOrDefault();
    }

    private int MakeStore(WriteSession session, Caller caller, ImportRequest request)
    {
        var made = StoreDirectory.NewStore(request.Store, StoreKind.File, request.ZoneOfNewStore, clock.GetUtcNow());
        session.Db.Stores.Add(made);
        session.Db.SaveChanges();
        session.Audit(caller, clock, AuditActions.StoreMade, made.Id, made.Name, after: $"fed by files, days in {request.ZoneOfNewStore}");
        return made.Id;
    }

    private ImportResult Import(WriteSession session, Caller caller, ImportRequest request, int storeId, MappedFile file, RejectedRows rejects, DateTimeOffset started, CancellationToken cancel)
    {
        var counts = new RunCounts();
        using var taker = RowTaker.Of(new ImportedFile(session, storeId, file, rejects, counts, started, request.Whole));
        TakeAll(file, taker, counts, request, cancel);
        counts.Gone = rejects.Count;
        var result = new ImportResult(
            counts.Read, counts.Added, counts.Updated, counts.Unchanged, rejects.Count, taker.Left, rejects.Count > 0 ? rejects.Path : null, rejects.First, new Dictionary<string, int>(taker.UnknownTexts), counts.Note)
        {
            LacksBuyerCountry = file.Mapping is { Kind: FileKind.Orders, ShipForBuyer: false } && !file.Has("buyer_country"),
        };
        if (request.IsTrial)
        {
            throw new TrialEndedException(result);
        }

        RefuseUnconfirmed(request, taker.Left);
        Record(session, caller, request, storeId, started, counts, taker.Left);
        // The rejects are on disk before the commit: what was left out can always be looked up.
        rejects.Publish();
        return result;
    }

    private static void TakeAll(MappedFile file, RowTaker taker, RunCounts counts, ImportRequest request, CancellationToken cancel)
    {
        while (file.Read())
        {
            cancel.ThrowIfCancellationRequested();
            counts.Read++;
            taker.Take();
            if (counts.Read % Step is 0)
            {
                request.Progress?.Tell(counts.Read, file.Progress);
            }
        }

        request.Progress?.Tell(counts.Read, file.Progress);
        if (counts.Read is 0 && !request.Whole)
        {
            throw new ProblemException($"{request.Name} has a header row but no {Words(request.Mapping.Kind, one: true)} below it. Nothing was changed.");
        }

        taker.Finish();
    }

    private static void RefuseUnconfirmed(ImportRequest request, int left)
    {
        if (left > request.Confirmed)
        {
            var those = request.Mapping.Kind is FileKind.Listings ? "become offline" : "be marked as gone";
            throw new ConfirmationNeededException(
                left,
                $"{(left is 1 ? $"1 {Words(request.Mapping.Kind, one: true)} that is" : $"{left} {Words(request.Mapping.Kind)} that are")} not in {request.Name} would {those}. Nothing was changed.");
        }
    }

    private void Record(WriteSession session, Caller caller, ImportRequest request, int storeId, DateTimeOffset started, RunCounts counts, int left)
    {
        var (kind, stream) = (request.Mapping.Kind, StreamOf(request.Mapping.Kind));
        var run = new RunRecord { StoreId = storeId, Stream = stream, StartedAt = started };
        RunRecords.Close(run, counts, null, clock.GetUtcNow());
        session.Db.Runs.Add(run);
        session.Audit(
            caller,
            clock,
            kind switch { FileKind.Orders => AuditActions.OrdersImported, FileKind.Listings => AuditActions.ListingsImported, _ => AuditActions.TemplatesImported },
            storeId,
            Path.GetFileName(request.Name),
            after: $"{run.Added} added, {run.Updated} updated, {run.Unchanged} unchanged, {run.Gone} rejected");
        if (request.RemembersMapping)
        {
            FileMappingRecord.Keep(session, storeId, request.Mapping, clock.GetUtcNow());
        }

        RunRecords.Trim(session, storeId, stream, 500);
        if (counts.Added + counts.Updated + left > 0)
        {
            session.MarkChanged(storeId);
        }
        else
        {
            session.MarkRead(storeId);
        }
    }

    /// <summary>Also a failed import leaves a record: whoever looks at the store later sees that a file was tried and why it was not taken.</summary>
    private async Task RecordFailureAsync(Caller caller, Right right, int storeId, ImportRequest request, DateTimeOffset started, string error)
    {
        try
        {
            await guard.WriteAsync(
                caller,
                right,
                storeId,
                session =>
                {
                    var run = new RunRecord { StoreId = storeId, Stream = StreamOf(request.Mapping.Kind), StartedAt = started };
                    RunRecords.Close(run, new RunCounts(), error, clock.GetUtcNow());
                    session.Db.Runs.Add(run);
                    RunRecords.Trim(session, storeId, run.Stream, 500);
                    session.MarkRead(storeId);
                },
                CancellationToken.None);
        }
        catch (ProblemException)
        {
            // The database cannot be written to, which is what the first failure says.
        }
    }

    internal static string Words(FileKind kind, bool one = false) => (kind, one) switch
    {
        (FileKind.Orders, true) => "order",
        (FileKind.Orders, false) => "orders",
        (FileKind.Listings, true) => "listing",
        (FileKind.Listings, false) => "listings",
        (_, true) => "template",
        _ => "templates",
    };

    /// <summary>Takes a trial's transaction back, and its result out of it.</summary>
    private sealed class TrialEndedException(ImportResult result) : Exception
    {
        public ImportResult Result { get; } = result;
    }
}
