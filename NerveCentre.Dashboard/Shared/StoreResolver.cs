using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Shared;

/// <summary>Finds the store that an address names. An address that names none means the sandbox store, or else the first by name.</summary>
public sealed class StoreResolver(StoreList stores, CurrentCaller caller)
{
    public async Task<StoreChoice> ResolveAsync(string? name, CancellationToken cancel) => StoreChoice.Of(name, await stores.ListAsync(await caller.GetAsync(), cancel));
}

/// <param name="Asked">What the address says.</param>
/// <param name="Store"><c>null</c> when there is no store of that name.</param>
/// <param name="Usual">The store that addresses leave out; <c>null</c> when there is no store at all.</param>
public sealed record StoreChoice(string? Asked, StoreSummary? Store, StoreSummary? Usual, IReadOnlyList<StoreSummary> All)
{
    /// <summary>The store that an address names, among those that somebody may see.</summary>
    public static StoreChoice Of(string? name, IReadOnlyList<StoreSummary> all)
    {
        var usual = all.FirstOrDefault(s => s.Kind is StoreKind.Sandbox) ?? all.FirstOrDefault();
        var chosen = string.IsNullOrWhiteSpace(name)
            ? usual
            // Exactly so first: the database tells Ä from ä, so there may be a store of either.
            : all.FirstOrDefault(s => s.Name == name.Trim()) ?? all.FirstOrDefault(s => string.Equals(s.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));
        return new StoreChoice(name, chosen, usual, all);
    }

    /// <summary>Addresses within the chosen store.</summary>
    public StoreLinks Links => LinksTo(Store ?? Usual);

    public StoreLinks LinksTo(StoreSummary? store) => new(store is null || store.Id == Usual?.Id ? null : store.Name);
}

/// <summary>Addresses of the pages within one store.</summary>
/// <param name="Store">Name of the store; <c>null</c> for the one that addresses leave out.</param>
/// <param name="Counted">How orders are counted, as parameters of an address; handed on to the pages that count orders. Empty for the default.</param>
public sealed record StoreLinks(string? Store, string Counted = "")
{
    public string Board => Count(To("/"));

    public string Markets => To("/settings/markets");

    /// <summary>The markets page with a country filled in to propose.</summary>
    public string Propose(Core.Countries.CountryCode country) => To("/settings/markets", ("propose", country.ToString()));

    public string Sync => To("/sync");

    /// <summary>Where files are imported, and exported.</summary>
    public string Import => To("/import");

    public string Shipping => To("/settings/shipping");

    /// <summary>The page of shipping services with one of them opened, to tell which countries it serves.</summary>
    /// <param name="without">A country that it does not serve, to be left out.</param>
    public string Tell(string service, Core.Countries.CountryCode? without = null) => To("/settings/shipping", ("service", service), ("without", without?.ToString())) + "#tell";

    public string Restricted => To("/settings/restricted");

    public string Verify => To("/verify");

    public string Listings => To("/listings");

    /// <summary>The fix plan.</summary>
    public string Plan => To("/plan");

    /// <summary>Where a move of listings to another template is reviewed before it is saved.</summary>
    /// <param name="key">Id of the template that they have now, or "none".</param>
    /// <param name="to">The template that they would have; left out for the best.</param>
    public string Move(string key, long? to = null) => To("/plan/move", ("from", key), ("to", to?.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public string PreparedMove(int id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Moves}#move-{id}");

    public string Moves => To("/plan/moves");

    /// <summary>The store's own settings: name, connection, parting.</summary>
    public string Settings => To("/settings/store");

    public string Country(Core.Countries.CountryCode country) => Count(To($"/country/{country}"));

    public string Uncovered(Core.Countries.CountryCode country) => To("/listings", ("uncovered", country.ToString()));

    /// <summary>The uncovered listings of one template; <c>null</c> for listings that name none.</summary>
    public string Uncovered(Core.Countries.CountryCode country, long? template) =>
        To("/listings", ("uncovered", country.ToString()), ("template", template?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"));

    /// <summary>The listings behind a number of the gauge.</summary>
    public string OfClass(string name) => To("/listings", ("class", name));

    /// <summary>Every active listing that was published in these days, in the store's zone.</summary>
    public string Published(DateOnly first, DateOnly last) => To("/listings", ("class", "active"), ("from", Day(first)), ("to", Day(last)), ("sort", "published"));

    /// <summary>Every active listing of a template.</summary>
    public string OfTemplate(long template) => To("/listings", ("class", "active"), ("template", template.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>An address with its parameters; those without a value are left out.</summary>
    public string To(string path, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var pairs = parameters.Append((Name: "store", Value: Store))
            .Where(p => !string.IsNullOrEmpty(p.Value))
            .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}");
        var query = string.Join('&', pairs);
        return query is "" ? path : $"{path}?{query}";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private string Count(string address) => Counted is "" ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Counted}";
}
