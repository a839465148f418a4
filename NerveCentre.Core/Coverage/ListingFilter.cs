using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>Which active listings are asked for. Without a country and a class: those that are not covered, or <paramref name="Every"/>.</summary>
/// <param name="Country">Those that cannot be said to ship there.</param>
/// <param name="Class">Those of one class of the gauge.</param>
/// <param name="Template">On one template; 0 for those that name none.</param>
/// <param name="Category">In one category; 0 for those whose category is not known.</param>
/// <param name="From">Published at this moment or later.</param>
/// <param name="Until">Published before this moment.</param>
/// <param name="Restricted">Whether one of the markets that they miss is restricted for their category; <c>null</c> for either.</param>
/// <param name="MinOrders">Orders of the last 30 days from the markets that they miss: at least so many.</param>
/// <param name="Search">A part of the title, capital ASCII letters as small ones, or the whole id; empty for all.</param>
/// <param name="Ids">These listings alone; empty for all. At most <see cref="MaxIds"/>.</param>
/// <param name="Every">The covered ones as well. Says nothing where there is a country or a class.</param>
public sealed record ListingFilter(
    CountryCode? Country = null,
    CoverageClass? Class = null,
    long? Template = null,
    long? Category = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    bool? Restricted = null,
    int MinOrders = 0,
    string Search = "",
    IReadOnlyList<long>? Ids = null,
    bool Every = false)
{
    public const int MaxIds = 200;

    public const int LongestSearch = 100;

    /// <summary>The same before it is narrowed: country, class, or neither.</summary>
    public ListingFilter Whole => new(Country, Class, Every: Every);

    /// <summary>Whether it asks for something that only the listings' own rows tell.</summary>
    internal bool AsksRows => From is not null || Until is not null || Search is not "" || Ids is { Count: > 0 };
}

public enum ListingSort
{
    /// <summary>By listing id, the smallest first.</summary>
    Id,

    /// <summary>By the moment of publishing, the newest first; those without one last.</summary>
    Published,
}

/// <summary>A place in the list: that of the last listing of the page before.</summary>
/// <param name="PublishedAt"><c>null</c> for a listing without one, and where the sort goes by id.</param>
public readonly record struct ListingPlace(long ListingId, DateTimeOffset? PublishedAt);

/// <summary>A listing with the markets that it misses.</summary>
/// <param name="Category">The category's name if one is known, otherwise its id; <c>null</c> before it has been read.</param>
/// <param name="TemplateId"><c>null</c> when it names none.</param>
/// <param name="TemplateName"><c>null</c> when it was never read.</param>
/// <param name="Misses">Of the markets asked for, those that it cannot be said to ship to, in the owner's order.</param>
public sealed record ListingRow(long ListingId, string Title, string? Category, long? TemplateId, string? TemplateName, DateTimeOffset? PublishedAt, IReadOnlyList<MissedMarket> Misses)
{
    public ListingPlace Place => new(ListingId, PublishedAt);
}

/// <param name="Market">What the template says of it: <see cref="DestinationVerdict.DoesNotShip"/> or <see cref="DestinationVerdict.Unknown"/>, with the evidence.</param>
/// <param name="Restricted">The listing's category is restricted there: no template can mend it.</param>
public sealed record MissedMarket(MarketEvidence Market, bool Restricted);

/// <summary>What a filter can be narrowed by, within its country or class.</summary>
/// <param name="Templates">By number of listings, the most first, at most <see cref="ListingBrowser.MostFacets"/>.</param>
/// <param name="Categories">The same.</param>
public sealed record ListingFacets(IReadOnlyList<ListingFacet> Templates, IReadOnlyList<ListingFacet> Categories);

/// <param name="Id">0 for none.</param>
/// <param name="Name"><c>null</c> when no name is known.</param>
public sealed record ListingFacet(long Id, string? Name, int Listings);
