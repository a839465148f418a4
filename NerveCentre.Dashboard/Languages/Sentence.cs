using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace NerveCentre.Dashboard.Languages;

/// <summary>A sentence with markup inside of it. It stays one sentence, so that each language puts its words around the markup in its own order.</summary>
internal static partial class Sentence
{
    /// <param name="sentence">From <see cref="Language.T(string)"/>, with {0}, {1} where the parts stand.</param>
    /// <param name="parts">What stands there. Their texts are encoded as everywhere.</param>
    public static RenderFragment With(string sentence, params RenderFragment[] parts) => From(Place().Split(sentence), 0, parts);

    /// <summary>The same words at the beginning of a line or a cell.</summary>
    public static string Begin(string words) => char.ToUpper(words[0], CultureInfo.CurrentUICulture) + words[1..];

    /// <summary>And within one, for words that are no noun.</summary>
    public static string Within(string words) => char.ToLower(words[0], CultureInfo.CurrentUICulture) + words[1..];

    /// <param name="pieces">Text, number of a place, text, and so on: what a split with a group gives.</param>
    private static RenderFragment From(string[] pieces, int at, RenderFragment[] parts) => builder =>
    {
        builder.AddContent(0, pieces[at]);
        if (at + 2 < pieces.Length)
        {
            builder.AddContent(1, parts[int.Parse(pieces[at + 1], CultureInfo.InvariantCulture)]);
            builder.AddContent(2, From(pieces, at + 2, parts));
        }
    };

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Place();
}
