using NerveCentre.Core.Access;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Country;
using NerveCentre.Tests.Board;
using NerveCentre.Tests.Shared;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Demand;

/// <summary>Nothing is compared with days whose orders were never read.</summary>
public sealed class ComparisonTests : IDisposable
{
    private static readonly DateTimeOffset Noon = TestClock.Noon;
    private readonly CultureScope _english = new("en");

    [Theory]
    [InlineData(60, 0, true)]
    [InlineData(59.6, 0, true)]
    [InlineData(59, 0, false)]
    [InlineData(59, 1, false)]
    [InlineData(90, 31, false)]
    [InlineData(91, 31, true)]
    public async Task StoreOfFiles_IsComparedFromTheDayOfItsOldestOrderOn(double oldest, int windowEnded, bool compares)
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync("Shop")).Id;
        await WriteAsync(installation, store, [Noon.AddDays(-oldest), Noon.AddDays(-45), Noon.AddDays(-1)]);

        var board = await BoardAsync(installation, store, DemandWindows.Rolling(Noon.AddDays(-windowEnded)));

        Assert.Equal(compares, board.KnowsBefore);
    }

    /// <summary>A file that was imported some days ago says nothing of the days since.</summary>
    [Theory]
    [InlineData(0.2, true, 1, "")]
    [InlineData(10, true, 0, "Orders are here up to 6 March 2026. The 30\u00A0days before are counted up to the same point.")]
    [InlineData(31, false, 0, "")]
    public async Task StoreOfFiles_IsComparedUpToTheDayOfItsNewestOrder(double newest, bool compares, int lateOrders, string told)
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync("Shop")).Id;
        // On either side of where the window before is cut: 40 and 39.2 days back.
        await WriteAsync(installation, store, [Noon.AddDays(-80), Noon.AddDays(-50), Noon.AddDays(-39.2), Noon.AddDays(-newest)]);

        var board = await installation.Get<BoardFeed>().GetAsync(Caller.CommandLine, store, default);

        Assert.Equal((compares, told), (board.CanCompare, string.Join(' ', ComparisonWords.Open(board))));
        Assert.Equal(compares ? null : "Not compared: orders are here up to 13 February 2026.", ComparisonWords.NotCompared(board));
        if (compares)
        {
            Assert.Equal(1 + lateOrders, board.PreviousDemand.Total);
        }
    }

    /// <summary>An old order that changes is read long before all others of its day.</summary>
    [Theory]
    [InlineData(61, true)]
    [InlineData(59, false)]
    [InlineData(0, false)]
    public async Task SyncedStore_IsComparedAsFarAsItsBackfillHasCome(int readDownTo, bool compares)
    {
        await using var installation = Installation.Empty();
        var store = (await installation.StoreAsync("Shop")).Id;
        await WriteAsync(installation, store, [Noon.AddDays(-300), Noon.AddDays(-45), Noon.AddDays(-1)]);
        await installation.Writer.WriteAsync(
            session => session.Db.Backfills.Add(new BackfillRecord { StoreId = store, From = Noon.AddDays(-90), Until = Noon, ReadDownTo = Noon.AddDays(-readDownTo), StartedAt = Noon }), default);

        var board = await BoardAsync(installation, store, DemandWindows.Rolling(Noon));

        Assert.Equal((compares, compares), (board.KnowsBefore, board.CanCompare));
    }

    [Fact]
    public void DaysThatWereNeverRead_AreToldAndMeasureNothing()
    {
        var board = Unread(Sample.Demand(0, ("BR", 500)));
        var map = new MapFigures(board);
        var view = new MapView(Measure.Change, Sort: "-change");
        var country = new CountryFigures(Sample.C("BR"), board);
        const string why = "Not compared: orders are here from 1 February 2026 on.";

        Assert.False(map.CanCompare);
        Assert.Equal(why, DemandSentences.Of(map, view, MapKey.For(map, view)));
        Assert.Equal("No data: orders are here from 1 February 2026 on", Assert.Single(MapKey.For(map, view).Classes).Label);
        Assert.Equal(why, country.ChangeSentence);
        Assert.Equal(why, ComparisonWords.Compared(board, new("UTC")));
        Assert.Equal("No orders in this window.", new CountryFigures(Sample.C("PL"), board).OrdersSentence);
    }

    [Fact]
    public void WindowThatGoesOn_SaysSoAndUpToWhenItIsCounted()
    {
        var today = DemandWindows.Range(new DateOnly(2026, 3, 16), new DateOnly(2026, 3, 16), "America/Los_Angeles");
        var board = Sample.Snapshot(newestOrder: Noon);
        board = board with
        {
            Demand = board.Demand with { Query = new DemandQuery(today) },
            PreviousDemand = board.PreviousDemand with { Query = new DemandQuery(DemandWindows.Before(today, board.At)) },
        };

        Assert.Equal(["The last day is not over: orders up to 05:00 are counted.", "The 1\u00A0day before is counted up to the same point."], ComparisonWords.Open(board));
        Assert.Empty(ComparisonWords.Open(Sample.Snapshot(newestOrder: Noon)));
        Assert.Equal("Change is against the orders from 15 Mar 2026 00:00:00 −07:00 to 15 Mar 2026 05:00:00 −07:00.", ComparisonWords.Compared(board, new("America/Los_Angeles")));
    }

    public void Dispose() => _english.Dispose();

    private static BoardSnapshot Unread(DemandReading demand)
    {
        var board = Sample.Snapshot(demand: demand, newestOrder: Noon);
        return board with { Store = board.Store with { ReadDownTo = new DateTimeOffset(2026, 2, 1, 12, 0, 0, TimeSpan.Zero) } };
    }

    private static Task WriteAsync(Installation installation, int store, IEnumerable<DateTimeOffset> placed) => installation.Writer.WriteAsync(
        session =>
        {
            foreach (var (at, i) in placed.Select((at, i) => (at, i)))
            {
                session.Orders(store).Upsert(An.Order($"{i}", at, "BR", "BR", OrderStatus.Paid));
            }
        },
        default);

    private static async Task<BoardSnapshot> BoardAsync(Installation installation, int store, DemandWindow window)
    {
        var feed = installation.Get<BoardFeed>();
        var snapshot = await feed.GetAsync(Caller.CommandLine, store, default);
        return await feed.CountedAsync(Caller.CommandLine, snapshot, new DemandQuery(window), default);
    }
}
