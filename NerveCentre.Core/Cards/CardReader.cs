using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Cards;

/// <summary>Reads any card for whoever may: the one door of the command line's <c>card</c> and of the API.</summary>
public sealed class CardReader(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, RefusalRecorder refusals, CoverageReader coverage, DemandReader demand, TimeProvider clock)
{
    /// <summary>The cards and stores that a caller may ask for.</summary>
    /// <exception cref="AccessRefusedException">The caller may read none.</exception>
    public async Task<CardCatalogue> CatalogueAsync(Caller caller, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        var stores = await StoreDirectory.Summaries(db, guard.StoresOf(db, caller)).ToListAsync(cancel);
        await guard.DemandAsync(caller, Right.ReadCard, stores.FirstOrDefault()?.Id, cancel);
        return new CardCatalogue([.. CardRegistry.All.Where(c => IsInScope(db, caller, c))], [.. stores.Select(s => s.Name)]);
    }

    /// <param name="key">Of the card, in any case.</param>
    /// <param name="storeName">In any case; may be left out by a caller who has exactly one.</param>
    /// <exception cref="CardProblemException">There is no such card, the token is not for it, or a parameter is wrong.</exception>
    /// <exception cref="AccessRefusedException">There is no such store, or it is not the caller's: the same words and the same way to them.</exception>
    public async Task<CardReading> ReadAsync(Caller caller, string key, string? storeName, CardParameters parameters, CancellationToken cancel)
    {
        var card = CardRegistry.Require(key);
        var store = await FindAsync(caller, card, storeName, cancel);
        parameters.RequireFor(card);
        return card == CardRegistry.Coverage
            ? new CardReading.OfCoverage(await coverage.ReadAsync(store.Id, cancel))
            : new CardReading.OfOrders(await demand.ReadAsync(store.Id, parameters.ToQuery(store.TimeZone, clock.GetUtcNow()), cancel));
    }

    private async Task<StoreSummary> FindAsync(Caller caller, CardDefinition card, string? name, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        if (!IsInScope(db, caller, card))
        {
            await refusals.RecordAsync(caller, Right.ReadCard, null);
            throw CardProblemException.OutOfScope(card);
        }

        var stores = guard.StoresOf(db, caller);
        if (string.IsNullOrWhiteSpace(name) && await stores.Select(s => s.Name).ToListAsync(cancel) is { Count: > 1 } several)
        {
            throw CardProblemException.Wrong("store", $"store is missing, and there are {several.Count}. Say which: {string.Join(", ", several.Order(StringComparer.Ordinal).Take(20).Select(s => $"'{OneLine.Of(s)}'"))}.");
        }

        // Among the caller's own alone: what belongs to others is not there, just as what belongs to nobody.
        var asked = name?.Trim() ?? "";
        var found = await StoreDirectory.Summaries(db, asked is "" ? stores : stores.Where(s => s.Name == asked)).FirstOrDefaultAsync(cancel);
        await guard.DemandAsync(caller, Right.ReadCard, found?.Id, cancel);
        return found!;
    }

    /// <summary>Whether it is for a token to read; people and commands read all cards of their stores. A token that is over is judged by the guard.</summary>
    private bool IsInScope(NerveCentreDb db, Caller caller, CardDefinition card) =>
        caller.Kind is not CallerKind.Token || guard.Token(db, caller) is not { } token || token.Cards.Split(' ').Contains(card.Key);
}

/// <param name="Cards">Their definitions.</param>
/// <param name="Stores">Names to say as <c>store</c>.</param>
public sealed record CardCatalogue(IReadOnlyList<CardDefinition> Cards, IReadOnlyList<string> Stores);
