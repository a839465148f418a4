namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>So many orders from one country, in AliExpress's codes.</summary>
internal readonly record struct SandboxQuota(string Buyer, string ShipTo, int Orders);

/// <summary>Where the sandbox's orders come from. Exact counts, so that every figure of the worked example can be asserted.</summary>
internal static class SandboxCountryMix
{
    /// <summary>Orders in the 30 days up to the anchor. The later days after it go on in decks of as many.</summary>
    public const int Newest = 1232;

    public const int Preceding = 1060;
    public const int Oldest = 980;

    /// <summary>Orders of the five days before those ninety, for windows that reach back a little further.</summary>
    public const int Rest = 155;

    // 47 countries, 1,184 orders; with Eastern Europe and the codes that name no country 1,232. Buyer and ship-to differ in nine.
    private const string Everywhere =
        "BR 388, US>BR 3, US>MX 1, US 248, ES 82, FR>RE 1, FR 61, UK>IE 1, UK 53, DE 50, MX 44, IT 28, IL>ES 1, IL 25, CL 22, KR 18, NL 16, CA 15, AU 13, PT 12, " +
        "JP 10, SA 9, TR 8, BE 8, AR 7, CO 7, PE 6, AE 5, SE 5, CH 4, AT 4, GR 4, IE 3, NO 3, DK 2, ZA 2, SRB 2, MNE 1, MT 1, MU 1, " +
        "SG>KR 1, SG 1, HK>AU 1, RE 1, NZ 2, HR 1, LT 3";

    private const string Nowhere = "AN 2, OTHER 2,  1";

    /// <summary>The newest 30 days: Eastern Europe wakes up.</summary>
    public static IReadOnlyList<SandboxQuota> Now { get; } = Read($"{Everywhere}, PL 13, CZ 8, RO 8, HU 5, SK 4, BG 5, {Nowhere}");

    public static IReadOnlyList<SandboxQuota> Before { get; } = [.. Read("PL 4, CZ 2, RO 2, HU 1"), .. Scale(Preceding - 9)];

    public static IReadOnlyList<SandboxQuota> LongBefore { get; } = [.. Read("PL 3, CZ 1, RO 1, BG 1"), .. Scale(Oldest - 6)];

    public static IReadOnlyList<SandboxQuota> AtFirst { get; } = Scale(Rest);

    public static bool IsEasternEurope(string code) => code is "PL" or "CZ" or "RO" or "HU" or "SK" or "BG";

    /// <summary>The mix without Eastern Europe in another size: whole orders by largest remainder, so that they add up.</summary>
    private static List<SandboxQuota> Scale(int total)
    {
        var mix = Read($"{Everywhere}, {Nowhere}");
        var sum = mix.Sum(q => q.Orders);
        var scaled = mix.ConvertAll(q => q with { Orders = q.Orders * total / sum });
        var missing = total - scaled.Sum(q => q.Orders);
        foreach (var index in Enumerable.Range(0, mix.Count).OrderByDescending(i => mix[i].Orders * total % sum).Take(missing))
        {
            scaled[index] = scaled[index] with { Orders = scaled[index].Orders + 1 };
        }

        return scaled;
    }

    private static List<SandboxQuota> Read(string table) => [.. table.Split(',').Select(entry =>
    {
        var space = entry.LastIndexOf(' ');
        var codes = entry[..space].Trim().Split('>');
        return new SandboxQuota(codes[0], codes[^1], int.Parse(entry[space..], System.Globalization.CultureInfo.InvariantCulture));
    })];
}
