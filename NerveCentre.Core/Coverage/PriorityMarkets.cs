using System.Buffers;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>A store's list of priority markets, and who changed it when.</summary>
public sealed class PriorityMarkets(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TimeProvider clock)
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(",;\t\r\n|");

    public async Task<IReadOnlyList<CountryCode>> GetAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        return Stored(await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancel));
    }

    /// <summary>Replaces the list and records the change.</summary>
    /// <returns>False when the list was already so; then nothing is written.</returns>
    public async Task<bool> SetAsync(Caller caller, int storeId, IReadOnlyList<CountryCode> markets, CancellationToken cancel) =>
        (await ChangeAsync(caller, storeId, _ => markets, cancel)).Changed;

    /// <summary>Changes what is on the list at the moment of writing, whoever else changes it meanwhile, and records the change.</summary>
    /// <param name="change">Makes the new list of the stored one.</param>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public Task<MarketsChanged> ChangeAsync(Caller caller, int storeId, Func<IReadOnlyList<CountryCode>, IReadOnlyList<CountryCode>> change, CancellationToken cancel) =>
        guard.WriteAsync(caller, Right.ChangeMarkets, storeId, session => Change(session, caller, storeId, change, clock), cancel);

    /// <summary>Changes the list within a transaction whose caller has been looked at.</summary>
    internal static MarketsChanged Change(WriteSession session, Caller caller, int storeId, Func<IReadOnlyList<CountryCode>, IReadOnlyList<CountryCode>> change, TimeProvider clock)
    {
        var store = session.Db.Stores.Single(s => s.Id == storeId);
        var stored = Stored(store);
        IReadOnlyList<CountryCode> markets = [.. change(stored).Distinct()];
        var text = string.Join(' ', markets);
        if (text == store.PriorityMarkets)
        {
            return new MarketsChanged(false, stored, markets);
        }

        store.PriorityMarkets = text;
        session.MarkChanged(storeId);
        var (before, after) = (CountrySet.Of(stored), CountrySet.Of(markets));
        if (after != before)
        {
            session.Db.MarketChanges.Add(new MarketChangeRecord
            {
                StoreId = storeId,
                At = clock.GetUtcNow(),
                By = session.Db.NameOf(caller),
                Added = (after - before).ToString(),
                Removed = (before - after).ToString(),
            });
            session.Audit(caller, clock, AuditActions.MarketsChanged, storeId, before: before.ToString(), after: after.ToString());
            MarketProposals.AcceptWaiting(session, caller, storeId, after - before, clock);
        }

        return new MarketsChanged(true, stored, markets);
    }

    /// <summary>Changes, newest first, at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<MarketChange>> HistoryAsync(Caller caller, int storeId, int take, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        var rows = await db.MarketChanges.AsNoTracking().Where(c => c.StoreId == storeId).OrderByDescending(c => c.Id).Take(take).ToListAsync(cancel);
        return [.. rows.Select(c => new MarketChange(c.At, c.By, [.. CountrySet.Parse(c.Added)], [.. CountrySet.Parse(c.Removed)]))];
    }

    /// <summary>
    /// Splits a pasted list at commas, semicolons, bars, tabs and line ends and finds the country of each entry.
    /// An entry such as "BR US ES" is read as codes when it is no name.
    /// </summary>
    public static ParsedMarkets ParseList(string text)
    {
        var markets = new List<CountryCode>();
        var unknown = new List<string>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(Separators);
            var entry = (end < 0 ? rest : rest[..end]).Trim().ToString();
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (entry.Length is 0)
            {
                continue;
            }

            if (CountryCatalogue.Find(entry) is { } country)
            {
                markets.Add(country);
            }
            else if (Codes(entry) is { } several)
            {
                markets.AddRange(several);
            }
            else
            {
                unknown.Add(entry);
            }
        }

        return new ParsedMarkets([.. markets.Distinct()], unknown);
    }

    internal static IReadOnlyList<CountryCode> Stored(StoreRecord store) =>
        [.. store.PriorityMarkets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CountryCode.Parse)];

    private static List<CountryCode>? Codes(string entry)
    {
        var words = entry.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = words.Where(w => w.Length is 2 or 3).Select(CountryCatalogue.Find).OfType<CountryCode>().ToList();
        return words.Length > 1 && found.Count == words.Length ? found : null;
    }
}

/// <param name="Changed">False when the list was already so; then nothing was written.</param>
public sealed record MarketsChanged(bool Changed, IReadOnlyList<CountryCode> Before, IReadOnlyList<CountryCode> After);

public sealed record MarketChange(DateTimeOffset At, string By, IReadOnlyList<CountryCode> Added, IReadOnlyList<CountryCode> Removed);

/// <param name="Markets">The countries found, each once, in the order of the text.</param>
/// <param name="Unknown">The entries that name no single country, as written.</param>
public sealed record ParsedMarkets(IReadOnlyList<CountryCode> Markets, IReadOnlyList<string> Unknown);
