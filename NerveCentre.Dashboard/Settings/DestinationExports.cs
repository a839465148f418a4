using System.Globalization;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Files;
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
        app.MapGet("/settings/shipping.csv", (HttpContext http, ShippingServices services, TimeProvider clock) =>
            SendAsync(http, clock, "services", DestinationFiles.ServiceColumns, async (caller, store) => DestinationFiles.Rows(await services.ExportAsync(caller, store, http.RequestAborted))));
        app.MapGet("/settings/restricted.csv", (HttpContext http, RestrictedDestinations restricted, TimeProvider clock) =>
            SendAsync(http, clock, "restricted", DestinationFiles.RestrictionColumns, async (caller, store) => DestinationFiles.Rows(await restricted.ExportAsync(caller, store, http.RequestAborted))));
        app.MapGet("/verify.csv", (HttpContext http, Verifications verifications, TimeProvider clock) =>
            SendAsync(http, clock, "verifications", VerificationHeader, async (caller, store) => (await verifications.ExportAsync(caller, store, http.RequestAborted)).Select(Cells)));
    }

    private static Task SendAsync(HttpContext http, TimeProvider clock, string name, IReadOnlyList<string> header, Func<Caller, int, Task<IEnumerable<IReadOnlyList<string>>>> read) => StoreDownload.SendAsync(http, "the page", async (caller, store) =>
    {
        CsvDownload.InEnglish();
        var rows = await read(caller, store.Id);
        CsvDownload.Name(http.Response, name, clock.GetUtcNow());
        await CsvRows.CopyAsync(rows.Prepend(header).ToAsyncEnumerable(), http.Response.Body, CsvText.Harmless, http.RequestAborted);
    });

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
