using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Files;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

/// <summary>What was said after <c>import</c>.</summary>
internal sealed record ImportWords(FileKind Kind, string? Data, string File, string Store)
{
    public IReadOnlyList<string> Columns { get; init; } = [];

    public IReadOnlyList<string> Statuses { get; init; } = [];

    public string? Zone { get; init; }

    public string? Encoding { get; init; }

    public string? Dates { get; init; }

    public string? Decimal { get; init; }

    public bool ShipForBuyer { get; init; }

    public bool Whole { get; init; }

    public bool Yes { get; init; }
}

internal static class ImportCommand
{
    public static async Task<int> RunAsync(ImportWords words, CancellationToken cancel)
    {
        var mapping = Usage.Check(() => Mapping(words));
        // Before the data folder is made: a mistyped path leaves nothing behind.
        CsvText.Open(words.File, words.File, mapping.Encoding, long.MaxValue).Dispose();
        await using var services = Host.Open(words.Data);
        var known = await services.GetRequiredService<StoreDirectory>().FindAsync(words.Store.Trim(), cancel);
        var zone = words.Zone ?? known?.TimeZone ?? "UTC";
        var request = new ImportRequest(words.File, words.Store, mapping with { Zone = zone })
        {
            ZoneOfNewStore = zone,
            RejectsTo = words.File + ImportRequest.RejectsSuffix,
            Whole = words.Whole,
            Confirmed = words.Yes ? int.MaxValue : 0,
        };
        try
        {
            await TellAsync(words, await services.GetRequiredService<FileImport>().RunAsync(Caller.CommandLine, request, cancel));
            return Commands.Done;
        }
        catch (ConfirmationNeededException needed)
        {
            throw new UsageException($"{needed.Message} Say --yes to do it.");
        }
    }

    private static FileMapping Mapping(ImportWords words)
    {
        if (words.Zone is not null)
        {
            DemandWindows.Zone(words.Zone);
        }

        if (words.Encoding is not null)
        {
            FileEncoding.Named(words.Encoding);
        }

        return new FileMapping(words.Kind, FileMapping.ParseColumns(words.Kind, words.Columns), FileMapping.ParseStatuses(words.Kind, words.Statuses), "UTC")
        {
            Encoding = words.Encoding,
            ShipForBuyer = words.ShipForBuyer,
            Dates = words.Dates switch
            {
                null or "ymd" => DateOrder.YearFirst,
                "dmy" => DateOrder.DayFirst,
                "mdy" => DateOrder.MonthFirst,
                var other => throw new ProblemException($"--dates {other}: write ymd, dmy or mdy."),
            },
            Decimal = words.Decimal switch
            {
                null => DecimalSign.Plain,
                "point" => DecimalSign.Point,
                "comma" => DecimalSign.Comma,
                var other => throw new ProblemException($"--decimal {other}: write point or comma."),
            },
        };
    }

    private static async Task TellAsync(ImportWords words, ImportResult result)
    {
        var left = (words.Whole, words.Kind) switch
        {
            (false, _) => "",
            (_, FileKind.Templates) => string.Create(CultureInfo.InvariantCulture, $", gone {result.Left}"),
            _ => string.Create(CultureInfo.InvariantCulture, $", offline {result.Left}"),
        };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accepted {result.Added}, updated {result.Updated}, unchanged {result.Unchanged}, rejected {result.Rejected}") + left);
        if (result.RejectedFile is { } rejected)
        {
            await Console.Error.WriteLineAsync($"{(result.Rejected is 1 ? "1 row was" : $"{result.Rejected.ToString(CultureInfo.InvariantCulture)} rows were")} left out; each stands with its line and the reason in {rejected}");
        }

        if (result.LacksBuyerCountry)
        {
            await Console.Error.WriteLineAsync("The file tells no buyer country, so its orders count as unknown country unless they are counted by ship-to country. To take the country of the parcel for the buyer's, say --ship-for-buyer.");
        }
        else if (words.Kind is not FileKind.Orders && result.Note is { } note)
        {
            await Console.Error.WriteLineAsync(OneLine.Of(note, 4_000));
        }
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
