using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Listings;

/// <summary>What services and lists say about a country, in plain words.</summary>
internal static class EvidenceWords
{
    private const int MaxService = 60;

    /// <summary>Of a template with more services than these, the rest is counted.</summary>
    private const int MostReasons = 12;

    /// <summary>Markets about which something is said; those of which the same is said stand together.</summary>
    public static IReadOnlyList<MarketReasons> Of(IReadOnlyList<MarketEvidence> markets) =>
        [.. markets.Where(m => m.Evidence.Count > 0)
            .GroupBy(m => string.Join('\n', m.Evidence.Select(e => $"{e.Service}|{e.List}|{e.Verdict}|{e.Countries}|{e.IsTold}|{string.Join(' ', e.Codes)}")))
            .Select(g =>
            {
                var names = Names([.. g.Select(m => m.Country)]);
                return new MarketReasons($"{names}: {Verdict(g.First().Verdict)}", Reasons(g.First().Evidence, names));
            })];

    public static string Verdict(DestinationVerdict verdict) => verdict switch
    {
        DestinationVerdict.Ships => "ships",
        DestinationVerdict.Assumed => "ships, assumed",
        DestinationVerdict.Unknown => "unknown",
        _ => "does not ship",
    };

    /// <summary>One sentence for each list of each service.</summary>
    public static IReadOnlyList<string> Reasons(MarketEvidence market) => Reasons(market.Evidence, CountryCatalogue.NameOf(market.Country));

    private static IReadOnlyList<string> Reasons(IReadOnlyList<DestinationEvidence> evidence, string country)
    {
        // What decides stands first.
        var sentences = evidence.OrderBy(e => e.Verdict).Select(e => Sentence(e, country)).ToList();
        return sentences.Count <= MostReasons ? sentences : [.. sentences.Take(MostReasons), $"{Figures.Of(sentences.Count - MostReasons, "more reason")} of the same kind."];
    }

    /// <summary>"CAINIAO_STANDARD: 31 countries in the standard list, Brazil not among them."</summary>
    public static string Sentence(DestinationEvidence evidence, string country)
    {
        var service = Service(evidence.Service);
        var codes = string.Join(", ", evidence.Codes.Select(c => $"“{OneLine.Of(c, 20)}”").Take(5));
        return evidence switch
        {
            { List: DestinationList.None, Verdict: DestinationVerdict.Unknown } => $"{service}: names no country, and AliExpress did not tell the lists of own rates.",
            { List: DestinationList.None } => $"{service}: names no country at all.",
            { List: DestinationList.AllFree or DestinationList.AllStandard or DestinationList.RestOfWorld, IsTold: true, Verdict: DestinationVerdict.Ships } =>
                $"{service}: {Whole(evidence.List)}, with {country} among the {Figures.Of(evidence.Countries, "country", "countries")} told on the page Shipping services.",
            { List: DestinationList.AllFree or DestinationList.AllStandard or DestinationList.RestOfWorld, IsTold: true } =>
                $"{service}: {Whole(evidence.List)}, {country} not among the {Figures.Of(evidence.Countries, "country", "countries")} told on the page Shipping services.",
            { List: DestinationList.AllFree or DestinationList.AllStandard, Codes.Count: > 0 } => $"{service}: where yes or no should stand for “all countries”, AliExpress told {codes}.",
            { List: DestinationList.AllFree or DestinationList.AllStandard or DestinationList.RestOfWorld } => $"{service}: {Whole(evidence.List)}; nobody has told which countries it serves.",
            { Verdict: DestinationVerdict.Ships } => $"{service}: {country} is in {List(evidence.List)}, as {codes}.",
            { Verdict: DestinationVerdict.Unknown } => $"{service}: {List(evidence.List)} holds no code that is known as a country: {codes}.",
            _ => $"{service}: {Figures.Of(evidence.Countries, "country", "countries")} in {List(evidence.List)}, {country} not among them.",
        };
    }

    /// <summary>Whether it rests on a service whose countries nobody has told.</summary>
    public static bool IsUntold(DestinationEvidence evidence) => evidence switch
    {
        { IsTold: true } => false,
        { List: DestinationList.RestOfWorld } => true,
        { List: DestinationList.AllFree or DestinationList.AllStandard } => evidence.Codes.Count is 0,
        _ => false,
    };

    /// <summary>The services that nobody has told of, by name.</summary>
    public static string Untold(IEnumerable<DestinationEvidence> evidence) =>
        string.Join(" or ", evidence.Where(IsUntold).Select(e => Service(e.Service)).Distinct().Take(3));

    /// <summary>"Brazil, Mexico and Poland".</summary>
    public static string Names(IReadOnlyList<CountryCode> countries)
    {
        var names = countries.Select(c => CountryCatalogue.NameOf(c)).ToList();
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }

    private static string Service(string name) => name is "" ? "A service without a name" : OneLine.Of(name, MaxService);

    private static string List(DestinationList list) => list switch
    {
        DestinationList.Free => "the free list",
        DestinationList.Standard => "the standard list",
        DestinationList.SelfStandard => "the list of standard rates with own discount",
        _ => "the list of own rates",
    };

    private static string Whole(DestinationList list) => list switch
    {
        DestinationList.AllFree => "free to all countries of this service",
        DestinationList.AllStandard => "standard rates to all countries of this service",
        _ => "a row for the rest of the world",
    };
}
