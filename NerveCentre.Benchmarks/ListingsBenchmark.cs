using System.Globalization;
using NerveCentre.Core.Access;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;

namespace NerveCentre.Benchmarks;

/// <summary>Lists of listings and the fix plan at a million listings, against SQL that asks the same of the rows.</summary>
internal static class ListingsBenchmark
{
    private const int Size = 1_000_000;

    /// <summary>Wanted of every page.</summary>
    private const int Most = 100;

    public static async Task RunAsync(Report report, Scale scale)
    {
        report.Heading($"Lists of listings and the fix plan: {Size:N0} listings on 200 templates, pages of 50, against SQL over the rows");
        await using var store = await BenchStore.CreateAsync();
        await CoverageBenchmark.FoundAsync(store);
        await CoverageBenchmark.FillAsync(store, 0, Size);
        var browser = store.Get<ListingBrowser>();
        var rounds = scale is Scale.Full ? 21 : 7;
        var restricted = new ListingFilter(Restricted: true);
        var dates = new ListingFilter(From: OrderData.End.AddMinutes(-600_000), Until: OrderData.End.AddMinutes(-400_000));
        foreach (var (what, filter, sort, skip) in new[]
        {
            ("first page, by id", new ListingFilter(), ListingSort.Id, 0),
            ("first page, newest first", new ListingFilter(), ListingSort.Published, 0),
            ("first page, one filter by category's ban", restricted, ListingSort.Id, 0),
            ("first page, published between", dates, ListingSort.Published, 0),
            ("first page, search that finds one", new ListingFilter(Search: "ting 123457"), ListingSort.Id, 0),
            ("first page, search that finds much", new ListingFilter(Search: "listing 9"), ListingSort.Id, 0),
            ("jump to row 400,000, by id", new ListingFilter(), ListingSort.Id, 400_000),
            ("jump to row 400,000, newest first", new ListingFilter(), ListingSort.Published, 400_000),
        })
        {
            await PageAsync(report, store, rounds, what, filter, () => browser.SpanAsync(Caller.CommandLine, store.StoreId, filter, sort, skip, 50, default), Sql(filter, sort, skip));
        }

        var place = (await browser.SpanAsync(Caller.CommandLine, store.StoreId, new(), ListingSort.Published, 400_000, 1, default))[0].Place;
        await PageAsync(report, store, rounds, "page after row 400,000, newest first", new(), () => browser.PageAsync(Caller.CommandLine, store.StoreId, new(), ListingSort.Published, place, 50, default), Sql(new(), ListingSort.Published, 400_001));
        foreach (var (what, filter) in new[] { ("count, no filter", new ListingFilter()), ("count, published between", dates), ("count, search", new ListingFilter(Search: "listing 9")) })
        {
            await CountAsync(report, store, rounds, what, filter);
        }

        await PlanAsync(report, store, rounds);
    }

    private static async Task PageAsync(Report report, BenchStore store, int rounds, string what, ListingFilter filter, Func<Task<IReadOnlyList<ListingRow>>> page, string sql)
    {
        var (ids, expected) = ((await page()).Select(r => r.ListingId.ToString(CultureInfo.InvariantCulture)).ToList(), store.Rows(sql));
        if (!ids.SequenceEqual(expected))
        {
            throw new WrongResultException($"{what}: {ids.Count} listings from {ids.FirstOrDefault()} instead of {expected.Count} from {expected.FirstOrDefault()}");
        }

        var times = await Measure.ByTurnsAsync(1, rounds, page, () => Task.FromResult(store.Rows(sql)));
        var isWanted = what.StartsWith("first", StringComparison.Ordinal) && filter.Search is "";
        report.Row(what, times[0].Milliseconds, "SQL " + times[1].Milliseconds, Samples.Text(times[0].Against(times[1]), "×"), isWanted ? ($"< {Most} ms", times[0].Median < Most) : null);
    }

    private static async Task CountAsync(Report report, BenchStore store, int rounds, string what, ListingFilter filter)
    {
        var (sql, browser) = ($"SELECT COUNT(*) FROM ({Sql(filter, ListingSort.Id, 0, int.MaxValue)})", store.Get<ListingBrowser>());
        var counted = await browser.CountAsync(Caller.CommandLine, store.StoreId, filter, default);
        if (store.Rows(sql)[0] != counted.ToString(CultureInfo.InvariantCulture))
        {
            throw new WrongResultException($"{what}: {counted} instead of {store.Rows(sql)[0]}");
        }

        var times = await Measure.ByTurnsAsync(1, rounds, () => browser.CountAsync(Caller.CommandLine, store.StoreId, filter, default), () => Task.FromResult(store.Rows(sql)));
        report.Row(string.Create(CultureInfo.InvariantCulture, $"{what}: {counted:N0}"), times[0].Milliseconds, "SQL " + times[1].Milliseconds, Samples.Text(times[0].Against(times[1]), "×"));
    }

    /// <summary>What the plan adds to a snapshot of the board, besides the reading of the gauge's rows, which it shares.</summary>
    private static async Task PlanAsync(Report report, BenchStore store, int rounds)
    {
        var reader = store.Get<CoverageReader>();
        var basis = await reader.BasisAsync(store.StoreId, default);
        var demand = new DemandReading("Bench", OrderData.End, new DemandQuery(DemandWindows.Rolling(OrderData.End)), 1_200, 0, new Dictionary<string, int>(), [.. basis.Priority.Select(m => new CountryDemand(m, 100, 1.0 / 12))]);
        var plan = basis.Plan(demand);
        if (basis.Read(OrderData.End).Covered != plan.Now.Covered || plan.Then.Gap is not 0)
        {
            throw new WrongResultException("the plan does not begin where the gauge stands, or does not end without a gap");
        }

        var times = await Measure.ByTurnsAsync(2, rounds * 3, () => Task.FromResult(basis.Plan(demand)), () => reader.BasisAsync(store.StoreId, default));
        report.Row($"fix plan of {plan.ByListings.Count} steps, of rows that were read", times[0].Milliseconds, "reading the rows " + times[1].Milliseconds, "", ("< 10 ms", times[0].Median < 10));
    }

    private static string Sql(ListingFilter filter, ListingSort sort, int skip, int take = 50)
    {
        var restricted = filter.Restricted is null ? "" : """
             AND EXISTS (SELECT 1 FROM Restrictions r WHERE r.StoreId = 1 AND r.CategoryId = l.CategoryId
                AND (l.TemplateId IS NULL OR NOT EXISTS (SELECT 1 FROM Templates t WHERE t.TemplateId = l.TemplateId) OR EXISTS (SELECT 1 FROM Missing m WHERE m.TemplateId = l.TemplateId AND m.Country = r.Country)))
            """;
        var dates = (filter.From is { } from ? $" AND PublishedAt >= {from.ToUnixTimeMilliseconds()}" : "") + (filter.Until is { } until ? $" AND PublishedAt < {until.ToUnixTimeMilliseconds()}" : "");
        var search = filter.Search is "" ? "" : $" AND Title LIKE '%{filter.Search}%'";
        return string.Create(CultureInfo.InvariantCulture, $"""
            WITH Market(Country) AS (SELECT value FROM Stores, json_each('["' || replace(PriorityMarkets, ' ', '","') || '"]')),
                Missing AS MATERIALIZED (SELECT TemplateId, Country FROM Templates, Market WHERE instr(' ' || Named || ' ' || Assumed || ' ', ' ' || Country || ' ') = 0),
                Whole AS MATERIALIZED (SELECT TemplateId FROM Templates t WHERE NOT EXISTS (SELECT 1 FROM Missing m WHERE m.TemplateId = t.TemplateId))
            SELECT ListingId FROM Listings l WHERE StoreId = 1 AND Status = 0 AND (TemplateId IS NULL OR TemplateId NOT IN (SELECT TemplateId FROM Whole)){restricted}{dates}{search}
            ORDER BY {(sort is ListingSort.Id ? "ListingId" : "PublishedAt DESC, ListingId DESC")} LIMIT {take} OFFSET {skip}
            """);
    }
}
