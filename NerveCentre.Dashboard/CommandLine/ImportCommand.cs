using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

internal sealed record ImportRequest(string? Data, string File, string Store, IReadOnlyList<string> Columns, IReadOnlyList<string> Statuses, string? Zone);

internal static class ImportCommand
{
    public static async Task<int> RunAsync(ImportRequest request, CancellationToken cancel)
    {
        var (columns, statuses) = Usage.Check(() => (OrderFileOptions.ParseColumns(request.Columns), OrderFileOptions.ParseStatuses(request.Statuses)));
        if (request.Zone is not null)
        {
            Usage.Check(() => DemandWindows.Zone(request.Zone));
        }

        // Before the data folder is made: a mistyped path leaves nothing behind.
        CsvText.Open(request.File).Dispose();
        await using var services = Host.Open(request.Data);
        var known = await services.GetRequiredService<StoreDirectory>().FindAsync(request.Store.Trim(), cancel);
        var zone = request.Zone ?? known?.TimeZone ?? "UTC";
        var options = new OrderFileOptions(columns, statuses, DemandWindows.Zone(zone));
        var result = await services.GetRequiredService<OrderImport>().RunAsync(Caller.CommandLine, request.File, request.Store, zone, options, cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accepted {result.Accepted}, updated {result.Updated}, unchanged {result.Unchanged}, rejected {result.Rejected}"));
        if (result.RejectedFile is { } rejected)
        {
            await Console.Error.WriteLineAsync($"{(result.Rejected is 1 ? "1 row was" : $"{result.Rejected.ToString(CultureInfo.InvariantCulture)} rows were")} left out; each stands with its line and the reason in {rejected}");
        }

        return Commands.Done;
    }
}

internal static class Usage
{
    /// <summary>What Core refuses about the words of a command is wrong usage, not failure.</summary>
    public static T Check<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ProblemException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
