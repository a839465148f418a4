using System.Globalization;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>The figures of a card as a file: the rows of its table, in its order, counted as the card counts. For machines: codes, plain numbers, UTC.</summary>
internal static class CardExport
{
    public const string Coverage = "/cards/coverage.csv";
    public const string Orders = "/cards/orders.csv";

    public static void MapCardExport(this WebApplication app)
    {
        app.MapGet(Coverage, (HttpContext http, BoardFeed feed, TimeProvider clock) => SendAsync(http, clock, "coverage", async (me, store, cancel) => CoverageRows((await feed.GetAsync(me, store.Id, cancel)).Coverage)));
        app.MapGet(Orders, (HttpContext http, BoardFeed feed, TimeProvider clock) => SendAsync(http, clock, "orders-by-country", (me, store, cancel) => OrderRowsAsync(http.Request.Query, feed, me, store, cancel)));
    }

    private static Task SendAsync(HttpContext http, TimeProvider clock, string what, Func<Caller, StoreSummary, CancellationToken, Task<IEnumerable<string[]>>> read) => StoreDownload.SendAsync(http, "the board", async (caller, store) =>
    {
        CsvDownload.InEnglish();
        var rows = await read(caller, store, http.RequestAborted);
        CsvDownload.Name(http.Response, what, store.Name, clock.GetUtcNow());
        await CsvRows.CopyAsync(rows.ToAsyncEnumerable<IReadOnlyList<string>>(), http.Response.Body, CsvText.Harmless, http.RequestAborted);
    });

    /// <summary>The gauge first, whose classes stand where those of a country stand: covered ships everywhere, a gap does not. Then every country.</summary>
    internal static IEnumerable<string[]> CoverageRows(CoverageReading reading)
    {
        var (priority, asOf) = (CountrySet.Of(reading.PriorityMarkets), StoreTime.Machine(reading.AsOf));
        yield return ["scope", "country", "name", "priority", "active", "ships", "assumed", "does_not_ship", "restricted", "unknown", "percent", "average_percent", "target_percent", "as_of"];
        yield return
        [
            "gauge", "", "all priority markets", "yes", Number(reading.Active), Number(reading.Covered), "", Number(reading.Gap), Number(reading.RestrictedOnly), Number(reading.Unknown),
            Number(reading.Percent), Number(reading.AveragePercent), Number(reading.Target), asOf,
        ];
        foreach (var c in reading.ByCountry.OrderByDescending(c => priority.Contains(c.Country)).ThenBy(c => c.Ships).ThenBy(c => c.Country))
        {
            yield return
            [
                "country", c.Country.ToString(), CountryCatalogue.NameOf(c.Country), priority.Contains(c.Country) ? "yes" : "no", Number(c.Active), Number(c.Ships), Number(c.Assumed),
                Number(c.Fixable), Number(c.Restricted), Number(c.Unknown), Number(c.Percent), "", "", asOf,
            ];
        }
    }

    /// <summary>
    /// With a row for each text that names no country, so that the rows add up to all orders of the window.
    /// <c>orders_before</c> is empty when the window before reaches back beyond the orders that are here.
    /// </summary>
    private static async Task<IEnumerable<string[]>> OrderRowsAsync(IQueryCollection address, BoardFeed feed, Caller me, StoreSummary store, CancellationToken cancel)
    {
        var snapshot = await feed.GetAsync(me, store.Id, cancel);
        var (query, wrong) = BoardQuery.Parse(address["by"], address["cancelled"], address["unpaid"], address["window"], address["end"], store.TimeZone, address["from"], snapshot.At);
        var (view, alsoWrong) = MapView.Parse(name => address[name]);
        if (wrong.Concat(alsoWrong).FirstOrDefault() is { } problem)
        {
            throw new ProblemException(problem);
        }

        var asked = query.Resolve(snapshot.At, store.TimeZone);
        var map = new MapFigures(await feed.CountedAsync(me, snapshot, asked, cancel));
        return Rows();

        IEnumerable<string[]> Rows()
        {
            string[] counted = [StoreTime.Machine(asked.Window.From), StoreTime.Machine(asked.Window.To), StoreTime.Machine(map.Before.Query.Window.From), StoreTime.Machine(map.Before.Query.Window.To), asked.Attribution is Attribution.Buyer ? "buyer" : "ship-to", string.Join(' ', new[] { asked.ExcludeCancelled ? "cancelled" : "", asked.ExcludeUnpaid ? "unpaid" : "" }.Where(e => e.Length > 0))];
            yield return ["country", "name", "orders", "share", "orders_before", "opportunity", "active", "ships", "uncovered", "percent", "from", "to", "before_from", "before_to", "attribution", "left_out"];
            foreach (var row in MapTable.Rows(map, view))
            {
                yield return
                [
                    row.Country.ToString(), CountryCatalogue.NameOf(row.Country), Number(row.Orders), Number(row.Share), map.Board.KnowsBefore ? Number(row.Change.Before) : "", Number(row.Opportunity.Opportunity),
                    Number(row.Coverage.Active), Number(row.Coverage.Ships), Number(row.Uncovered), Number(row.Coverage.Percent), .. counted,
                ];
            }

            foreach (var (text, orders) in map.Demand.UnknownRaw.Where(_ => view.Find is null).OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal))
            {
                yield return ["", text, Number(orders), Number((double)orders / map.Demand.Total), "", "", "", "", "", "", .. counted];
            }
        }
    }

    private static string Number(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
