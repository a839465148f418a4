using CsvHelper;

namespace NerveCentre.Core.Files;

/// <summary>Rows on their way out.</summary>
internal static class CsvRows
{
    /// <summary>Writes rows as CSV, a batch at a time in memory and on from there: the writer's own way to a stream blocks, which the server forbids.</summary>
    public static Task CopyAsync(IAsyncEnumerable<IReadOnlyList<string>> rows, Stream to, CancellationToken cancel) => CopyAsync(rows, to, CsvText.Guarded, cancel);

    /// <param name="guard">What keeps a cell from being taken for a formula.</param>
    public static async Task CopyAsync(IAsyncEnumerable<IReadOnlyList<string>> rows, Stream to, Func<string, string> guard, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        using var csv = CsvWriter.Create(memory, CsvText.Writing, leaveOpen: true);
        var held = 0;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            csv.WriteRecord([.. row.Select(guard)]);
            if (++held % 200 is 0)
            {
                await SendAsync();
            }
        }

        await SendAsync();

        async Task SendAsync()
        {
            csv.Flush();
            await to.WriteAsync(memory.GetBuffer().AsMemory(0, (int)memory.Length), cancel);
            await to.FlushAsync(cancel);
            memory.SetLength(0);
        }
    }
}
