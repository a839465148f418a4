using System.IO.Compression;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

internal static class ExportCommand
{
    public static async Task<int> RunAsync(string? data, FileKind kind, string storeName, string? file, CancellationToken cancel)
    {
        if (file is not null && (File.Exists(file) || Directory.Exists(file)))
        {
            throw new ProblemException($"{file} is there already. Name a file that does not exist yet.");
        }

        await using var services = Host.Open(data);
        var store = await services.GetRequiredService<StoreDirectory>().RequireAsync(storeName, cancel);
        var rows = await services.GetRequiredService<FileExport>().RowsAsync(Caller.CommandLine, store.Id, kind, cancel);
        if (file is null)
        {
            await using var output = Console.OpenStandardOutput();
            await CsvRows.CopyAsync(rows, output, cancel);
            return Commands.Done;
        }

        var draft = file + ".part";
        try
        {
            await WriteAsync(rows, draft, packed: file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), cancel);
            File.Move(draft, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"{file} cannot be written: {e.Message} Name a file in a folder that is writable for this account.", e);
        }
        finally
        {
            File.Delete(draft);
        }

        return Commands.Done;
    }

    private static async Task WriteAsync(IAsyncEnumerable<IReadOnlyList<string>> rows, string path, bool packed, CancellationToken cancel)
    {
        await using var to = PrivateFiles.Create(path);
        await using Stream text = packed ? new GZipStream(to, CompressionLevel.Optimal) : to;
        await CsvRows.CopyAsync(rows, text, cancel);
    }
}
