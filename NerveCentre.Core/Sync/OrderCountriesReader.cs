using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>Reads, once per order and newest first, its countries, which the list does not tell. Until then it counts as "unknown country".</summary>
internal sealed class OrderCountriesReader(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, TimeProvider clock)
{
    private const int BatchSize = 25;

    /// <summary>Orders that would not be told, and when they are asked for again.</summary>
    private const int MostRefused = 10_000;

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromHours(1);

    // Bound: MostRefused; past it, orders are asked for again with every run.
    private readonly ConcurrentDictionary<(int StoreId, string OrderId), DateTimeOffset> _refused = [];

    /// <param name="placedAfter">Only of orders placed later.</param>
    /// <returns>How many calls were made; 0 when nothing is left to ask.</returns>
    /// <exception cref="AliExpressException">The gateway failed for all, not for one.</exception>
    public async Task<int> ReadBatchAsync(int storeId, AliExpressClient client, DateTimeOffset? placedAfter, int parallelCalls, CountriesMethod method, RunCounts counts, CancellationToken cancel)
    {
        var batch = await BacklogAsync(storeId, CountriesRead.No, placedAfter, cancel);
        if (batch.Count is 0 && !method.IsShipToOnly)
        {
            batch = await BacklogAsync(storeId, CountriesRead.ShipToOnly, placedAfter, cancel);
        }

        if (batch.Count is 0)
        {
            return 0;
        }

        var told = new ConcurrentBag<string>();
        await Details.ReadAsync(
            batch,
            parallelCalls,
            (id, token) => method.AskAsync(client, long.Parse(id, CultureInfo.InvariantCulture), token),
            read => writer.WriteAsync(
                session =>
                {
                    foreach (var (id, countries) in read)
                    {
                        counts.Complete(session.Orders(storeId).SetCountries(id, Parse(countries), countries.IsShipToOnly ? CountriesRead.ShipToOnly : CountriesRead.Both));
                        told.Add(id);
                    }
                },
                cancel),
            cancel);
        Remember(storeId, batch.Except(told), counts);
        return batch.Count;
    }

    private void Remember(int storeId, IEnumerable<string> refused, RunCounts counts)
    {
        foreach (var id in refused)
        {
            counts.UntoldCountries++;
            if (_refused.Count < MostRefused)
            {
                _refused[(storeId, id)] = clock.GetUtcNow() + AskAgainAfter;
            }
        }
    }

    private async Task<List<string>> BacklogAsync(int storeId, CountriesRead read, DateTimeOffset? placedAfter, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var skipped = _refused.Where(r => r.Key.StoreId == storeId && r.Value > now).Select(r => r.Key.OrderId).ToHashSet();
        using var db = contexts.CreateDbContext();
        // "Not both" in so many words, or SQLite does not see that the index of the backlog serves.
        var backlog = await db.Orders.Where(o => o.StoreId == storeId && o.CountriesRead != CountriesRead.Both && o.CountriesRead == read && (placedAfter == null || o.PlacedAt > placedAfter))
            .OrderByDescending(o => o.PlacedAt).Select(o => o.OrderId).Take(BatchSize + skipped.Count)
            .ToListAsync(cancel);
        return [.. backlog.Where(id => !skipped.Contains(id)).Take(BatchSize)];
    }

    private static OrderCountriesInput Parse(OrderCountries countries) => new(
        AliExpressCountryCodes.ToCountry(countries.BuyerCountry),
        RawText(countries.BuyerCountry),
        AliExpressCountryCodes.ToCountry(countries.ShipToCountry),
        RawText(countries.ShipToCountry));

    private static string RawText(string? text) => text is null ? "" : text.Length > 100 ? text[..100] : text;
}

/// <summary>Which call tells an order's countries: the order's detail, or, where the app may not ask for that, its address alone.</summary>
internal sealed class CountriesMethod
{
    public bool IsShipToOnly { get; private set; }

    /// <summary>Turns to the lesser call.</summary>
    /// <returns>False when that was the lesser one.</returns>
    public bool FallBack(RunCounts counts)
    {
        if (IsShipToOnly)
        {
            return false;
        }

        IsShipToOnly = true;
        counts.Say("AliExpress does not let this app read an order's details. Where orders ship to is read instead; their buyers count as unknown country. Ask for aliexpress.solution.order.info.get in the app's console.");
        return true;
    }

    public Task<AliExpressResult<OrderCountries>> AskAsync(AliExpressClient client, long orderId, CancellationToken cancel) =>
        IsShipToOnly ? client.GetOrderShipToAsync(orderId, cancel) : client.GetOrderCountriesAsync(orderId, cancel);
}
