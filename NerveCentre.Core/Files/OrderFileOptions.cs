using NerveCentre.Core.Store;

namespace NerveCentre.Core.Files;

/// <summary>How to read a file of orders.</summary>
/// <param name="Columns">Header name of each field that is not headed by the field's own name.</param>
/// <param name="Statuses">Meaning of the file's status texts, compared without regard to case. Our own status names need no entry.</param>
/// <param name="Zone">IANA zone of times that carry no offset.</param>
public sealed record OrderFileOptions(
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyDictionary<string, OrderStatus> Statuses,
    TimeZoneInfo Zone)
{
    /// <summary>The fields that can be read, required ones first.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["order_id", "placed_at", "buyer_country", "ship_country", "amount", "currency", "status"];

    /// <summary>Names of the statuses that others can be mapped to.</summary>
    public static IReadOnlyList<string> StatusNames { get; } = [.. Enum.GetNames<OrderStatus>().Select(n => n.ToLowerInvariant())];

    /// <summary>Reads <c>field=Header</c> pairs.</summary>
    /// <exception cref="ProblemException">A pair has no equals sign, an unknown field, or one that stands twice.</exception>
    public static IReadOnlyDictionary<string, string> ParseColumns(IEnumerable<string> pairs) => Parse(
        pairs, "--column", "field=Header", (field, header) => Fields.Contains(field) && header is not ""
            ? header
            : throw new ProblemException($"--column {field}={header}: '{field}' is no field, or its header is empty. The fields are: {string.Join(", ", Fields)}."));

    /// <summary>Reads <c>raw=mapped</c> pairs.</summary>
    /// <exception cref="ProblemException">A pair has no equals sign, an unknown status, or a text that stands twice.</exception>
    public static IReadOnlyDictionary<string, OrderStatus> ParseStatuses(IEnumerable<string> pairs) => Parse(
        pairs, "--status", "raw=mapped", (raw, mapped) => FindStatus(mapped) is { } status
            ? status
            : throw new ProblemException($"--status {raw}={mapped}: there is no status '{mapped}'. The statuses are: {string.Join(", ", StatusNames)}."));

    /// <summary>The status that a file's text stands for; what is not mapped counts as placed.</summary>
    public OrderStatus StatusOf(string raw) =>
        Statuses.TryGetValue(raw, out var mapped) ? mapped : FindStatus(raw) ?? OrderStatus.Placed;

    internal bool IsMapped(string raw) => Statuses.ContainsKey(raw) || FindStatus(raw) is not null;

    private static OrderStatus? FindStatus(string name) =>
        StatusNames.Contains(name.ToLowerInvariant()) ? Enum.Parse<OrderStatus>(name, ignoreCase: true) : null;

    private static Dictionary<string, T> Parse<T>(IEnumerable<string> pairs, string option, string form, Func<string, string, T> read)
    {
        var parsed = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs)
        {
            // The last sign divides: a raw text may hold one, our own names never do. A header may, so fields divide at the first.
            var at = option is "--status" ? pair.LastIndexOf('=') : pair.IndexOf('=', StringComparison.Ordinal);
            if (at < 0)
            {
                throw new ProblemException($"{option} {pair}: write it as {option} {form}.");
            }

            var name = pair[..at].Trim();
            if (!parsed.TryAdd(name, read(name, pair[(at + 1)..].Trim())))
            {
                throw new ProblemException($"{option} {name}=… is given twice. Give it once.");
            }
        }

        return parsed;
    }
}
