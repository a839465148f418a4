using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Store;

/// <summary>Rows as sources tell them, with everything that a test does not care for filled in.</summary>
internal static class An
{
    public static OrderInput Order(
        string id,
        DateTimeOffset? placed = null,
        string buyer = "BR",
        string ship = "",
        OrderStatus status = OrderStatus.Paid,
        DateTimeOffset? modified = null) =>
        new(id, placed ?? TestClock.Noon.AddDays(-1), Countries(buyer, ship), 10m, "USD", status, status.ToString(), modified);

    /// <summary>An order of a source that tells its countries later.</summary>
    public static OrderInput OrderWithoutCountries(string id, DateTimeOffset placed, OrderStatus status, DateTimeOffset? modified) =>
        new(id, placed, null, 10m, "USD", status, status.ToString(), modified);

    public static OrderCountriesInput Countries(string buyer, string ship) => new(Country(buyer), buyer, Country(ship), ship);

    public static ListingInput Listing(long id, long? template = 1, ListingStatus status = ListingStatus.Active, DateTimeOffset? modified = null) =>
        new(id, $"Listing {id}", status, status.ToString(), template, TestClock.Noon.AddDays(-100), modified);

    private static CountryCode? Country(string text) => CountryCode.TryParse(text, out var code) ? code : null;
}
