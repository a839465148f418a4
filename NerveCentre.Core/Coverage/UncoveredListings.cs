using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>The active listings that do not ship to a country, grouped by template, paged in the database.</summary>
public sealed class UncoveredListings
{
    /// <summary>Every template with active listings that do not ship there, most listings first. Listings without a readable template form a group of their own.</summary>
    public Task<IReadOnlyList<UncoveredGroup>> GroupsAsync(int storeId, CountryCode country, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>One page of the listings of one template (<c>null</c>: listings that name none), by listing id.</summary>
    /// <param name="after">Id of the last listing of the page before; 0 for the first page.</param>
    public Task<IReadOnlyList<UncoveredListing>> PageAsync(int storeId, CountryCode country, long? templateId, long after, int size, CancellationToken cancel) => throw new NotImplementedException();
}

public enum UncoveredReason
{
    /// <summary>The template does not ship there.</summary>
    NotInTemplate,

    /// <summary>The template has never been read or no longer exists, so it is unknown whether it ships there.</summary>
    TemplateUnknown,
}

/// <param name="TemplateId">The template that these listings name; <c>null</c> when they name none.</param>
/// <param name="TemplateName"><c>null</c> when the template was never read.</param>
/// <param name="Listings">Active listings on this template.</param>
/// <param name="Restricted">Of these, listings whose category is restricted for the country: no template can mend them.</param>
public sealed record UncoveredGroup(long? TemplateId, string? TemplateName, UncoveredReason Reason, int Listings, int Restricted, DateTimeOffset? TemplateReadAt);

public sealed record UncoveredListing(long ListingId, string Title, string? Category, DateTimeOffset? PublishedAt, bool Restricted);
