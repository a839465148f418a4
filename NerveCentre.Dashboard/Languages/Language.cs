using System.Collections.Frozen;
using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace NerveCentre.Dashboard.Languages;

/// <summary>
/// Sentences in the viewer's language. The English sentence is the key, so that code reads as what it says; the other languages
/// stand in <c>Words.*.resx</c>, one per language. What a language lacks is shown in English.
/// </summary>
public static class Language
{
    private static readonly ResourceManager Words = new("NerveCentre.Dashboard.Languages.Words", typeof(Language).Assembly);

    // Bound: the languages that the dashboard offers, and their regions.
    private static readonly ConcurrentDictionary<string, FrozenDictionary<string, string>> Made = [];

    /// <summary>The language of the sentences: that of the viewer where there are words in it, otherwise English. For <c>lang</c> attributes.</summary>
    public static string Code => Current.Count > 0 ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName : "en";

    private static FrozenDictionary<string, string> Current =>
        Made.TryGetValue(CultureInfo.CurrentUICulture.Name, out var made) ? made : Made[CultureInfo.CurrentUICulture.Name] = Read(CultureInfo.CurrentUICulture);

    /// <summary>A sentence without figures.</summary>
    public static string T(string english) => Current.GetValueOrDefault(english, english);

    /// <summary>
    /// A sentence with its parts, as in <see cref="string.Format(string, object?[])"/>. Whole numbers are written with their separators;
    /// one that decides about a word brings both: <c>{0:# order|# orders}</c>, where # is the number itself, kept on one line with its noun.
    /// </summary>
    public static string T(string english, params ReadOnlySpan<object?> parts) => string.Format(Numbered.Only, T(english), parts);

    /// <summary>Every sentence of a language, for the tests that compare them with the code.</summary>
    internal static IReadOnlyDictionary<string, string> All(string language) => Read(CultureInfo.GetCultureInfo(language));

    private static FrozenDictionary<string, string> Read(CultureInfo culture)
    {
        for (var at = culture; at != CultureInfo.InvariantCulture; at = at.Parent)
        {
            if (Words.GetResourceSet(at, createIfNotExists: true, tryParents: false) is { } set)
            {
                return set.Cast<System.Collections.DictionaryEntry>().ToFrozenDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
            }
        }

        return FrozenDictionary<string, string>.Empty;
    }

    private sealed class Numbered : IFormatProvider, ICustomFormatter
    {
        public static readonly Numbered Only = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            int or long when format is null => Convert.ToInt64(arg, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.CurrentCulture),
            int or long when format.Contains('|', StringComparison.Ordinal) => Form(format, Convert.ToInt64(arg, CultureInfo.InvariantCulture)),
            IFormattable formattable => formattable.ToString(format, CultureInfo.CurrentCulture),
            _ => arg?.ToString() ?? "",
        };

        private static string Form(string forms, long n)
        {
            var all = forms.Split('|');
            var form = all[Math.Min(PluralRules.FormOf(Code, n), all.Length - 1)];
            return form.Replace("# ", "#\u00A0", StringComparison.Ordinal).Replace("#", n.ToString("N0", CultureInfo.CurrentCulture), StringComparison.Ordinal);
        }
    }
}

/// <summary>Which of its forms a word takes beside a whole number. Source: Unicode CLDR, plural rules for cardinals. A language that is added here says its forms in this order.</summary>
internal static class PluralRules
{
    public static int FormOf(string language, long n) => language switch
    {
        "fr" => n is 0 or 1 ? 0 : 1,
        "pl" => n is 1 ? 0 : n % 10 is >= 2 and <= 4 && n % 100 is not (>= 12 and <= 14) ? 1 : 2,
        "ru" or "uk" => n % 10 is 1 && n % 100 is not 11 ? 0 : n % 10 is >= 2 and <= 4 && n % 100 is not (>= 12 and <= 14) ? 1 : 2,
        "zh" or "ja" or "ko" => 0,
        _ => n is 1 ? 0 : 1,
    };
}
