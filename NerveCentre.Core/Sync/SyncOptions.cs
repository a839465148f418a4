using Microsoft.Extensions.Options;

namespace NerveCentre.Core.Sync;

/// <summary>Section <c>Sync</c> of appsettings.json.</summary>
public sealed class SyncOptions
{
    /// <summary>How often shipping templates are read.</summary>
    public TimeSpan TemplatesInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often listings are read.</summary>
    public TimeSpan ListingsInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often orders are read.</summary>
    public TimeSpan OrdersInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A run that takes longer is stopped; what it has read is kept.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How far before the last read moment each read begins. Covers late rows, and AliExpress's Pacific time read with and without daylight saving.</summary>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How far back the first read of orders reaches, in days.</summary>
    public int BackfillDays { get; set; } = 90;

    /// <summary>How far back orders are read every <see cref="SweepInterval"/>, for those that are told late.</summary>
    public TimeSpan LookBack { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How often the whole catalogue is read, so that deleted listings leave it, and orders are read further back.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Calls under way at once, per stream.</summary>
    public int ParallelCalls { get; set; } = 4;

    /// <summary>Most calls for single orders or listings in one run; the rest waits for the next.</summary>
    public int DetailCallsPerRun { get; set; } = 5_000;

    internal TimeSpan IntervalOf(string stream) => stream switch
    {
        SyncStreams.Templates => TemplatesInterval,
        SyncStreams.Listings => ListingsInterval,
        SyncStreams.Orders => OrdersInterval,
        _ => throw new ArgumentOutOfRangeException(nameof(stream), stream, "No such stream."),
    };
}

internal sealed class SyncOptionsValidator : IValidateOptions<SyncOptions>
{
    public ValidateOptionsResult Validate(string? name, SyncOptions options)
    {
        var wrong = new List<string>();
        Between(nameof(options.TemplatesInterval), options.TemplatesInterval, TimeSpan.FromSeconds(5), TimeSpan.FromDays(7));
        Between(nameof(options.ListingsInterval), options.ListingsInterval, TimeSpan.FromSeconds(5), TimeSpan.FromDays(7));
        Between(nameof(options.OrdersInterval), options.OrdersInterval, TimeSpan.FromSeconds(5), TimeSpan.FromDays(7));
        Between(nameof(options.TimeLimit), options.TimeLimit, TimeSpan.FromSeconds(10), TimeSpan.FromHours(6));
        Between(nameof(options.Overlap), options.Overlap, TimeSpan.FromHours(1), TimeSpan.FromDays(2));
        Between(nameof(options.BackfillDays), options.BackfillDays, 60, 180);
        Between(nameof(options.LookBack), options.LookBack, TimeSpan.FromHours(2), TimeSpan.FromDays(28));
        Between(nameof(options.SweepInterval), options.SweepInterval, TimeSpan.FromMinutes(10), TimeSpan.FromDays(7));
        Between(nameof(options.ParallelCalls), options.ParallelCalls, 1, 16);
        Between(nameof(options.DetailCallsPerRun), options.DetailCallsPerRun, 1, 100_000);
        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Between<T>(string key, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                wrong.Add($"appsettings.json: Sync:{key} is {value}; it must lie between {least} and {most}.");
            }
        }
    }
}
