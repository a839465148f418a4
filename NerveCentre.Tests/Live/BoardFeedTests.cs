using NerveCentre.Core.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NerveCentre.Core;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Live;

/// <summary>What changed, computed once, reaches everyone who watches.</summary>
public sealed class BoardFeedTests
{
    /// <summary>Longer than the wait for the end of a burst, and as long as the interval of asking.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task SyncThatChangedSomething_IsOneRecomputationAndOneSnapshotForEachViewer()
    {
        await using var board = await Board.WatchedByAsync(3);
        var before = board.Feed.Recomputations;
        board.Installation.Sandbox.AssignRightTemplateToBatch();

        await board.Installation.SyncAsync(SyncStreams.Listings);

        await board.UntilNewAsync();
        foreach (var viewer in board.Viewers)
        {
            Assert.Equal(4138, (await viewer.NextAsync()).Coverage.Covered);
        }

        await board.RoundsAsync(3);
        Assert.Equal(before + 1, board.Feed.Recomputations);
        Assert.All(board.Viewers, v => Assert.Equal(1, v.Received));
    }

    [Fact]
    public async Task BurstOfChanges_IsOneRecomputation()
    {
        await using var board = await Board.WatchedByAsync(1);
        var before = board.Feed.Recomputations;

        for (var i = 0; i < 100; i++)
        {
            await board.ChangeAsync($"burst-{i}");
        }

        Assert.Equal(1232 + 100, (await board.NextAsync(board.Viewers[0])).Demand.Total);
        await board.RoundsAsync(3);
        Assert.Equal(before + 1, board.Feed.Recomputations);
    }

    [Fact]
    public async Task SyncThatChangesNothing_ToldFreshnessButComputesNothing()
    {
        await using var board = await Board.WatchedByAsync(1);
        var (before, coverage) = (board.Feed.Recomputations, (await board.Feed.GetAsync(Caller.CommandLine, board.Store, default)).Coverage);
        board.Installation.Clock.Advance(TimeSpan.FromSeconds(1));

        await board.Installation.SyncAsync(SyncStreams.Templates);
        var snapshot = await board.NextAsync(board.Viewers[0]);
        await board.RoundsAsync(3);
        Assert.Same(coverage, snapshot.Coverage);
        Assert.Equal(TestClock.Noon.AddSeconds(1), snapshot.Streams.Single(s => s.Stream is SyncStreams.Templates).LastSuccess);
        Assert.Equal(before, board.Feed.Recomputations);
    }

    [Fact]
    public async Task ChangeByAnotherProcess_IsFoundByAsking()
    {
        await using var board = await Board.WatchedByAsync(1);
        var before = board.Feed.Recomputations;
        // A second Core over the same file, which tells this one nothing.
        await using (var other = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(board.Installation.Clock)
            .AddNerveCentreCore(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), board.Installation.Folder).BuildServiceProvider())
        {
            await Board.ChangeAsync(other.GetRequiredService<StoreWriter>(), board.Store, "from-outside");
        }

        Assert.Equal(1233, (await board.NextAsync(board.Viewers[0])).Demand.Total);
        await board.RoundsAsync(3);
        Assert.Equal(before + 1, board.Feed.Recomputations);
    }

    [Fact]
    public async Task StoreThatCannotBeRead_HoldsUpNoOther()
    {
        await using var board = await Board.WatchedByAsync(1);
        var other = (await board.Installation.StoreAsync("Other")).Id;
        Assert.Equal(0, (await board.Feed.GetAsync(Caller.CommandLine, other, default)).Demand.Total);
        using (var db = board.Installation.Db())
        {
            await db.Database.ExecuteSqlAsync($"UPDATE Stores SET PriorityMarkets = 'nonsense', Revision = Revision + 1 WHERE Id = {board.Store}");
        }

        await using (var elsewhere = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(board.Installation.Clock)
            .AddNerveCentreCore(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), board.Installation.Folder).BuildServiceProvider())
        {
            await Board.ChangeAsync(elsewhere.GetRequiredService<StoreWriter>(), other, "from-outside");
        }

        await board.RoundsAsync(3);
        Assert.Equal(1, (await board.Feed.GetAsync(Caller.CommandLine, other, default)).Demand.Total);
    }

    [Fact]
    public async Task CountThatFailed_IsTriedAgainByWhoeverAsksNext()
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync("Shop")).Id;
        var feed = installation.Get<BoardFeed>();
        var snapshot = await feed.GetAsync(Caller.CommandLine, store, default);
        var query = new Core.Demand.DemandQuery(snapshot.Demand.Query.Window, Core.Demand.Attribution.Ship);
        using (var db = installation.Db())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE OrderCounts RENAME TO Elsewhere");
            await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => feed.DemandAsync(Caller.CommandLine, snapshot, query, default));
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE Elsewhere RENAME TO OrderCounts");
        }

        Assert.Equal(0, (await feed.DemandAsync(Caller.CommandLine, snapshot, query, default)).Total);
    }

    [Fact]
    public async Task NothingNew_IsNotToldHoweverOftenItAsks()
    {
        await using var board = await Board.WatchedByAsync(1);
        var before = board.Feed.Recomputations;

        await board.RoundsAsync(20);

        Assert.Equal((before, 0), (board.Feed.Recomputations, board.Viewers[0].Received));
    }

    [Fact]
    public async Task RollingWindow_MovesOnWithoutAnyChange()
    {
        await using var board = await Board.WatchedByAsync(1);

        var snapshot = await board.NextAsync(board.Viewers[0]);

        Assert.InRange(snapshot.At, TestClock.Noon.AddSeconds(60), TestClock.Noon.AddSeconds(70));
        Assert.Equal(snapshot.At, snapshot.Demand.Query.Window.To);
    }

    [Fact]
    public async Task SlowViewer_GetsOnlyTheNewest()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var feed = installation.Get<BoardFeed>();
        await feed.GetAsync(Caller.CommandLine, store, default);
        await using var slow = feed.WatchAsync(Caller.CommandLine, store, default).GetAsyncEnumerator();
        var first = slow.MoveNextAsync();

        await ChangeAsync(0);
        Assert.True(await first);
        Assert.Equal(1233, slow.Current.Demand.Total);

        // Nobody reads while these four are published.
        for (var i = 1; i < 5; i++)
        {
            await ChangeAsync(i);
        }

        Assert.True(await slow.MoveNextAsync());
        Assert.Equal(1237, slow.Current.Demand.Total);

        async Task ChangeAsync(int number)
        {
            await Board.ChangeAsync(installation.Writer, store, $"change-{number}");
            await feed.RefreshAsync(store, TimeSpan.MaxValue, default);
        }
    }

    [Fact]
    public async Task OtherDefinitionOfTheMap_IsComputedOncePerSnapshot()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var feed = installation.Get<BoardFeed>();
        var snapshot = await feed.GetAsync(Caller.CommandLine, store, default);
        var query = snapshot.Demand.Query with { ExcludeCancelled = true };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => feed.DemandAsync(Caller.CommandLine, snapshot, query, default)));

        Assert.All(answers, a => Assert.Same(answers[0], a));
        Assert.Same(snapshot.Demand, await feed.DemandAsync(Caller.CommandLine, snapshot, snapshot.Demand.Query with { }, default));
        Assert.True(answers[0].Total < snapshot.Demand.Total);
    }

    [Fact]
    public async Task ViewerThatLeaves_IsForgotten()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var feed = installation.Get<BoardFeed>();
        using var leave = new CancellationTokenSource();
        var watch = feed.WatchAsync(Caller.CommandLine, store, leave.Token).GetAsyncEnumerator();
        var next = watch.MoveNextAsync();
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        await watch.DisposeAsync();

        await Board.ChangeAsync(installation.Writer, store, "1");
        Assert.Equal(1233, (await feed.RefreshAsync(store, TimeSpan.MaxValue, default)).Demand.Total);
    }

    private sealed class Viewer(IAsyncEnumerator<BoardSnapshot> watch)
    {
        private readonly System.Threading.Channels.Channel<BoardSnapshot> _seen = System.Threading.Channels.Channel.CreateUnbounded<BoardSnapshot>();
        private int _received;

        public int Received => _received;

        public async Task RunAsync()
        {
            // The first call runs up to the subscription before it returns.
            try
            {
                while (await watch.MoveNextAsync())
                {
                    Interlocked.Increment(ref _received);
                    _seen.Writer.TryWrite(watch.Current);
                }
            }
            catch (OperationCanceledException)
            {
            }
        }

        public Task<BoardSnapshot> NextAsync() => _seen.Reader.ReadAsync().AsTask().WaitAsync(Patience.Time);
    }

    private sealed class Board : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly BackgroundService _producer;
        private BoardSnapshot? _shown;

        private Board(Installation installation, int store)
        {
            (Installation, Store) = (installation, store);
            _producer = ActivatorUtilities.CreateInstance<BoardProducer>(installation.Get<IServiceProvider>());
        }

        public Installation Installation { get; }

        public int Store { get; }

        public BoardFeed Feed => Installation.Get<BoardFeed>();

        public List<Viewer> Viewers { get; } = [];

        public static async Task<Board> WatchedByAsync(int viewers)
        {
            var installation = await Installation.FilledAsync();
            var board = new Board(installation, (await installation.SandboxStoreAsync()).Id);
            board._shown = await board.Feed.GetAsync(Caller.CommandLine, board.Store, default);
            for (var i = 0; i < viewers; i++)
            {
                var viewer = new Viewer(board.Feed.WatchAsync(Caller.CommandLine, board.Store, board._end.Token).GetAsyncEnumerator());
                board.Viewers.Add(viewer);
                _ = viewer.RunAsync();
            }

            var waits = installation.Clock.NextTimerAsync();
            await board._producer.StartAsync(default);
            await waits.WaitAsync(Patience.Time);
            return board;
        }

        public static Task ChangeAsync(StoreWriter writer, int store, string order) => writer.WriteAsync(
            session =>
            {
                session.Orders(store).Upsert(An.Order(order, TestClock.Noon.AddMinutes(-1)));
                session.MarkChanged(store);
            },
            default);

        public Task ChangeAsync(string order) => ChangeAsync(Installation.Writer, Store, order);

        /// <summary>Lets time pass until the feed has something new, and no longer: viewers get it in their own time.</summary>
        public async Task UntilNewAsync()
        {
            while (ReferenceEquals(await Feed.GetAsync(Caller.CommandLine, Store, default), _shown))
            {
                var waits = Installation.Clock.NextTimerAsync();
                Installation.Clock.Advance(Poll);
                await waits.WaitAsync(Patience.Time);
            }

            _shown = await Feed.GetAsync(Caller.CommandLine, Store, default);
        }

        public async Task<BoardSnapshot> NextAsync(Viewer viewer)
        {
            await UntilNewAsync();
            return await viewer.NextAsync();
        }

        /// <summary>Lets time pass until the producer has gone round as often.</summary>
        public async Task RoundsAsync(int rounds)
        {
            for (var i = 0; i < rounds; i++)
            {
                var waits = Installation.Clock.NextTimerAsync();
                Installation.Clock.Advance(Poll);
                await waits.WaitAsync(Patience.Time);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _producer.StopAsync(default);
            _producer.Dispose();
            _end.Dispose();
            await Installation.DisposeAsync();
        }
    }
}
