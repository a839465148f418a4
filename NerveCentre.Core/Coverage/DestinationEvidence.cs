using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>Where in a service's settings something is said about a country.</summary>
public enum DestinationList
{
    Free,
    Standard,
    SelfStandard,
    SelfDefined,

    /// <summary>"All countries of this service", free.</summary>
    AllFree,

    /// <summary>"All countries of this service", at standard rates.</summary>
    AllStandard,

    /// <summary>A row <c>OTHER</c>: the countries that this service does not name elsewhere.</summary>
    RestOfWorld,

    /// <summary>The service names no country at all.</summary>
    None,
}

/// <summary>Does a template ship to a country? The surer a yes, the lower: of several services the lowest counts.</summary>
public enum DestinationVerdict
{
    /// <summary>Named in a list, or among the countries that the owner has told a service to serve.</summary>
    Ships = 0,

    /// <summary>Through "all countries of this service" or an OTHER row of a service whose countries nobody has told.</summary>
    Assumed = 1,

    /// <summary>Cannot be told.</summary>
    Unknown = 2,

    DoesNotShip = 3,
}

/// <summary>What one list of one service says about one country.</summary>
/// <param name="Service">As AliExpress names it; empty when it does not.</param>
/// <param name="Codes">The codes that say so, as received, or the word that is neither yes nor no; empty when it is what is missing that says so.</param>
/// <param name="Countries">How many countries the list names, or the owner has told of the service.</param>
/// <param name="IsTold">Whether it rests on what the owner has told of the service.</param>
public sealed record DestinationEvidence(string Service, DestinationList List, DestinationVerdict Verdict, IReadOnlyList<string> Codes, int Countries = 0, bool IsTold = false);

/// <summary>A template's verdict on a country, with all that speaks for it and against it, service by service.</summary>
/// <param name="Evidence">Empty when the template was never read, or names no service.</param>
public sealed record MarketEvidence(CountryCode Country, DestinationVerdict Verdict, IReadOnlyList<DestinationEvidence> Evidence);

/// <summary>What a store's owner has told of logistics services, which AliExpress tells nobody.</summary>
/// <param name="Known">Countries that a service serves, by AliExpress's name of it, in any case.</param>
/// <param name="AssumeUnknown">Whether a service whose countries nobody has told is assumed to serve all; otherwise it is unknown whether.</param>
public sealed record ServiceCountries(IReadOnlyDictionary<string, CountrySet> Known, bool AssumeUnknown = true)
{
    /// <summary>Nothing told: every service is assumed to serve every country.</summary>
    public static ServiceCountries Nothing { get; } = new(new Dictionary<string, CountrySet>());

    /// <summary>Names compare without regard to case.</summary>
    public static ServiceCountries From(IEnumerable<KeyValuePair<string, CountrySet>> known, bool assumeUnknown) =>
        new(known.ToDictionary(k => k.Key, k => k.Value, StringComparer.OrdinalIgnoreCase), assumeUnknown);

    /// <summary>The countries of a service; <c>null</c> when nobody has told.</summary>
    public CountrySet? Of(string service) => Known.TryGetValue(service, out var countries) ? countries : null;
}
