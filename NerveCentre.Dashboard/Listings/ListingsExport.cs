using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Files;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Listings;

/// <summary><c>GET /listings.csv</c> with the parameters of the page: exactly what it shows, all pages of it.</summary>
internal static class ListingsExport
{
    public static void MapListings(this WebApplication app) => app.MapGet(
        "/listings.csv",
        (HttpContext http, ListingBrowser browser, ListingColumns saved, TimeProvider clock) => StoreDownload.SendAsync(http, "the page /listings", async (caller, store) =>
        {
            var query = ListingsQuery.Parse(name => http.Request.Query[name], new StoreTime(store.TimeZone));
            // A file of other rows than were asked for would be taken for the right one.
            if ((query.Missing ?? query.Problems.FirstOrDefault()) is { } problem)
            {
                throw new ProblemException(problem);
            }

            if (query.Filter.Ids is [] && http.Request.Query["ticked"] == "only")
            {
                throw new ProblemException("No listing is ticked. Tick some on the page /listings, or take all that match.");
            }

            var cancel = http.RequestAborted;
            var rows = await browser.ExportAsync(caller, store.Id, query.Filter, query.Sort, cancel);
            var columns = query.Columns ?? ListingsQuery.ReadColumns(await saved.GetAsync(caller, cancel)) ?? ListingsQuery.Usual;
            CsvDownload.InEnglish();
            CsvDownload.Name(http.Response, "listings", clock.GetUtcNow());
            await CsvRows.CopyAsync(Cells(rows, columns, cancel), http.Response.Body, CsvText.Harmless, cancel);
        }));

    private static async IAsyncEnumerable<IReadOnlyList<string>> Cells(IAsyncEnumerable<ListingRow> rows, IReadOnlyList<ListingColumn> columns, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return ["listing_id", "title", .. columns.Select(ListingsQuery.Name)];
        await foreach (var row in rows.WithCancellation(cancel))
        {
            yield return [row.ListingId.ToString(CultureInfo.InvariantCulture), OneLine.Of(row.Title), .. columns.Select(c => ListingWords.FileCell(row, c))];
        }
    }
}
