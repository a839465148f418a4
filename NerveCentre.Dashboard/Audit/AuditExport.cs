using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Dashboard.Audit;

/// <summary><c>GET /audit.csv</c>: the rows of the page's filter, all of them, as a file.</summary>
internal static class AuditExport
{
    public const string Path = "/audit.csv";

    private static readonly string[] Header = ["id", "at", "who", "kind", "address", "store", "action", "subject", "before", "after", "sentence"];

    /// <summary>Rows between two writes to the network.</summary>
    private const int Batch = 200;

    public static void MapAuditExport(this WebApplication app) => app.MapGet(Path, WriteAsync).RequireAuthorization(RightPolicies.Name(Right.ReadAudit));

    private static async Task WriteAsync(HttpContext http, AuditLog audit, StoreList stores, TimeProvider clock)
    {
        // A link elsewhere must neither drop the file onto an owner's disk nor fill the audit with exports.
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status403Forbidden, "Refused: another site asked for this file. Open the audit page and export it there.");
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

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"nervecentre-audit-{clock.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.csv\"");
        await CopyAsync(rows, http.Response, cancel);
    }

    /// <summary>Written in memory, a batch at a time, and sent on from there: the writer's own way to a stream blocks, which the server forbids.</summary>
    private static async Task CopyAsync(IAsyncEnumerable<AuditEntry> rows, HttpResponse response, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        using var csv = CsvWriter.Create(memory, CsvText.Writing, leaveOpen: true);
        csv.WriteRecord(Header);
        var held = 0;
        await foreach (var entry in rows.WithCancellation(cancel))
        {
            csv.WriteRecord([.. Cells(entry).Select(CsvText.Harmless)]);
            if (++held % Batch is 0)
            {
                await SendAsync();
            }
        }

        await SendAsync();

        async Task SendAsync()
        {
            csv.Flush();
            await response.Body.WriteAsync(memory.GetBuffer().AsMemory(0, (int)memory.Length), cancel);
            await response.Body.FlushAsync(cancel);
            memory.SetLength(0);
        }
    }

    /// <summary>Texts as recorded, which is one line each. Times in UTC, whatever zone the page shows.</summary>
    private static string[] Cells(AuditEntry entry) =>
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
