using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Dashboard.Listings;

/// <summary>The parameters of an address, read one by one. What cannot be read is left out and told.</summary>
internal sealed class ListingParameters(Func<string, string?> get)
{
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Empty when the address does not say.</summary>
    public string Text(string name) => get(name)?.Trim() ?? "";

    public string? Choice(string name, string one, string other)
    {
        var text = Text(name).ToLowerInvariant();
        if (text == one || text == other)
        {
            return text;
        }

        if (text is not "")
        {
            _problems.Add(T("“{0}” is neither {1} nor {2}, and was left out.", Told(name, text), one, other));
        }

        return null;
    }

    public DateOnly? Day(string name)
    {
        var text = Text(name);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100)
        {
            return day;
        }

        if (text is not "")
        {
            _problems.Add(T("“{0}” is no day such as 2026-03-16, and was left out.", OneLine.Of(text, 40)));
        }

        return null;
    }

    /// <param name="or">A word that stands for 0.</param>
    public long? Number(string name, long most, string? or = null)
    {
        var text = Text(name);
        if (or is not null && text == or)
        {
            return 0;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        if (text is not "")
        {
            _problems.Add(T("“{0}” is no whole number, and was left out.", Told(name, text)));
        }

        return null;
    }

    public string Search(string name)
    {
        var text = Text(name);
        if (text.Length <= ListingFilter.LongestSearch)
        {
            return text;
        }

        _problems.Add(T("A search has at most {0} characters; the rest was left out.", ListingFilter.LongestSearch));
        return text[..ListingFilter.LongestSearch];
    }

    /// <summary>Ids of listings; what is none is left out, and so is what is more than can be asked for.</summary>
    public IReadOnlyList<long> Ids(string name) =>
    [
        .. Text(name).Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(i => long.TryParse(i, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(i => i > 0).Distinct().Take(ListingFilter.MaxIds),
    ];

    private static string Told(string name, string text) => $"{name}={OneLine.Of(text, 40)}";
}
