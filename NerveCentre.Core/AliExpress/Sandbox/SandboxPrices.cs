namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>What orders cost: 5 to 120 US dollars, mostly little; some are paid in euros or reais.</summary>
internal static class SandboxPrices
{
    private const decimal ReaisPerDollar = 5.4m;
    private const decimal EurosPerDollar = 0.92m;

    private static readonly HashSet<string> EuroArea = ["ES", "FR", "DE", "IT", "NL", "PT", "BE", "AT", "GR", "IE", "HR", "LT", "SK", "MT", "RE"];

    public static (decimal Amount, string Currency) Pay(ref SandboxDice dice, string country)
    {
        var dollars = (decimal)Math.Round(5 + (115 * Math.Pow(dice.NextDouble(), 2.2)), 2);
        var local = dice.NextDouble();
        return country switch
        {
            "BR" when local < 0.25 => (Math.Round(dollars * ReaisPerDollar, 2), "BRL"),
            _ when local < 0.4 && EuroArea.Contains(country) => (Math.Round(dollars * EurosPerDollar, 2), "EUR"),
            _ => (dollars, "USD"),
        };
    }
}
