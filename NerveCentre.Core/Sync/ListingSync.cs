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
            var told = await ReadAllAsync(store.Id, client, from, counts, null, cancel);
            sweepIsDue = !told.IsComplete || await CountsDifferAsync(store.Id, client, cancel);
        }

        if (sweepIsDue)
        {
            await SweepAsync(store.Id, client, now, counts, cancel);
        }
        else
        {
            // Only now: an answer that does not fit what is known must not carry the cursor past what it left out.
            await writer.WriteAsync(session => Cursors.Move(session, store.Id, Stream, now), cancel);
        }

        await ReadCategoriesAsync(store.Id, client, counts, cancel);
    }

    private async Task SweepAsync(int storeId, AliExpressClient client, DateTimeOffset started, RunCounts counts, CancellationToken cancel)
    {
        // Bound: the size of the catalogue, 8 bytes and a hash slot per listing.
        var seen = new HashSet<long>();
        var (active, isComplete) = await ReadAllAsync(storeId, client, null, counts, seen, cancel);
        if (!isComplete)
        {
            throw new ProblemException("AliExpress announced more listings than it told, again and again. What it told was kept and nothing was taken away; the next run tries again.");
        }

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

    /// <returns>How many active listings were told, and whether as many listings were told as announced.</returns>
    private async Task<(int Active, bool IsComplete)> ReadAllAsync(int storeId, AliExpressClient client, DateTimeOffset? modifiedFrom, RunCounts counts, HashSet<long>? seen, CancellationToken cancel)
    {
        var (active, complete) = (0, true);
        foreach (var (name, status) in Statuses)
        {
            complete &= await Pages.ReadAsync(
                async page =>
                {
                    var answer = (await client.GetListingsAsync(new ListingQuery(name, page, PageSize, modifiedFrom), cancel)).Required();
                    return new Page<ListingRow>(answer.Rows, answer.TotalPages, answer.TotalCount);
                },
                row => row.ProductId,
                async (rows, _) =>
                {
                    counts.Read += rows.Count;
                    active += status is ListingStatus.Active ? rows.Count : 0;
                    seen?.UnionWith(rows.Select(l => l.ProductId));
                    await writer.WriteAsync(session => Write(session, storeId, rows, name, status, counts), cancel);
                });
        }

        return (active, complete);
    }

    private static void Write(WriteSession session, int storeId, IReadOnlyList<ListingRow> page, string rawStatus, ListingStatus status, RunCounts counts)
    {
        var listings = session.Listings(storeId);
        foreach (var row in page)
        {
            var tells = (row.FreightTemplateId is null ? 0 : ListingTells.Template) | (row.Created is null ? 0 : ListingTells.Published);
            var template = row.FreightTemplateId is 0 ? null : row.FreightTemplateId;
            counts.Count(listings.Upsert(new ListingInput(row.ProductId, row.Subject, status, rawStatus, template, row.Created, PacificTime.Comparable(row.Modified), Tells: tells)));
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

        // A listing that cannot be read by itself stays without a category and is asked for again.
        await Details.ReadAsync(
            backlog,
            options.Value.ParallelCalls,
            client.GetListingAsync,
            read => writer.WriteAsync(
                session =>
                {
                    foreach (var (listing, detail) in read)
                    {
                        if (detail.CategoryId is { } category)
                        {
                            counts.Complete(session.Listings(storeId).SetCategory(listing, category));
                        }
                    }
                },
                cancel),
            cancel);
    }
}
