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
    public const string Path = "/listings";

    /// <summary>The class that stands for "misses any priority market".</summary>
    public const string Any = "any";

    public static IReadOnlyList<ListingColumn> Usual { get; } = [ListingColumn.Template, ListingColumn.Published, ListingColumn.Misses];

    /// <summary>Reads an address. What cannot be read falls back to its default and is told.</summary>
    /// <param name="get">A parameter's values, one after the other with commas; <c>null</c> or empty for none.</param>
    /// <param name="time">Days begin in its zone.</param>
    public static ListingsQuery Parse(Func<string, string?> get, StoreTime time)
    {
        var problems = new List<string>();
        var (from, until) = (Day("from"), Day("to"));
        var filter = new ListingFilter(
            CountryCatalogue.Find(Text("uncovered")),
            Text("uncovered") is "" ? ClassWords.Find(Text("class")) : null,
            Number("template", most: long.MaxValue, or: "none"),
            Number("category", most: long.MaxValue, or: "none"),
            from is { } first ? time.Start(first) : null,
            until is { } last ? time.Start(last.AddDays(1)) : null,
            Choice("restricted", "only", "out") switch { "only" => true, "out" => false, _ => null },
            (int)(Number("orders", most: 1_000_000_000) ?? 0),
            Search(),
            [.. Text("id").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(i => long.TryParse(i, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(i => i > 0).Distinct().Take(ListingFilter.MaxIds)]);
        var narrowed = filter with { Country = null, Class = null, Template = null, Ids = null } != new ListingFilter();
        var isFlat = narrowed || Choice("view", "flat", "grouped") is "flat" || (Text("uncovered") is "" && string.Equals(Text("class"), Any, StringComparison.OrdinalIgnoreCase));
        return new ListingsQuery(filter, isFlat, from, until, Choice("sort", "published", "id") is "published" ? ListingSort.Published : ListingSort.Id, ReadColumns(get("columns")), Place(Text("after")), problems);

        string Text(string name) => get(name)?.Trim() ?? "";

        string? Choice(string name, string one, string other)
        {
            var text = Text(name).ToLowerInvariant();
            if (text is not "" && text != one && text != other)
            {
                problems.Add(T("“{0}” is neither {1} nor {2}, and was left out.", $"{name}={OneLine.Of(text, 40)}", one, other));
            }

            return text == one || text == other ? text : null;
        }

        DateOnly? Day(string name)
        {
            var text = Text(name);
            if (text is "" || (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100))
            {
                return text is "" ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            }

            problems.Add(T("“{0}” is no day such as 2026-03-16, and was left out.", OneLine.Of(text, 40)));
            return null;
        }

        long? Number(string name, long most, string? or = null)
        {
            var text = Text(name);
            if (or is not null && text == or)
            {
                return 0;
            }

            if (text is "" || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most))
            {
                return text is "" ? null : long.Parse(text, CultureInfo.InvariantCulture);
            }

            problems.Add(T("“{0}” is no whole number, and was left out.", $"{name}={OneLine.Of(text, 40)}"));
            return null;
        }

        string Search()
        {
            var text = Text("q");
            if (text.Length > ListingFilter.LongestSearch)
            {
                problems.Add(T("A search has at most {0} characters; the rest was left out.", ListingFilter.LongestSearch));
            }

            return text.Length > ListingFilter.LongestSearch ? text[..ListingFilter.LongestSearch] : text;
        }
    }

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
        ("class", Filter.Country is not null ? null : Filter.Class is { } one ? ClassWords.Name(one) : IsFlat ? Any : null),
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
