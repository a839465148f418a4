using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Listings;

/// <summary><c>GET /listings.csv</c> with the parameters of the page: exactly what it shows, all pages of it.</summary>
internal static class ListingsExport
{
    public static void MapListings(this WebApplication app) =>
        app.MapGet("/listings.csv", (HttpContext http, StoreList stores, ListingBrowser browser, ListingColumns saved, TimeProvider clock) => SendAsync(http, stores, browser, saved, clock));

    private static async Task SendAsync(HttpContext http, StoreList stores, ListingBrowser browser, ListingColumns saved, TimeProvider clock)
    {
        if (await CsvDownload.RefusesOtherSiteAsync(http, "the page /listings"))
        {
            return;
        }

        var (caller, cancel) = (http.Caller(), http.RequestAborted);
        var choice = StoreChoice.Of(http.Request.Query["store"], await stores.ListAsync(caller, cancel));
        if (choice.Store is not { } store)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status404NotFound, "There is no such store.");
            return;
        }

        var query = ListingsQuery.Parse(name => http.Request.Query[name], new StoreTime(store.TimeZone));
        // A file of other rows than were asked for would be taken for the right one.
        if (query.Problems is [var problem, ..])
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status400BadRequest, problem);
            return;
        }

        if (query.Filter.Ids is [] && http.Request.Query["ticked"] == "only")
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status400BadRequest, "No listing is ticked. Tick some on the page /listings, or take all that match.");
            return;
        }

        try
        {
            var rows = await browser.ExportAsync(caller, store.Id, query.Filter, query.Sort, cancel);
            var columns = query.Columns ?? ListingsQuery.ReadColumns(await saved.GetAsync(caller, cancel)) ?? ListingsQuery.Usual;
            CsvDownload.InEnglish();
            CsvDownload.Name(http.Response, "listings", clock.GetUtcNow());
            await CsvRows.CopyAsync(Cells(rows, columns, cancel), http.Response.Body, CsvText.Harmless, cancel);
        }
        catch (AccessRefusedException refused) when (!http.Response.HasStarted)
        {
            await ShortAnswer.WriteAsync(http, refused.SignedIn ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, refused.Message);
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> Cells(IAsyncEnumerable<ListingRow> rows, IReadOnlyList<ListingColumn> columns, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return ["listing_id", "title", .. columns.Select(ListingsQuery.Name)];
        await foreach (var row in rows.WithCancellation(cancel))
        {
            yield return [row.ListingId.ToString(CultureInfo.InvariantCulture), OneLine.Of(row.Title), .. columns.Select(c => ListingWords.FileCell(row, c))];
        }
    }
}
