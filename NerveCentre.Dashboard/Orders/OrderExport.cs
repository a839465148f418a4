using Microsoft.AspNetCore.Http;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Orders;

/// <summary>The orders behind a number as a file: the same ones as on the page, all pages of them.</summary>
internal static class OrderExport
{
    public static void MapOrderExport(this WebApplication app) => app.MapGet(
        OrdersPage.Csv,
        (HttpContext http, OrderPages pages, TimeProvider clock) => StoreDownload.SendAsync(http, "the page of orders", async (caller, store) =>
        {
            var filter = OrderAddress.Read(name => http.Request.Query[name], DemandWindows.Rolling(clock.GetUtcNow(), store.TimeZone));
            var rows = await pages.ExportAsync(caller, store.Id, filter, http.RequestAborted);
            CsvDownload.Name(http.Response, "orders", clock.GetUtcNow());
            await CsvRows.CopyAsync(rows.Select(OrderWords.Cells).Prepend(OrderWords.Columns), http.Response.Body, CsvText.Harmless, http.RequestAborted);
        }));
}
