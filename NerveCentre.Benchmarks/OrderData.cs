using System.Globalization;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Benchmarks;

/// <summary>
/// Made-up orders, the same in every run: 80 countries of which the first has twice the orders of the second, three times those of the third
/// and so on; 3 % are shipped to another country than the buyer's, 1 % name no known country, 9 % are cancelled or unpaid.
/// </summary>
internal static class OrderData
{
    public static readonly DateTimeOffset End = new(2025, 6, 30, 14, 37, 12, 345, TimeSpan.Zero);

    private const int Countries = 80;
    private static readonly string[] First = ["US", "BR", "ES", "FR", "PL", "KR", "DE", "NL", "IT", "IL"];
    private static readonly CountryCode[] Codes = [.. First.Select(CountryCode.Parse), .. CountrySet.All.Where(c => !First.Contains(c.Alpha2)).Where((_, i) => i % 3 is 0).Take(Countries - First.Length)];
    private static readonly double[] Upto = [.. Codes.Select((_, i) => Enumerable.Range(1, i + 1).Sum(rank => 1.0 / rank))];
    private static readonly string[] Strange = ["", "Yugoslavia", "OTHER", "XX"];

    /// <summary>Orders by time, evenly over the days before <see cref="End"/>.</summary>
    /// <param name="seed">Orders of another seed have other ids.</param>
    public static IEnumerable<OrderInput> Over(int days, int orders, int seed)
    {
        var dice = new Random(seed);
        var step = TimeSpan.FromDays(days) / orders;
        for (var i = 0; i < orders; i++)
        {
            yield return One(dice, End - (step * (orders - i)), seed, i);
        }
    }

    private static OrderInput One(Random dice, DateTimeOffset placed, int seed, int number)
    {
        var buyer = Country(dice);
        var ship = dice.Next(100) < 3 ? Country(dice) : buyer;
        var status = dice.Next(100) switch
        {
            < 6 => OrderStatus.Cancelled,
            < 9 => OrderStatus.Unpaid,
            < 30 => OrderStatus.Shipped,
            _ => OrderStatus.Completed,
        };
        // Ids rise with time, though not without gaps, as those of AliExpress do.
        var id = ((8_000_000_000_000L + ((long)seed << 32) + number) * 1_000) + dice.Next(1_000);
        return new OrderInput(
            id.ToString(CultureInfo.InvariantCulture),
            placed,
            new OrderCountriesInput(buyer.Code, buyer.Raw, ship.Code, ship.Raw),
            dice.Next(100, 20_000) / 100m,
            "USD",
            status,
            status is OrderStatus.Cancelled ? "IN_CANCEL" : "FINISH",
            placed.AddDays(2));
    }

    private static (CountryCode? Code, string Raw) Country(Random dice)
    {
        if (dice.Next(100) is 0)
        {
            return (null, Strange[dice.Next(Strange.Length)]);
        }

        var at = Array.BinarySearch(Upto, dice.NextDouble() * Upto[^1]);
        var code = Codes[at < 0 ? ~at : at];
        return (code, code.Alpha2);
    }
}
