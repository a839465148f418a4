using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Shared;

/// <summary>A file of one store's rows, for whoever may have it.</summary>
internal static class StoreDownload
{
    /// <summary>Finds the store that the address names and sends. What stands in the way is told in a sentence, as long as nothing has been sent: read first, then name the file.</summary>
    /// <param name="where">"the page /plan": where it can be exported.</param>
    /// <param name="problem">The status of what the address asks for and cannot have.</param>
    public static async Task SendAsync(HttpContext http, string where, Func<Caller, StoreSummary, Task> send, int problem = StatusCodes.Status400BadRequest)
    {
        if (await CsvDownload.RefusesOtherSiteAsync(http, where))
        {
            return;
        }

        var caller = http.Caller();
        var stores = http.RequestServices.GetRequiredService<StoreList>();
        if (StoreChoice.Of(http.Request.Query["store"], await stores.ListAsync(caller, http.RequestAborted)).Store is not { } store)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status404NotFound, "There is no such store.");
            return;
        }

        try
        {
            await send(caller, store);
        }
        catch (AccessRefusedException refused) when (!http.Response.HasStarted)
        {
            await ShortAnswer.WriteAsync(http, refused.SignedIn ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, refused.Message);
        }
        catch (ProblemException told) when (!http.Response.HasStarted)
        {
            await ShortAnswer.WriteAsync(http, problem, told.Message);
        }
    }
}
