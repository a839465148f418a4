using System.Globalization;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Settings;

/// <summary>What a store was told of services, its restricted destinations and its verifications, as files. Each is bounded, and read before it is sent.</summary>
internal static class DestinationExports
{
    private static readonly string[] VerificationHeader =
        ["at", "listing_id", "title", "template_id", "template", "country", "template_says", "because", "restricted", "aliexpress_says", "services", "outcome", "asked_about", "note"];

    public static void MapDestinationExports(this WebApplication app)
    {
        app.MapGet("/settings/shipping.csv", (HttpContext http, StoreList stores, ShippingServices services, TimeProvider clock) =>
            SendAsync(http, stores, clock, "services", DestinationFiles.ServiceColumns, async (caller, store) => DestinationFiles.Rows(await services.ExportAsync(caller, store, http.RequestAborted))));
        app.MapGet("/settings/restricted.csv", (HttpContext http, StoreList stores, RestrictedDestinations restricted, TimeProvider clock) =>
            SendAsync(http, stores, clock, "restricted", DestinationFiles.RestrictionColumns, async (caller, store) => DestinationFiles.Rows(await restricted.ExportAsync(caller, store, http.RequestAborted))));
        app.MapGet("/verify.csv", (HttpContext http, StoreList stores, Verifications verifications, TimeProvider clock) =>
            SendAsync(http, stores, clock, "verifications", VerificationHeader, async (caller, store) => (await verifications.ExportAsync(caller, store, http.RequestAborted)).Select(Cells)));
    }

    private static async Task SendAsync(HttpContext http, StoreList stores, TimeProvider clock, string name, IReadOnlyList<string> header, Func<Caller, int, Task<IEnumerable<IReadOnlyList<string>>>> read)
    {
        if (await CsvDownload.RefusesOtherSiteAsync(http, "the page"))
        {
            return;
        }

        var caller = http.Caller();
        var choice = StoreChoice.Of(http.Request.Query["store"], await stores.ListAsync(caller, http.RequestAborted));
        if (choice.Store is not { } store)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status404NotFound, "There is no such store.");
            return;
        }

        CsvDownload.InEnglish();
        IEnumerable<IReadOnlyList<string>> rows;
        try
        {
            rows = await read(caller, store.Id);
        }
        catch (ProblemException problem)
        {
            await ShortAnswer.WriteAsync(http, problem is AccessRefusedException ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest, problem.Message);
            return;
        }

        CsvDownload.Name(http.Response, name, clock.GetUtcNow());
        await CsvRows.CopyAsync(rows.Prepend(header).ToAsyncEnumerable(), http.Response.Body, CsvText.Harmless, http.RequestAborted);
    }

    private static string[] Cells(VerificationRow row) =>
    [
        row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        row.ListingId.ToString(CultureInfo.InvariantCulture),
        OneLine.Of(row.Title),
        row.TemplateId?.ToString(CultureInfo.InvariantCulture) ?? "",
        row.TemplateName is { } name ? OneLine.Of(name) : "",
        row.Country.Alpha2,
        EvidenceWords.Verdict(row.Market.Verdict),
        string.Join(' ', EvidenceWords.Reasons(row.Market)),
        row.Restricted ? "yes" : "no",
        VerifyWords.Answer(row),
        string.Join(' ', row.Services.Select(s => OneLine.Of(s, 60))),
        VerifyWords.Outcome(row.Outcome),
        row.ByTemplate ? "template" : "listing",
        row.Problem is { } problem ? OneLine.Of(problem) : "",
    ];
}
