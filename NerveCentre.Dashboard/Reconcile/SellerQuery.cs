using System.Globalization;
using System.Text.RegularExpressions;
using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Orders;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Reconcile;

public enum SellerWindow
{
    /// <summary>30 calendar days up to and including the day on which the board's window ends.</summary>
    Today,

    /// <summary>The 30 calendar days before that day.</summary>
    Yesterday,

    /// <summary>The board's own 30 × 24 hours.</summary>
    Rolling,

    /// <summary>Days from and to, both included.</summary>
    Range,
}

/// <summary>How Seller Center may be counting, as the address says. The usual of everything is left out of the address.</summary>
/// <param name="Zone">pacific, store or utc.</param>
/// <param name="At">What <paramref name="Seen"/> was read for.</param>
/// <param name="Seen">What Seller Center shows; <c>null</c> when nobody has said.</param>
public sealed partial record SellerQuery(
    Attribution By = Attribution.Ship,
    bool WithoutCancelled = false,
    bool WithoutUnpaid = false,
    string Zone = SellerQuery.Pacific,
    SellerWindow Window = SellerWindow.Today,
    DateOnly? From = null,
    DateOnly? To = null,
    OrderPlace At = default,
    int? Seen = null)
{
    public const string Pacific = "pacific";
    public const string OfStore = "store";
    public const string Utc = "utc";
    private const string Out = "out";
    private const string Day = "yyyy-MM-dd";

    /// <summary>The zone in which AliExpress reports.</summary>
    private const string PacificZone = "America/Los_Angeles";

    public IEnumerable<(string Name, string? Value)> Parameters =>
    [
        ("sc-by", By is Attribution.Buyer ? "buyer" : null),
        ("sc-cancelled", WithoutCancelled ? Out : null),
        ("sc-unpaid", WithoutUnpaid ? Out : null),
        ("sc-zone", Zone is Pacific ? null : Zone),
        ("sc-window", Window is SellerWindow.Today ? null : Name(Window)),
        ("sc-from", Window is SellerWindow.Range ? Text(From) : null),
        ("sc-to", Window is SellerWindow.Range ? Text(To) : null),
        ("of", At.IsUnknown ? OrderAddress.UnknownCountry : At.Country?.Alpha2),
        ("seen", Seen?.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Reads an address. What cannot be read falls back to its usual value and is told.</summary>
    public static (SellerQuery Query, IReadOnlyList<string> Problems) Parse(Func<string, string?> value)
    {
        var problems = new List<string>();
        var window = One("sc-window", Enum.GetValues<SellerWindow>().ToDictionary(Name), SellerWindow.Today);
        var (from, to) = (DayOf("sc-from"), DayOf("sc-to"));
        if (window is SellerWindow.Range && (from is null || to is null || from > to || to.Value.DayNumber - from.Value.DayNumber >= DemandWindows.MostDays))
        {
            problems.Add(T("A range needs a first day that is not after its last, and at most {0} days. Showing 30 days up to today.", DemandWindows.MostDays));
            window = SellerWindow.Today;
        }

        var place = value("of") switch
        {
            null or "" => OrderPlace.Everywhere,
            OrderAddress.UnknownCountry => OrderPlace.Unknown,
            var name => CountryCatalogue.Find(name) is { } country ? OrderPlace.Of(country) : Tell(T("“{0}” is no country we know. Comparing all orders.", OneLine.Of(name, 60)), OrderPlace.Everywhere),
        };
        var query = new SellerQuery(
            One("sc-by", new Dictionary<string, Attribution> { ["ship"] = Attribution.Ship, ["buyer"] = Attribution.Buyer }, Attribution.Ship),
            One("sc-cancelled", new Dictionary<string, bool> { [Out] = true, ["in"] = false }, false),
            One("sc-unpaid", new Dictionary<string, bool> { [Out] = true, ["in"] = false }, false),
            One("sc-zone", new Dictionary<string, string> { [Pacific] = Pacific, [OfStore] = OfStore, [Utc] = Utc }, Pacific),
            window,
            from,
            to,
            place,
            Number());
        return (query, problems);

        TValue One<TValue>(string name, IReadOnlyDictionary<string, TValue> choices, TValue usual) =>
            value(name) is not { Length: > 0 } said ? usual
            : choices.TryGetValue(said, out var choice) ? choice
            : Tell(T("{0}={1} is none of {2}.", name, OneLine.Of(said, 60), string.Join(", ", choices.Keys)), usual);

        DateOnly? DayOf(string name) =>
            value(name) is not { Length: > 0 } said ? null
            : DateOnly.TryParseExact(said, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100 ? day
            : Tell<DateOnly?>(T("“{0}” is not a day such as {1}.", OneLine.Of(said, 60), "2026-03-16"), null);

        // As people copy it: thousands may stand apart. Other points and commas are no part of a number of orders.
        int? Number() =>
            value("seen")?.Trim() is not { Length: > 0 } said ? null
            : Grouped().IsMatch(said) && int.TryParse(string.Concat(said.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen
            : Tell<int?>(T("“{0}” is not a number of orders such as {1}.", OneLine.Of(said, 60), 1240), null);

        TValue Tell<TValue>(string problem, TValue instead)
        {
            problems.Add(problem);
            return instead;
        }
    }

    /// <summary>Digits, or groups of three of them with one and the same separator: "1240", "1,240", "1.240", "1 240", "1’240".</summary>
    [GeneratedRegex(@"^(?:[0-9]+|[0-9]{1,3}(?<apart>[.,\s\u2019'])[0-9]{3}(?:\k<apart>[0-9]{3})*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();

    /// <summary>The question to ask of the orders.</summary>
    /// <param name="ours">The board's window, from which "today" and the rolling window are taken.</param>
    public DemandQuery Resolve(DemandWindow ours, DateTimeOffset now, string storeZone)
    {
        var zone = Zone switch { Pacific => PacificZone, Utc => "UTC", _ => storeZone };
        var last = ours.Kind is WindowKind.Rolling ? ours.To : ours.To.AddMilliseconds(-1);
        var end = last < now ? last : now;
        var today = DateOnly.FromDateTime(new StoreTime(zone).Local(end).DateTime);
        var window = Window switch
        {
            SellerWindow.Yesterday => DemandWindows.Calendar(today.AddDays(-1), zone),
            SellerWindow.Rolling => DemandWindows.Rolling(end, zone),
            SellerWindow.Range when (From, To) is ({ } first, { } until) => DemandWindows.Range(first, until, zone),
            _ => DemandWindows.Calendar(today, zone),
        };
        return new DemandQuery(window, By, WithoutCancelled, WithoutUnpaid);
    }

    /// <summary>Every other way to count, to look for the one that gives what Seller Center shows. A range stays the range that it is.</summary>
    public IEnumerable<SellerQuery> Others() =>
        from window in Window is SellerWindow.Range ? [SellerWindow.Range] : new[] { SellerWindow.Today, SellerWindow.Yesterday, SellerWindow.Rolling }
        from zone in window is SellerWindow.Rolling ? [Zone] : new[] { Pacific, OfStore, Utc }
        from side in new[] { Attribution.Ship, Attribution.Buyer }
        from cancelled in new[] { false, true }
        from unpaid in new[] { false, true }
        let other = this with { Window = window, Zone = zone, By = side, WithoutCancelled = cancelled, WithoutUnpaid = unpaid }
        where other != this
        select other;

    public static string Name(SellerWindow window) => window.ToString().ToLowerInvariant();

    public static string? Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);
}
