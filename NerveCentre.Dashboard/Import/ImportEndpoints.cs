using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Files;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Shared;
using AspMetadata = Microsoft.AspNetCore.Http.Metadata;

namespace NerveCentre.Dashboard.Import;

/// <summary>Files in, <c>POST /import/upload</c>, and what was left out of them, <c>GET /import/{id}/rejects.csv</c>. The rest is pages.</summary>
internal static class ImportEndpoints
{
    public const string UploadPath = "/import/upload";

    /// <summary>Longest text of a field that stands before the file, in characters.</summary>
    private const int MostText = 4_000;

    public static void MapImport(this WebApplication app)
    {
        var most = app.Services.GetRequiredService<IOptions<FilesOptions>>().Value.MostBytes;
        app.MapPost(UploadPath, UploadAsync).WithMetadata(new BodyLimit(most + 1_000_000));
        app.MapGet("/import/{id}/rejects.csv", RejectsAsync);
    }

    public static string RejectsPath(string id) => $"/import/{id}/rejects.csv";

    /// <summary>Read part by part, so that no more of the file is in memory than a buffer: what stands before it in the form is known when it comes.</summary>
    private static async Task UploadAsync(HttpContext http, ImportDesk desk, StoreList stores, IAntiforgery forms)
    {
        var (caller, cancel) = (http.Caller(), http.RequestAborted);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status400BadRequest, "This takes a form with a file. Use the page /import.");
            return;
        }

        try
        {
            var reader = new MultipartReader(boundary.Value!, http.Request.Body);
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            while (await reader.ReadNextSectionAsync(cancel) is { } section)
            {
                var part = section.GetContentDispositionHeader();
                if (part is null || !part.IsFileDisposition())
                {
                    fields[HeaderUtilities.RemoveQuotes(part?.Name ?? "").Value ?? ""] = await TextAsync(section, cancel);
                    continue;
                }

                await TakeAsync(http, desk, stores, forms, caller, fields, FileName(part), section.Body, cancel);
                return;
            }

            http.Response.Redirect(Back(fields));
        }
        catch (AccessRefusedException refused)
        {
            await ShortAnswer.WriteAsync(http, refused.SignedIn ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, refused.Message);
        }
        catch (AntiforgeryValidationException)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status400BadRequest, "Refused: this form is not one that this page has given out, or it is too old. Open the page /import again.");
        }
        catch (InvalidDataException)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status400BadRequest, "The form could not be read. Open the page /import and choose the file again.");
        }
    }

    private static async Task TakeAsync(HttpContext http, ImportDesk desk, StoreList stores, IAntiforgery forms, Caller caller, Dictionary<string, string> fields, string name, Stream file, CancellationToken cancel)
    {
        // As a header, or the whole body would be read in search of it.
        http.Request.Headers["RequestVerificationToken"] = fields.GetValueOrDefault("__RequestVerificationToken", "");
        await forms.ValidateRequestAsync(http);
        if (name is "")
        {
            http.Response.Redirect(Back(fields));
            return;
        }

        var kind = Enum.TryParse<FileKind>(fields.GetValueOrDefault("kind"), ignoreCase: true, out var asked) ? asked : FileKind.Orders;
        var all = await stores.ListAsync(caller, cancel);
        var store = int.TryParse(fields.GetValueOrDefault("store"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? all.FirstOrDefault(s => s.Id == id) : null;
        var target = store is null
            ? new UploadTarget(null, fields.GetValueOrDefault("name", ""), fields.GetValueOrDefault("zone", "") is { Length: > 0 } zone ? zone : "UTC")
            : new UploadTarget(store.Id, store.Name, store.TimeZone);
        var upload = await desk.UploadAsync(caller, target, kind, name, file, cancel);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = new StoreLinks(store?.Name).To($"/import/{upload}");
    }

    private static async Task RejectsAsync(HttpContext http, string id, ImportDesk desk)
    {
        if (!OriginGuard.IsFetchedFromHere(http.Request) || await desk.RejectsAsync(http.Caller(), id, http.RequestAborted) is not { } rejects)
        {
            await ShortAnswer.WriteAsync(http, StatusCodes.Status404NotFound, "There is no such file, or it is gone by now. Import the file again to see what is left out of it.");
            return;
        }

        await using (rejects)
        {
            CsvDownload.Name(http.Response, "rejected.csv");
            await rejects.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
    }

    private static string Back(Dictionary<string, string> fields) => $"/import?missing=file{(fields.GetValueOrDefault("from") is { Length: > 0 } store ? $"&store={Uri.EscapeDataString(store)}" : "")}";

    private static string FileName(ContentDispositionHeaderValue part) => HeaderUtilities.RemoveQuotes(part.FileNameStar.HasValue ? part.FileNameStar : part.FileName).Value ?? "";

    private static async Task<string> TextAsync(MultipartSection section, CancellationToken cancel)
    {
        using var reader = new StreamReader(section.Body);
        var text = new char[MostText];
        return new string(text, 0, await reader.ReadBlockAsync(text, cancel));
    }

    private sealed record BodyLimit(long? MaxRequestBodySize) : AspMetadata.IRequestSizeLimitMetadata;
}
