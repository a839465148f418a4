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
    /// <inheritdoc cref="FileMapping.Dates"/>
    public DateOrder Dates { get; init; }

    /// <inheritdoc cref="FileMapping.Decimal"/>
    public DecimalSign Decimal { get; init; }

    /// <inheritdoc cref="FileMapping.ShipForBuyer"/>
    public bool ShipForBuyer { get; init; }

    /// <summary>The fields that can be read, required ones first.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. FileFields.Of(FileKind.Orders).Select(f => f.Name)];

    /// <summary>Names of the statuses that others can be mapped to.</summary>
    public static IReadOnlyList<string> StatusNames => FileFields.StatusNames(FileKind.Orders);

    /// <inheritdoc cref="FileMapping.ParseColumns"/>
    public static IReadOnlyDictionary<string, string> ParseColumns(IEnumerable<string> pairs) => FileMapping.ParseColumns(FileKind.Orders, pairs);

    /// <inheritdoc cref="FileMapping.ParseStatuses"/>
    public static IReadOnlyDictionary<string, OrderStatus> ParseStatuses(IEnumerable<string> pairs) => Named(FileMapping.ParseStatuses(FileKind.Orders, pairs));

    /// <summary>The status that a file's text stands for; what is not mapped counts as placed.</summary>
    public OrderStatus StatusOf(string raw) =>
        Statuses.TryGetValue(raw, out var mapped) ? mapped : FindStatus(raw) ?? OrderStatus.Placed;

    internal bool IsMapped(string raw) => Statuses.ContainsKey(raw) || FindStatus(raw) is not null;

    internal static OrderFileOptions Of(FileMapping mapping) =>
        new(mapping.Columns, Named(mapping.Statuses), Demand.DemandWindows.Zone(mapping.Zone)) { Dates = mapping.Dates, Decimal = mapping.Decimal, ShipForBuyer = mapping.ShipForBuyer };

    internal FileMapping ToMapping() =>
        new(FileKind.Orders, Columns, Statuses.ToDictionary(s => s.Key, s => s.Value.ToString().ToLowerInvariant()), Zone.Id) { Dates = Dates, Decimal = Decimal, ShipForBuyer = ShipForBuyer };

    private static Dictionary<string, OrderStatus> Named(IReadOnlyDictionary<string, string> statuses) => statuses
        .Where(s => FindStatus(s.Value) is not null)
        .ToDictionary(s => s.Key, s => FindStatus(s.Value)!.Value, StringComparer.OrdinalIgnoreCase);

    private static OrderStatus? FindStatus(string name) =>
        StatusNames.Contains(name, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<OrderStatus>(name, ignoreCase: true) : null;
}
