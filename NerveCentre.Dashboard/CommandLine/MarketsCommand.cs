using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Dashboard.CommandLine;

internal static class MarketsCommand
{
    public static async Task<int> RunAsync(string? data, string storeName, string? set, CancellationToken cancel)
    {
        await using var services = Host.Open(data);
        var store = await services.GetRequiredService<StoreDirectory>().RequireAsync(storeName, cancel);
        var markets = services.GetRequiredService<PriorityMarkets>();
        if (set is not null)
        {
            var parsed = PriorityMarkets.ParseList(set);
            if (parsed.Unknown.Count > 0)
            {
                throw new UsageException($"--set: {string.Join(", ", parsed.Unknown.Select(u => $"'{u}'"))} names no single country. Use ISO codes such as BR or names such as Brazil. Nothing was changed.");
            }

            if (await markets.SetAsync(Caller.CommandLine, store.Id, parsed.Markets, cancel))
            {
                var coverage = services.GetRequiredService<CoverageReader>();
                await coverage.RecordAsync(store.Id, await coverage.ReadAsync(store.Id, cancel), cancel);
            }
        }

        foreach (var country in await markets.GetAsync(Caller.CommandLine, store.Id, cancel))
        {
            Console.WriteLine($"{country.Alpha2}  {CountryCatalogue.Get(country).EnglishName}");
        }

        return Commands.Done;
    }
}
