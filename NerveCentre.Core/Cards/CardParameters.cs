using System.Globalization;
using NerveCentre.Core.Demand;

namespace NerveCentre.Core.Cards;

/// <summary>What is asked of a card besides its key and its store, in the asker's words; <c>null</c> for what was not said. The command line and the API share it.</summary>
/// <param name="End">A moment for a rolling window, a day for a calendar one. Default: now.</param>
/// <param name="Window"><c>rolling</c> (default) or <c>calendar</c>.</param>
/// <param name="Zone">IANA zone in which days begin. Default: the store's.</param>
/// <param name="Attribution"><c>buyer</c> (default) or <c>ship</c>.</param>
/// <param name="Exclude"><c>cancelled</c>, <c>unpaid</c>, or both with a comma between.</param>
public sealed record CardParameters(string? End = null, string? Window = null, string? Zone = null, string? Attribution = null, string? Exclude = null)
{
    private const string Rolling = "rolling";
    private const string Calendar = "calendar";
    private const string Buyer = "buyer";
    private const string Ship = "ship";
    private const string Cancelled = "cancelled";
    private const string Unpaid = "unpaid";

    /// <summary>Longest text that is quoted back.</summary>
    private const int MaxQuoted = 100;

    public static IReadOnlyList<string> Windows { get; } = [Rolling, Calendar];

    public static IReadOnlyList<string> Attributions { get; } = [Buyer, Ship];

    /// <summary>Whether they were said as options (<c>--end X</c>) and not as parameters of an address (<c>end=X</c>): errors name them as they were written.</summary>
    public bool AsOptions { get; init; }

    /// <exception cref="CardProblemException">The card takes none of these, and some were said.</exception>
    public void RequireFor(CardDefinition card)
    {
        var said = new[] { (nameof(End), End), (nameof(Window), Window), (nameof(Zone), Zone), (nameof(Attribution), Attribution), (nameof(Exclude), Exclude) };
        if (card != CardRegistry.Orders && said.FirstOrDefault(s => s.Item2 is not null) is { Item1: { } first })
        {
            var all = said.Select(s => Name(s.Item1)).ToList();
            throw CardProblemException.Wrong(first, $"{string.Join(", ", all[..^1])} and {all[^1]} belong to {CardRegistry.Orders.Key}; {card.Key} is read as of now.");
        }
    }

    /// <param name="storeZone">The store's own zone.</param>
    /// <exception cref="CardProblemException">One of them is not as it should be. Says which, and what is allowed.</exception>
    internal DemandQuery ToQuery(string storeZone, DateTimeOffset now)
    {
        var zone = Zone ?? storeZone;
        var rules = Check(nameof(Zone), () => DemandWindows.Zone(zone));
        var window = (Window ?? Rolling) switch
        {
            Rolling => Check(nameof(End), () => DemandWindows.Rolling(Moment(rules, now), zone)),
            Calendar => Check(nameof(End), () => DemandWindows.Calendar(Day(rules, now), zone)),
            var other => throw Wrong(nameof(Window), other, "say rolling or calendar."),
        };
        var attribution = (Attribution ?? Buyer) switch
        {
            Buyer => Demand.Attribution.Buyer,
            Ship => Demand.Attribution.Ship,
            var other => throw Wrong(nameof(Attribution), other, "say buyer or ship."),
        };
        var excluded = (Exclude ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return excluded.FirstOrDefault(e => e is not (Cancelled or Unpaid)) is { } wrong
            ? throw Wrong(nameof(Exclude), wrong, "say cancelled, unpaid, or cancelled,unpaid.")
            : new DemandQuery(window, attribution, excluded.Contains(Cancelled), excluded.Contains(Unpaid));
    }

    private DateTimeOffset Moment(TimeZoneInfo zone, DateTimeOffset now)
    {
        if (End is null)
        {
            return now;
        }

        if (DateOnly.TryParseExact(End, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw CardProblemException.Wrong(
                nameof(End), $"{Said(nameof(End), End)} is a day. A rolling window ends at a moment such as {End}T12:50:00Z; for whole days say {Said(nameof(Window), Calendar)}.");
        }

        var (at, reason) = Files.OrderTime.Parse(End, zone);
        return at ?? throw CardProblemException.Wrong(nameof(End), $"{Name(nameof(End))}: {OneLine.Of(reason!, 3 * MaxQuoted)}");
    }

    private DateOnly Day(TimeZoneInfo zone, DateTimeOffset now) =>
        End is null ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime)
        : DateOnly.TryParseExact(End, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Wrong(nameof(End), End, "a calendar window ends with a day such as 2011-02-01.");

    private T Check<T>(string parameter, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ProblemException e) when (e is not CardProblemException)
        {
            throw CardProblemException.Wrong(parameter, $"{Name(parameter)}: {e.Message}");
        }
    }

    private CardProblemException Wrong(string parameter, string said, string allowed) => CardProblemException.Wrong(parameter, $"{Said(parameter, said)}: {allowed}");

    private string Said(string parameter, string value) => $"{Name(parameter)}{(AsOptions ? ' ' : '=')}{OneLine.Of(value, MaxQuoted)}";

    private string Name(string parameter) => (AsOptions ? "--" : "") + parameter.ToLowerInvariant();
}
