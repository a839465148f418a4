using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;

namespace NerveCentre.Core.Store;

/// <summary>The one door for writing: one writer at a time, one transaction each, everything or nothing.</summary>
[InnerWorks]
public sealed class StoreWriter(IDbContextFactory<NerveCentreDb> contexts, DataFolder folder, StoreChanges changes) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Runs <paramref name="work"/> in a transaction of its own and commits it.</summary>
    /// <exception cref="ProblemException">The file cannot be written to; nothing was.</exception>
    public Task<T> WriteAsync<T>(Func<WriteSession, T> work, CancellationToken cancel) => WriteAsync(session => Task.FromResult(work(session)), cancel);

    /// <summary>The same for work that libraries make asynchronous. Nothing in it may wait for anything but the database.</summary>
    /// <exception cref="ProblemException">The file cannot be written to; nothing was.</exception>
    public async Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            using var db = contexts.CreateDbContext();
            using var transaction = db.Database.BeginTransaction();
            using var session = new WriteSession(db);
            var result = await work(session);
            session.Finish();
            transaction.Commit();
            session.TellCommitted();
            foreach (var store in session.Told)
            {
                changes.Tell(store);
            }

            return result;
        }
        catch (SqliteException e) when (folder.Explain(e) is { } problem)
        {
            throw problem;
        }
        catch (DbUpdateException e) when (e.InnerException is SqliteException inner && folder.Explain(inner) is { } problem)
        {
            throw problem;
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task WriteAsync(Action<WriteSession> work, CancellationToken cancel) =>
        WriteAsync(
            session =>
            {
                work(session);
                return true;
            },
            cancel);

    public void Dispose() => _turn.Dispose();
}

/// <summary>One transaction of the writer.</summary>
public sealed class WriteSession : IDisposable
{
    private readonly Dictionary<int, OrderWriter> _orders = [];
    private readonly Dictionary<int, ListingWriter> _listings = [];
    private readonly HashSet<int> _changed = [];
    private readonly HashSet<int> _read = [];
    private readonly List<Action> _afterCommit = [];

    internal WriteSession(NerveCentreDb db)
    {
        Db = db;
        Connection = (SqliteConnection)db.Database.GetDbConnection();
    }

    public NerveCentreDb Db { get; }

    internal SqliteConnection Connection { get; }

    internal IEnumerable<int> Told => _changed.Union(_read);

    /// <summary>Says that this transaction can move a reading of the store: its revision goes up, and whoever watches is told after the commit.</summary>
    public void MarkChanged(int storeId) => _changed.Add(storeId);

    /// <summary>Says that the store's rows are fresher than before, though no reading moves: whoever watches is told after the commit.</summary>
    public void MarkRead(int storeId) => _read.Add(storeId);

    /// <summary>Does something once this transaction has been committed, and not if it is taken back.</summary>
    internal void AfterCommit(Action action) => _afterCommit.Add(action);

    internal void TellCommitted() => _afterCommit.ForEach(action => action());

    /// <exception cref="ProblemException">The store is gone.</exception>
    internal OrderWriter Orders(int storeId) =>
        _orders.TryGetValue(storeId, out var writer) ? writer : _orders[storeId] = new OrderWriter(Connection, Existing(storeId));

    /// <exception cref="ProblemException">The store is gone.</exception>
    internal ListingWriter Listings(int storeId) =>
        _listings.TryGetValue(storeId, out var writer) ? writer : _listings[storeId] = new ListingWriter(Connection, Existing(storeId));

    /// <summary>A read or an import that is under way while a store is erased must not write on: nothing else would refuse its rows.</summary>
    private int Existing(int storeId) => Db.Stores.Any(s => s.Id == storeId) ? storeId : throw new ProblemException("The store was erased meanwhile. Nothing more was written.");

    internal void Finish()
    {
        foreach (var writer in _orders.Values)
        {
            writer.FlushCounts();
        }

        foreach (var writer in _listings.Values)
        {
            writer.FlushCounts();
        }

        Db.SaveChanges();
        foreach (var store in _changed)
        {
            Db.Stores.Where(s => s.Id == store).ExecuteUpdate(set => set.SetProperty(s => s.Revision, s => s.Revision + 1));
        }
    }

    public void Dispose()
    {
        foreach (var writer in _orders.Values)
        {
            writer.Dispose();
        }

        foreach (var writer in _listings.Values)
        {
            writer.Dispose();
        }
    }
}

/// <summary>Tells which stores have changed. Bounded: the listener looks at the database itself, so a full mailbox loses nothing.</summary>
[InnerWorks]
public sealed class StoreChanges
{
    private readonly Channel<int> _mailbox = Channel.CreateBounded<int>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    internal ChannelReader<int> Reader => _mailbox.Reader;

    internal void Tell(int storeId) => _mailbox.Writer.TryWrite(storeId);
}
