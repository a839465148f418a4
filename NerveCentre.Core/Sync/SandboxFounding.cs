using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>Section <c>Sandbox</c> of appsettings.json.</summary>
public sealed class SandboxOptions
{
    /// <summary>Whether a new installation gets the generated store.</summary>
    public bool Enabled { get; set; } = true;
}

/// <summary>The embedded default: a generated store, so that the first start has something to show.</summary>
internal sealed class SandboxFounding(StoreDirectory stores, StoreConnections connections, StoreWriter writer, IOptions<SandboxOptions> options, TimeProvider clock)
{
    /// <summary>Makes the sandbox store's row, its markets and its restrictions, unless they are there or the sandbox is switched off.</summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (!options.Value.Enabled || await stores.FindAsync(SandboxStore.Name, cancel) is not null)
        {
            return;
        }

        var sandbox = connections.Sandbox;
        // In one transaction: a store without its markets would read "not configured" for ever after an unlucky stop.
        await writer.WriteAsync(
            session =>
            {
                var store = new StoreRecord
                {
                    Name = SandboxStore.Name,
                    Kind = StoreKind.Sandbox,
                    TimeZone = "America/Los_Angeles",
                    CreatedAt = clock.GetUtcNow(),
                    PriorityMarkets = string.Join(' ', sandbox.PriorityMarkets),
                };
                session.Db.Stores.Add(store);
                session.Db.SaveChanges();
                session.Db.MarketChanges.Add(new MarketChangeRecord { StoreId = store.Id, At = clock.GetUtcNow(), By = "Sandbox", Added = CountrySet.Of(sandbox.PriorityMarkets).ToString(), Removed = "" });
                session.Db.Restrictions.AddRange(sandbox.RestrictedDestinations.Select(r => new RestrictionRecord
                {
                    StoreId = store.Id,
                    CategoryId = r.CategoryId,
                    Category = r.Category,
                    Country = r.Country.Alpha2,
                    AddedAt = clock.GetUtcNow(),
                }));
            },
            cancel);
    }
}
