using Microsoft.AspNetCore.Http;
using NerveCentre.Core.Access;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Import;

/// <summary><c>GET /export/orders.csv?store=</c>, and the same for listings and templates.</summary>
internal static class ExportEndpoints
{
    public static void MapExport(this WebApplication app)
    {
        foreach (var kind in Enum.GetValues<FileKind>())
        {
            app.MapGet(Path(kind), (HttpContext http, StoreList stores, FileExport export, TimeProvider clock) => WriteAsync(http, kind, stores, export, clock));
        }
    }

    public static string Path(FileKind kind) => $"/export/{Name(kind)}.csv";

    private static string Name(FileKind kind) => kind.ToString().ToLowerInvariant();

    private static async Task WriteAsync(HttpContext http, FileKind kind, StoreList stores, FileExport export, TimeProvider clock)
    {
        var (caller, cancel) = (http.Caller(), http.RequestAborted);
        if (await CsvDownload.RefusesOtherSiteAsync(http, "the page /import"))
        {
            return;
        }

        try
        {
            var choice = StoreChoice.Of(http.Request.Query["store"], await stores.ListAsync(caller, cancel));
            if (choice.Store is not { } store)
            {
                await ShortAnswer.WriteAsync(http, caller.Kind is CallerKind.Nobody ? StatusCodes.Status401Unauthorized : StatusCodes.Status404NotFound, "There is no such store.");
                return;
            }

            var rows = await export.RowsAsync(caller, store.Id, kind, cancel);
            CsvDownload.Name(http.Response, Name(kind), clock.GetUtcNow());
            await CsvRows.CopyAsync(rows, http.Response.Body, cancel);
        }
        catch (AccessRefusedException refused) when (!http.Response.HasStarted)
        {
            await ShortAnswer.WriteAsync(http, refused.SignedIn ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, refused.Message);
        }
    }
}
