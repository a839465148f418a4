using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>
/// Reads what changed since the last time, then the countries of the newest orders, then goes on with the back-fill,
/// for as long as its turn lasts: while a back-fill of days is under way, new orders still come in with every turn.
/// </summary>
internal sealed class OrderSync(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, IOptions<SyncOptions> options, TimeProvider clock) : IStreamSync
{
    private const string LookedBack = "orders-sweep";

    private static readonly TimeSpan ShortestTurn = TimeSpan.FromSeconds(10);

    private readonly OrderWindows _windows = new(writer);
    private readonly OrderCountriesReader _countries = new(contexts, writer, clock);
    private readonly OrderBackfill _backfill = new(contexts, writer, clock);

    public string Stream => SyncStreams.Orders;

    public async Task RunAsync(StoreSummary store, AliExpressClient client, RunCounts counts, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var isComplete = true;
        if (await Cursors.ReadAsync(contexts, store.Id, Stream, cancel) is { } cursor)
        {
            isComplete = await ReadChangesAsync(store.Id, client, cursor, now, counts, cancel);
        }
        else
        {
            await _backfill.FoundAsync(store.Id, now, TimeSpan.FromDays(options.Value.BackfillDays), [Stream, LookedBack], cancel);
        }

        await GoOnAsync(store.Id, client, now, counts, cancel);
        if (!isComplete)
        {
            throw new ProblemException("AliExpress announced more orders than it told, again and again. What it told was kept; the next run reads the same time once more.");
        }
    }

    /// <returns>Whether everything was told that was announced; only then does the cursor reach <paramref name="now"/>.</returns>
    private async Task<bool> ReadChangesAsync(int storeId, AliExpressClient client, DateTimeOffset cursor, DateTimeOffset now, RunCounts counts, CancellationToken cancel)
    {
        var looksBack = await LooksBackAsync(storeId, now, cancel);
        // A cursor in the future (a clock set back) must not blind the reading.
        var from = (cursor < now ? cursor : now) - (looksBack ? options.Value.LookBack : options.Value.Overlap);
        var (length, complete) = (OrderWindows.Longest, true);
        while (from < now)
        {
            var to = now - from > length ? from + length : now;
            var closes = complete;
            var window = await _windows.ReadAsync(storeId, client, OrderTimes.Modified, from, to, counts, session => Close(session, closes, to), cancel);
            length = OrderWindows.Fit(to - from, window.Announced);
            if (window.IsRead)
            {
                complete &= window.IsComplete;
                from = to;
            }
        }

        return complete;

        void Close(WriteSession session, bool closes, DateTimeOffset to)
        {
            if (closes)
            {
                Cursors.Move(session, storeId, Stream, to);
                if (looksBack && to == now)
                {
                    Cursors.Move(session, storeId, LookedBack, now);
                }
            }
        }
    }

    /// <summary>Whether it is time to read further back than usual: some orders are told late.</summary>
    private async Task<bool> LooksBackAsync(int storeId, DateTimeOffset now, CancellationToken cancel) =>
        await Cursors.ReadAsync(contexts, storeId, LookedBack, cancel) is not { } last || last > now || now - last > options.Value.SweepInterval;

    private async Task GoOnAsync(int storeId, AliExpressClient client, DateTimeOffset started, RunCounts counts, CancellationToken cancel)
    {
        // Ends in time for the next one, so that the figures do not go stale meanwhile.
        var turn = TimeSpan.FromTicks(Math.Max(ShortestTurn.Ticks, options.Value.OrdersInterval.Ticks * 2 / 3));
        var length = OrderWindows.Longest;
        var countries = new CountriesTurn(options.Value.DetailCallsPerRun);
        var mark = started;
        while (clock.GetUtcNow() - started <= turn)
        {
            var backfill = await _backfill.OpenAsync(storeId, cancel);
            if (await ReadCountriesAsync(storeId, client, backfill, countries, counts, cancel))
            {
                continue;
            }

            if (backfill is null or { PausedAt: not null } || countries.IsOver)
            {
                break;
            }

            length = await _backfill.StepAsync(storeId, client, _windows, backfill, length, mark, counts, cancel);
            mark = clock.GetUtcNow();
        }

        await _backfill.SpendAsync(storeId, mark, cancel);
        if (counts.UntoldCountries > 0)
        {
            counts.Say($"AliExpress would not tell the country of {counts.UntoldCountries} orders; they count as unknown country and are asked for again.");
        }

        if (countries.Refusal is { } refusal)
        {
            throw new AliExpressException(refusal);
        }
    }

    /// <returns>Whether there may be more to read.</returns>
    private async Task<bool> ReadCountriesAsync(int storeId, AliExpressClient client, BackfillRecord? backfill, CountriesTurn turn, RunCounts counts, CancellationToken cancel)
    {
        if (turn.IsOver || turn.Refusal is not null)
        {
            return false;
        }

        try
        {
            // While the back-fill is paused, only what came in since.
            var after = backfill is { PausedAt: not null } ? backfill.Until : (DateTimeOffset?)null;
            var calls = await _countries.ReadBatchAsync(storeId, client, after, options.Value.ParallelCalls, turn.Method, counts, cancel);
            turn.Left -= calls;
            return calls > 0 && !turn.IsOver;
        }
        catch (AliExpressException refused) when (refused.Error.Kind is AliExpressErrorKind.Permission)
        {
            if (turn.Method.FallBack(counts))
            {
                return true;
            }

            // The orders themselves are of use without their countries.
            turn.Refusal = refused.Error;
            return false;
        }
    }

    private sealed class CountriesTurn(int left)
    {
        public int Left { get; set; } = left;

        public bool IsOver => Left <= 0;

        public CountriesMethod Method { get; } = new();

        public AliExpressError? Refusal { get; set; }
    }
}
