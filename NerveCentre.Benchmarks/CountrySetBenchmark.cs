using System.Globalization;
using NerveCentre.Core.Countries;

namespace NerveCentre.Benchmarks;

/// <summary>"Does this template ship to every priority market": 256 bits against a hash set.</summary>
internal static class CountrySetBenchmark
{
    private const int Questions = 1_000_000;

    public static async Task RunAsync(Report report, Scale scale)
    {
        report.Heading("Ships to all of 12 markets? CountrySet against HashSet");
        var dice = new Random(5);
        var markets = CountrySet.Of(CountrySet.All.Where(_ => dice.Next(100) < 5));
        var templates = Enumerable.Range(0, 1_000).Select(_ => CountrySet.Of(CountrySet.All.Where(_ => dice.Next(100) < 95))).ToArray();
        var hashMarkets = markets.ToHashSet();
        var hashTemplates = templates.Select(t => t.ToHashSet()).ToArray();
        var (bits, hashes) = (0, 0);
        var times = await Measure.ByTurnsAsync(
            warmUp: 3,
            scale is Scale.Full ? 21 : 7,
            () => Task.FromResult(bits = Count(templates, markets)),
            () => Task.FromResult(hashes = Count(hashTemplates, hashMarkets)));
        if (bits != hashes)
        {
            throw new WrongResultException($"{bits} templates ship everywhere by CountrySet, {hashes} by HashSet");
        }

        report.Row(
            "one question",
            string.Create(CultureInfo.InvariantCulture, $"{times[0].Median * 1e6 / Questions:0.0} ns"),
            string.Create(CultureInfo.InvariantCulture, $"HashSet {times[1].Median * 1e6 / Questions:0} ns"),
            Samples.Text(times[0].Against(times[1]), "×"));
    }

    private static int Count(CountrySet[] templates, CountrySet markets)
    {
        var covering = 0;
        for (var i = 0; i < Questions; i++)
        {
            covering += templates[i % templates.Length].IsSupersetOf(markets) ? 1 : 0;
        }

        return covering;
    }

    private static int Count(HashSet<CountryCode>[] templates, HashSet<CountryCode> markets)
    {
        var covering = 0;
        for (var i = 0; i < Questions; i++)
        {
            covering += templates[i % templates.Length].IsSupersetOf(markets) ? 1 : 0;
        }

        return covering;
    }
}
