using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>A store's list of priority markets, and who changed it when.</summary>
public sealed class PriorityMarkets
{
    public Task<IReadOnlyList<CountryCode>> GetAsync(int storeId, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Replaces the list and records the change. Nothing is written when the set stays the same.</summary>
    /// <param name="by">Who changes it, as shown in the history.</param>
    public Task<bool> SetAsync(int storeId, IReadOnlyList<CountryCode> markets, string by, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Changes, newest first, at most <paramref name="take"/>.</summary>
    public Task<IReadOnlyList<MarketChange>> HistoryAsync(int storeId, int take, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Splits a pasted list at commas, semicolons, tabs and line ends and finds the country of each entry.</summary>
    public static ParsedMarkets ParseList(string text) => throw new NotImplementedException();
}

public sealed record MarketChange(DateTimeOffset At, string By, IReadOnlyList<CountryCode> Added, IReadOnlyList<CountryCode> Removed);

/// <param name="Markets">The countries found, each once, in the order of the text.</param>
/// <param name="Unknown">The entries that name no single country, as written.</param>
public sealed record ParsedMarkets(IReadOnlyList<CountryCode> Markets, IReadOnlyList<string> Unknown);
