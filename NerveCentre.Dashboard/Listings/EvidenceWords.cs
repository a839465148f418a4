using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

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
        DestinationVerdict.Ships => T("ships"),
        DestinationVerdict.Assumed => T("ships, assumed"),
        DestinationVerdict.Unknown => T("cannot be told"),
        _ => T("does not ship"),
    };

    /// <summary>One sentence for each list of each service.</summary>
    public static IReadOnlyList<string> Reasons(MarketEvidence market) => Reasons(market.Evidence, CountryCatalogue.NameOf(market.Country));

    private static IReadOnlyList<string> Reasons(IReadOnlyList<DestinationEvidence> evidence, string country)
    {
        // What decides stands first.
        var sentences = evidence.OrderBy(e => e.Verdict).Select(e => Sentence(e, country)).ToList();
        return sentences.Count <= MostReasons ? sentences : [.. sentences.Take(MostReasons), T("{0:# more reason|# more reasons} of the same kind.", sentences.Count - MostReasons)];
    }

    /// <summary>"CAINIAO_STANDARD: 31 countries in the standard list, Brazil not among them."</summary>
    public static string Sentence(DestinationEvidence evidence, string country)
    {
        var service = Service(evidence.Service);
        var codes = string.Join(", ", evidence.Codes.Select(c => $"“{OneLine.Of(c, 20)}”").Take(5));
        return evidence switch
        {
            { List: DestinationList.None, Verdict: DestinationVerdict.Unknown } => T("{0}: names no country, and AliExpress did not tell the lists of own rates.", service),
            { List: DestinationList.None } => T("{0}: names no country at all.", service),
            { List: DestinationList.AllFree or DestinationList.AllStandard or DestinationList.RestOfWorld, IsTold: true, Verdict: DestinationVerdict.Ships } =>
                T("{0}: {1}, with {2} among the {3:# country|# countries} told on the page Shipping services.", service, Whole(evidence.List), country, evidence.Countries),
            { List: DestinationList.AllFree or DestinationList.AllStandard or DestinationList.RestOfWorld, IsTold: true } =>
                T("{0}: {1}, {2} not among the {3:# country|# countries} told on the page Shipping services.", service, Whole(evidence.List), country, evidence.Countries),
            { List: DestinationList.AllFree or DestinationList.AllStandard, Codes.Count: > 0 } => T("{0}: where yes or no should stand for “all countries”, AliExpress told {1}.", service, codes),
            { List: DestinationList.AllFree or DestinationList.AllStandard or DestinationList.RestOfWorld } => T("{0}: {1}; nobody has told which countries it serves.", service, Whole(evidence.List)),
            { Verdict: DestinationVerdict.Ships } => T("{0}: {1} is in {2}, as {3}.", service, country, List(evidence.List), codes),
            { Verdict: DestinationVerdict.Unknown } => T("{0}: {1} holds no code that is known as a country: {2}.", service, List(evidence.List), codes),
            _ => T("{0}: {1:# country|# countries} in {2}, {3} not among them.", service, evidence.Countries, List(evidence.List), country),
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
        string.Join(T(" or "), evidence.Where(IsUntold).Select(e => Service(e.Service)).Distinct().Take(3));

    /// <summary>"Brazil, Mexico and Poland".</summary>
    public static string Names(IReadOnlyList<CountryCode> countries)
    {
        var names = countries.Select(c => CountryCatalogue.NameOf(c)).ToList();
        return names.Count < 2 ? string.Concat(names) : T("{0} and {1}", string.Join(", ", names[..^1]), names[^1]);
    }

    private static string Service(string name) => name is "" ? T("A service without a name") : OneLine.Of(name, MaxService);

    private static string List(DestinationList list) => list switch
    {
        DestinationList.Free => T("the free list"),
        DestinationList.Standard => T("the standard list"),
        DestinationList.SelfStandard => T("the list of standard rates with own discount"),
        _ => T("the list of own rates"),
    };

    private static string Whole(DestinationList list) => list switch
    {
        DestinationList.AllFree => T("free to all countries of this service"),
        DestinationList.AllStandard => T("standard rates to all countries of this service"),
        _ => T("a row for the rest of the world"),
    };
}
