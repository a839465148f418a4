using System.Globalization;
using CsvHelper;
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

/// <summary>What a store was told of services, its restricted destinations and its verifications, as files. Each is bounded, so it is made whole before it is sent.</summary>
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

    private static async Task SendAsync(HttpContext http, StoreList stores, TimeProvider clock, string name, IReadOnlyList<string> header, Func<Caller, int, Task<IEnumerable<string[]>>> read)
    {
        // A link elsewhere must neither drop the file onto somebody's disk nor fill the audit with exports.
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status403Forbidden, "Refused: another site asked for this file. Open the page and export it there.");
            return;
        }

        var caller = http.Caller();
        var choice = StoreChoice.Of(http.Request.Query["store"], await stores.ListAsync(caller, http.RequestAborted));
        if (choice.Store is not { } store)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status404NotFound, "There is no such store.");
            return;
        }

        IEnumerable<string[]> rows;
        try
        {
            rows = await read(caller, store.Id);
        }
        catch (ProblemException problem)
        {
            await ShortAnswer.WriteAsync(http, problem is AccessRefusedException ? StatusCodes.Status403Forbidden : StatusCodes.Status400BadRequest, problem.Message);
            return;
        }

        using var memory = new MemoryStream();
        using (var csv = CsvWriter.Create(memory, CsvText.Writing, leaveOpen: true))
        {
            csv.WriteRecord([.. header]);
            foreach (var row in rows)
            {
                csv.WriteRecord([.. row.Select(CsvText.Harmless)]);
            }
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"nervecentre-{name}-{clock.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.csv\"");
        await http.Response.Body.WriteAsync(memory.GetBuffer().AsMemory(0, (int)memory.Length), http.RequestAborted);
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
