using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Orders;

/// <summary>The orders behind a number as a file: the same ones as on the page, all pages of them.</summary>
internal static class OrderExport
{
    public static void MapOrderExport(this WebApplication app) => app.MapGet(OrdersPage.Csv, SendAsync);

    private static async Task SendAsync(HttpContext http, StoreList stores, OrderPages pages, TimeProvider clock)
    {
        if (await CsvDownload.RefusesOtherSiteAsync(http, "the page of orders"))
        {
            return;
        }

        var (caller, cancel) = (http.Caller(), http.RequestAborted);
        if (StoreChoice.Of(http.Request.Query["store"], await stores.ListAsync(caller, cancel)).Store is not { } store)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status404NotFound, "There is no such store.");
            return;
        }

        IAsyncEnumerable<OrderRow> rows;
        try
        {
            var filter = OrderAddress.Read(name => http.Request.Query[name], DemandWindows.Rolling(clock.GetUtcNow(), store.TimeZone));
            rows = await pages.ExportAsync(caller, store.Id, filter, cancel);
        }
        catch (ProblemException problem)
        {
            await ShortAnswer.WriteAsync(http, problem is AccessRefusedException ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest, problem.Message);
            return;
        }

        CsvDownload.Name(http.Response, "orders", clock.GetUtcNow());
        await CsvRows.CopyAsync(rows.Select(OrderWords.Cells).Prepend(OrderWords.Columns), http.Response.Body, CsvText.Harmless, cancel);
    }
}
