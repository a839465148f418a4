using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

internal sealed record CardRequest(
    string? Data,
    string Card,
    string Store,
    string? End,
    string? Window,
    string? Zone,
    string? Attribution,
    string? Exclude,
    bool Json);

internal static class CardCommand
{
    public static async Task<int> RunAsync(CardRequest request, CancellationToken cancel)
    {
        var card = CardRegistry.Find(request.Card)
            ?? throw new UsageException($"There is no card '{request.Card}'. The cards are: {string.Join(", ", CardRegistry.All.Select(c => c.Key))}.");
        if (card != CardRegistry.Orders && (request.End ?? request.Window ?? request.Zone ?? request.Attribution ?? request.Exclude) is not null)
        {
            throw new UsageException($"--end, --window, --zone, --attribution and --exclude belong to {CardRegistry.Orders.Key}; {card.Key} is read as of now.");
        }

        await using var services = Host.Open(request.Data);
        var store = await services.GetRequiredService<StoreDirectory>().RequireAsync(request.Store, cancel);
        if (card == CardRegistry.Coverage)
        {
            var reading = await services.GetRequiredService<CoverageReader>().ReadAsync(store.Id, cancel);
            Console.WriteLine(request.Json ? CardJson.Write(reading) : CardTable.Write(reading));
        }
        else
        {
            var query = Query(request, store, services.GetRequiredService<TimeProvider>().GetUtcNow());
            var reading = await services.GetRequiredService<DemandReader>().ReadAsync(store.Id, query, cancel);
            Console.WriteLine(request.Json ? CardJson.Write(reading) : CardTable.Write(reading));
        }

        return Commands.Done;
    }

    private static DemandQuery Query(CardRequest request, StoreSummary store, DateTimeOffset now)
    {
        var zone = request.Zone ?? store.TimeZone;
        var rules = Usage.Check(() => DemandWindows.Zone(zone));
        var window = (request.Window ?? "rolling") switch
        {
            "rolling" => Usage.Check(() => DemandWindows.Rolling(Moment(request.End, rules, now), zone)),
            "calendar" => Usage.Check(() => DemandWindows.Calendar(Day(request.End, rules, now), zone)),
            var other => throw new UsageException($"--window {other}: say rolling or calendar."),
        };
        var attribution = (request.Attribution ?? "buyer") switch
        {
            "buyer" => Attribution.Buyer,
            "ship" => Attribution.Ship,
            var other => throw new UsageException($"--attribution {other}: say buyer or ship."),
        };
        var excluded = (request.Exclude ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (excluded.FirstOrDefault(e => e is not ("cancelled" or "unpaid")) is { } wrong)
        {
            throw new UsageException($"--exclude {wrong}: say cancelled, unpaid, or cancelled,unpaid.");
        }

        return new DemandQuery(window, attribution, excluded.Contains("cancelled"), excluded.Contains("unpaid"));
    }

    private static DateTimeOffset Moment(string? text, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (text is null)
        {
            return now;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw new UsageException($"--end {text} is a day. A rolling window ends at a moment such as {text}T12:50:00Z; for whole days say --window calendar.");
        }

        var (at, reason) = Core.Files.OrderTime.Parse(text, zone);
        return at ?? throw new UsageException($"--end: {reason}");
    }

    private static DateOnly Day(string? text, TimeZoneInfo zone, DateTimeOffset now) =>
        text is null ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"--end {text}: a calendar window ends with a day such as 2011-02-01.");
}
