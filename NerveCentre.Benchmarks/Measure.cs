using System.Diagnostics;
using System.Globalization;

namespace NerveCentre.Benchmarks;

/// <summary>Times of one contender, in milliseconds, by round.</summary>
/// <param name="Cpu">Processor time of a round, in milliseconds, on average: what is left to compare on a machine that others use too.</param>
internal sealed record Samples(double[] Rounds, double Cpu)
{
    public double Median => Of(Rounds).Median;

    /// <summary>Median (min–max) and mean processor time, in milliseconds.</summary>
    public string Milliseconds => Text(Of(Rounds), " ms") + string.Create(CultureInfo.InvariantCulture, $" cpu {Short(Cpu)}");

    /// <summary>Median (min–max) of <paramref name="items"/> per second.</summary>
    public string PerSecond(int items) => Text(Of(Rounds.Select(ms => items / ms)), " k/s");

    /// <summary>This contender's time ÷ the other's, round by round.</summary>
    public (double Median, double Min, double Max) Against(Samples other) => Of(Rounds.Zip(other.Rounds, (mine, theirs) => mine / theirs));

    public static string Text((double Median, double Min, double Max) of, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Short(of.Median)}{unit} ({Short(of.Min)}–{Short(of.Max)})");

    private static string Short(double value) => value.ToString(value < 1 ? "0.000" : value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static (double Median, double Min, double Max) Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return (sorted.Length % 2 is 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }
}

internal static class Measure
{
    /// <summary>
    /// Runs the contenders by turns, so that whatever else the machine does meets all of them; who begins changes every round.
    /// </summary>
    public static async Task<Samples[]> ByTurnsAsync(int warmUp, int rounds, params Func<Task>[] contenders)
    {
        var times = contenders.Select(_ => new double[rounds]).ToArray();
        var cpu = new double[contenders.Length];
        for (var round = -warmUp; round < rounds; round++)
        {
            for (var turn = 0; turn < contenders.Length; turn++)
            {
                var i = (turn + round + warmUp) % contenders.Length;
                var used = Environment.CpuUsage.TotalTime;
                var start = Stopwatch.GetTimestamp();
                await contenders[i]();
                if (round >= 0)
                {
                    times[i][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                    cpu[i] += (Environment.CpuUsage.TotalTime - used).TotalMilliseconds / rounds;
                }
            }
        }

        return [.. times.Select((t, i) => new Samples(t, cpu[i]))];
    }
}
