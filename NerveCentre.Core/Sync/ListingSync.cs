using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>
/// Reads listings by time of modification, one pass per status. Now and then, and whenever AliExpress counts differently than we do,
/// it sweeps the whole catalogue, so that deleted listings leave it.
/// </summary>
internal sealed class ListingSync(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, IOptions<SyncOptions> options, TimeProvider clock) : IStreamSync
{
    private const int PageSize = 99;
    private const string Sweep = "listings-sweep";

    private static readonly (string Name, ListingStatus Status)[] Statuses =
    [
        (ListingStatuses.OnSelling, ListingStatus.Active),
        (ListingStatuses.Offline, ListingStatus.Offline),
        (ListingStatuses.Auditing, ListingStatus.Auditing),
        (ListingStatuses.EditingRequired, ListingStatus.EditingRequired),
    ];

    public string Stream => SyncStreams.Listings;

    public async Task RunAsync(StoreSummary store, AliExpressClient client, RunCounts counts, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var cursor = await Cursors.ReadAsync(contexts, store.Id, Stream, cancel);
        var swept = await Cursors.ReadAsync(contexts, store.Id, Sweep, cancel);
        var sweepIsDue = cursor is null || swept is null || now - swept > options.Value.SweepInterval || swept > now;
        if (!sweepIsDue)
        {
            // A cursor in the future (a clock set back) must not blind the reading.
            var from = (cursor < now ? cursor.Value : now) - options.Value.Overlap;
            await ReadAllAsync(store.Id, client, from, counts, null, cancel);
            await writer.WriteAsync(session => Cursors.Move(session, store.Id, Stream, now), cancel);
        }

        if (sweepIsDue || await CountsDifferAsync(store.Id, client, cancel))
        {
            await SweepAsync(store.Id, client, now, counts, cancel);
        }

        await ReadCategoriesAsync(store.Id, client, counts, cancel);
    }

    private async Task SweepAsync(int storeId, AliExpressClient client, DateTimeOffset started, RunCounts counts, CancellationToken cancel)
    {
        // Bound: the size of the catalogue, 8 bytes and a hash slot per listing.
        var seen = new HashSet<long>();
        var active = await ReadAllAsync(storeId, client, null, counts, seen, cancel);
        var missing = await MissingAsync(storeId, seen, cancel);
        if (missing.Count > 0)
        {
            // A listing that changed its status while we read may have slipped past every pass; it was modified since.
            await ReadAllAsync(storeId, client, started - options.Value.Overlap, counts, seen, cancel);
            missing.RemoveAll(l => seen.Contains(l.Id));
        }

        var lost = missing.Count(l => l.Status is ListingStatus.Active);
        if (active is 0 && lost > 0)
        {
            throw new ProblemException($"AliExpress told no active listing at all, where {lost} were known and none of them turned up under another status. They were kept. The next read mends it; if it stays so, look at the store in Seller Center.");
        }

        await writer.WriteAsync(
            session =>
            {
                var listings = session.Listings(storeId);
                foreach (var (id, _) in missing)
                {
                    listings.SetGone(id);
                    counts.Gone++;
                }

                Cursors.Move(session, storeId, Stream, started);
                Cursors.Move(session, storeId, Sweep, started);
            },
            cancel);
    }

    /// <returns>How many active listings were told.</returns>
    private async Task<int> ReadAllAsync(int storeId, AliExpressClient client, DateTimeOffset? modifiedFrom, RunCounts counts, HashSet<long>? seen, CancellationToken cancel)
    {
        var active = 0;
        foreach (var (name, status) in Statuses)
        {
            await foreach (var page in PagesAsync(client, name, modifiedFrom, cancel))
            {
                counts.Read += page.Count;
                active += status is ListingStatus.Active ? page.Count : 0;
                seen?.UnionWith(page.Select(l => l.ProductId));
                await writer.WriteAsync(session => Write(session, storeId, page, name, status, counts), cancel);
            }
        }

        return active;
    }

    /// <summary>The pages of one status. When the total changes on the way, rows have moved between pages: it begins again.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<ListingRow>> PagesAsync(
        AliExpressClient client,
        string status,
        DateTimeOffset? modifiedFrom,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var restarts = 0;
        int? total = null;
        for (var page = 1; ; page++)
        {
            var answer = (await client.GetListingsAsync(new ListingQuery(status, page, PageSize, modifiedFrom), cancel)).Required();
            if (total is { } before && before != answer.TotalCount && restarts++ < 5)
            {
                (total, page) = (null, 0);
                continue;
            }

            total = answer.TotalCount;
            if (answer.Rows.Count > 0)
            {
                yield return answer.Rows;
            }

            if (page >= answer.TotalPages)
            {
                yield break;
            }
        }
    }

    private static void Write(WriteSession session, int storeId, IReadOnlyList<ListingRow> page, string rawStatus, ListingStatus status, RunCounts counts)
    {
        var listings = session.Listings(storeId);
        foreach (var row in page)
        {
            counts.Count(listings.Upsert(new ListingInput(row.ProductId, row.Subject, status, rawStatus, row.FreightTemplateId is 0 ? null : row.FreightTemplateId, row.Created, row.Modified)));
        }
    }

    private async Task<bool> CountsDifferAsync(int storeId, AliExpressClient client, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        foreach (var (name, status) in Statuses)
        {
            var told = (await client.GetListingsAsync(new ListingQuery(name, 1, 1), cancel)).Required().TotalCount;
            if (told != await db.Listings.CountAsync(l => l.StoreId == storeId && l.Status == status, cancel))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<List<(long Id, ListingStatus Status)>> MissingAsync(int storeId, HashSet<long> seen, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        var missing = new List<(long, ListingStatus)>();
        var stored = db.Listings.Where(l => l.StoreId == storeId && l.Status != ListingStatus.Gone).Select(l => new { l.ListingId, l.Status }).AsAsyncEnumerable();
        await foreach (var listing in stored.WithCancellation(cancel))
        {
            if (!seen.Contains(listing.ListingId))
            {
                missing.Add((listing.ListingId, listing.Status));
            }
        }

        return missing;
    }

    /// <summary>Categories matter only where a destination is restricted for one: without such pairs, no call is made.</summary>
    private async Task ReadCategoriesAsync(int storeId, AliExpressClient client, RunCounts counts, CancellationToken cancel)
    {
        List<long> backlog;
        using (var db = contexts.CreateDbContext())
        {
            backlog = !await db.Restrictions.AnyAsync(r => r.StoreId == storeId, cancel) ? [] : await db.Listings
                .Where(l => l.StoreId == storeId && l.CategoryId == null && l.Status == ListingStatus.Active)
                .OrderByDescending(l => l.ListingId).Select(l => l.ListingId).Take(options.Value.DetailCallsPerRun)
                .ToListAsync(cancel);
        }

        foreach (var batch in backlog.Chunk(200))
        {
            var categories = new ConcurrentBag<(long Listing, long Category)>();
            await Parallel.ForEachAsync(
                batch,
                new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelCalls, CancellationToken = cancel },
                async (id, token) =>
                {
                    var answer = await client.GetListingAsync(id, token);
                    // A listing that cannot be read by itself stays without a category and is asked for again.
                    if (answer.Error is not { Kind: AliExpressErrorKind.Request } && answer.Required().CategoryId is { } category)
                    {
                        categories.Add((id, category));
                    }
                });
            await writer.WriteAsync(
                session =>
                {
                    foreach (var (listing, category) in categories)
                    {
                        counts.Count(session.Listings(storeId).SetCategory(listing, category));
                    }
                },
                cancel);
        }
    }
}
