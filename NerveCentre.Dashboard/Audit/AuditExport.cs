using System.Globalization;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Audit;

/// <summary><c>GET /audit.csv</c>: the rows of the page's filter, all of them, as a file.</summary>
internal static class AuditExport
{
    public const string Path = "/audit.csv";

    private static readonly string[] Header = ["id", "at", "who", "kind", "address", "store", "action", "subject", "before", "after", "sentence"];

    public static void MapAuditExport(this WebApplication app) => app.MapGet(Path, WriteAsync).RequireAuthorization(RightPolicies.Name(Right.ReadAudit));

    private static async Task WriteAsync(HttpContext http, AuditLog audit, StoreList stores, TimeProvider clock)
    {
        if (await CsvDownload.RefusesOtherSiteAsync(http, "the audit page"))
        {
            return;
        }

        var (caller, cancel, query) = (http.Caller(), http.RequestAborted, http.Request.Query);
        IAsyncEnumerable<AuditEntry> rows;
        try
        {
            var asked = await AuditQuery.ReadAsync(stores, caller, clock.LocalTimeZone, new AuditAsked(query["action"], query["who"], query["from"], query["to"], query["store"]), cancel);
            if (asked.Problems.Count > 0)
            {
                throw new ProblemException(string.Join(' ', asked.Problems));
            }

            rows = await audit.ExportAsync(caller, asked.Filter, cancel);
        }
        catch (AccessRefusedException refused)
        {
            await ShortAnswer.WriteAsync(http, refused.SignedIn ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, refused.Message);
            return;
        }
        catch (ProblemException problem)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status400BadRequest, problem.Message);
            return;
        }

        CsvDownload.Name(http.Response, "audit", clock.GetUtcNow());
        await CsvRows.CopyAsync(rows.Select(Cells).Prepend(Header), http.Response.Body, CsvText.Harmless, cancel);
    }

    /// <summary>Texts as recorded, which is one line each. Times in UTC, whatever zone the page shows.</summary>
    private static IReadOnlyList<string> Cells(AuditEntry entry) =>
    [
        entry.Id.ToString(CultureInfo.InvariantCulture),
        entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        entry.By,
        entry.Kind.ToString().ToLowerInvariant(),
        entry.Address ?? "",
        entry.Store ?? "",
        entry.Action,
        entry.Subject,
        entry.Before ?? "",
        entry.After ?? "",
        AuditWords.Sentence(entry),
    ];
}
