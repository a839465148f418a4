using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Listings;

/// <summary>A column of a list of listings besides id and title.</summary>
public enum ListingColumn
{
    Category,
    Template,
    Published,
    Misses,
    Why,
}

/// <summary>What the address of a list of listings says. Defaults are left out of it.</summary>
/// <param name="IsFlat">One list over all templates; otherwise grouped by template.</param>
/// <param name="Columns"><c>null</c> when the address does not say.</param>
/// <param name="After">Where the page begins that is shown without script; <c>null</c> for the first.</param>
public sealed record ListingsQuery(
    ListingFilter Filter, bool IsFlat, DateOnly? From, DateOnly? Until, ListingSort Sort, IReadOnlyList<ListingColumn>? Columns, ListingPlace? After, IReadOnlyList<string> Problems)
{
    /// <summary>That the address asks for a country or a class which there is not, in words; otherwise <c>null</c>. Then there is nothing to show, rather than everything.</summary>
    public string? Missing { get; init; }

    public const string Path = "/listings";

    /// <summary>The class that stands for "misses any priority market".</summary>
    public const string Any = "any";

    /// <summary>The class that stands for every active listing.</summary>
    public const string Active = "active";

    public static IReadOnlyList<ListingColumn> Usual { get; } = [ListingColumn.Template, ListingColumn.Published, ListingColumn.Misses, ListingColumn.Why];

    /// <summary>Reads an address. What cannot be read falls back to its default and is told.</summary>
    /// <param name="get">A parameter's values, one after the other with commas; <c>null</c> or empty for none.</param>
    /// <param name="time">Days begin in its zone.</param>
    public static ListingsQuery Parse(Func<string, string?> get, StoreTime time)
    {
        var read = new ListingParameters(get);
        var (country, (from, until)) = (read.Text("uncovered"), (read.Day("from"), read.Day("to")));
        var one = country is "" ? read.Text("class") : "";
        var filter = new ListingFilter(
            CountryCatalogue.Find(country),
            ClassWords.Find(one),
            read.Number("template", long.MaxValue, or: "none"),
            read.Number("category", long.MaxValue, or: "none"),
            from is { } first ? time.Start(first) : null,
            until is { } last ? time.Start(last.AddDays(1)) : null,
            read.Choice("restricted", "only", "out") switch { "only" => true, "out" => false, _ => null },
            (int)(read.Number("orders", 1_000_000_000) ?? 0),
            read.Search("q"),
            read.Ids("id"),
            string.Equals(one, Active, StringComparison.OrdinalIgnoreCase));
        var isNarrowed = filter with { Template = null, Ids = null } != filter.Whole;
        var isFlat = isNarrowed || filter.Every || read.Choice("view", "flat", "grouped") is "flat" || string.Equals(one, Any, StringComparison.OrdinalIgnoreCase);
        var sort = read.Choice("sort", "published", "id") is "published" ? ListingSort.Published : ListingSort.Id;
        return new ListingsQuery(filter, isFlat, from, until, sort, ReadColumns(get("columns")), Place(read.Text("after")), read.Problems) { Missing = MissingIn(country, read.Text("class"), filter) };
    }

    private static string? MissingIn(string country, string one, ListingFilter found) => (country, one) switch
    {
        ({ Length: > 0 }, _) => found.Country is null ? T("“{0}” is not a country we know.", OneLine.Of(country, 100)) : null,
        (_, { Length: > 0 }) when found.Class is null && !string.Equals(one, Any, StringComparison.OrdinalIgnoreCase) => T("There is no class “{0}”. The classes are {1}.", OneLine.Of(one, 100), ClassWords.Listed),
        _ => null,
    };

    /// <summary>The columns that a text names; <c>null</c> when it names none.</summary>
    public static IReadOnlyList<ListingColumn>? ReadColumns(string? text)
    {
        var names = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var columns = Enum.GetValues<ListingColumn>().Where(c => names.Contains(Name(c), StringComparer.OrdinalIgnoreCase)).ToList();
        return columns.Count is 0 ? null : columns;
    }

    public static string Name(ListingColumn column) => column.ToString().ToLowerInvariant();

    public static string Names(IEnumerable<ListingColumn> columns) => string.Join(',', columns.Select(Name));

    /// <summary>The parameters of an address that shows this; defaults have no value. Without the place.</summary>
    public IEnumerable<(string Name, string? Value)> Parameters =>
    [
        ("uncovered", Filter.Country?.ToString()),
        ("class", Filter.Country is not null ? null : Filter.Class is { } one ? ClassWords.Name(one) : Filter.Every ? Active : IsFlat ? Any : null),
        // Without a filter, nothing else says that it is one list.
        ("view", IsFlat && (Filter.Country is not null || Filter.Class is not null) ? "flat" : null),
        ("q", Filter.Search),
        ("template", Id(Filter.Template)),
        ("category", Id(Filter.Category)),
        ("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("to", Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("restricted", Filter.Restricted switch { true => "only", false => "out", _ => null }),
        ("orders", Filter.MinOrders is 0 ? null : Filter.MinOrders.ToString(CultureInfo.InvariantCulture)),
        ("sort", Sort is ListingSort.Published ? "published" : null),
        ("columns", Columns is { } some && !some.SequenceEqual(Usual) ? Names(some) : null),
    ];

    public string Address(StoreLinks links) => links.To(Path, Parameters);

    public string AddressAfter(StoreLinks links, ListingPlace place) => links.To(Path, [.. Parameters, ("after", PlaceText(place))]);

    private string PlaceText(ListingPlace place) => Sort is ListingSort.Id
        ? place.ListingId.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{place.ListingId}.{place.PublishedAt?.ToUnixTimeMilliseconds()}");

    /// <summary>What is no place begins at the first page.</summary>
    private static ListingPlace? Place(string text)
    {
        var parts = text.Split('.');
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        return parts.Length is 2 && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at) && Math.Abs(at) < 100_000_000_000_000
            ? new ListingPlace(id, DateTimeOffset.FromUnixTimeMilliseconds(at))
            : new ListingPlace(id, null);
    }

    private static string? Id(long? id) => id is 0 ? "none" : id?.ToString(CultureInfo.InvariantCulture);
}
