using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NerveCentre.Dashboard.Languages;
using NerveCentre.Tests.Shared;
using Xunit;

namespace NerveCentre.Tests.Languages;

public sealed partial class LanguageTests
{
    [Fact]
    public void T_InEnglish_IsTheSentenceWithItsFigures()
    {
        using var _ = new CultureScope("en");
        Assert.Equal("2,000\u00A0orders of 1\u00A0country", Language.T("{0:# order|# orders} of {1:# country|# countries}", 2000, 1));
        Assert.Equal("en", Language.Code);
    }

    [Fact]
    public void T_InGerman_IsTranslatedWithGermanFigures()
    {
        using var _ = new CultureScope("de-AT");
        Assert.Equal("vor 42 min", Language.T("{0} min ago", 42));
        Assert.Equal("de", Language.Code);
    }

    [Fact]
    public void T_OfALanguageWithoutWords_IsEnglish()
    {
        using var _ = new CultureScope("fr");
        Assert.Equal("42 min ago", Language.T("{0} min ago", 42));
        Assert.Equal("en", Language.Code);
    }

    [Theory]
    [InlineData("en", 0, 1)]
    [InlineData("en", 1, 0)]
    [InlineData("fr", 0, 0)]
    [InlineData("pl", 22, 1)]
    [InlineData("pl", 12, 2)]
    [InlineData("ru", 21, 0)]
    [InlineData("zh", 5, 0)]
    public void PluralRules_FollowTheLanguage(string language, long n, int form) => Assert.Equal(form, PluralRules.FormOf(language, n));

    /// <summary>Every sentence of the code is in the file, with the same parts; and nothing else is in the file.</summary>
    [Fact]
    public void German_HasEverySentenceOfTheCode_AndNoOther()
    {
        var german = Language.All("de");
        var code = Sentences();
        Assert.True(code.Count > 0);
        var wrong = code.Where(s => !german.ContainsKey(s)).Select(s => $"missing: {s}")
            .Concat(german.Keys.Where(k => !code.Contains(k)).Select(k => $"not in the code: {k}"))
            .Concat(german.Where(w => !Parts(w.Key).SetEquals(Parts(w.Value))).Select(w => $"other parts: {w.Key} → {w.Value}"))
            .Concat(german.Where(w => w.Value.Trim() is "").Select(w => $"empty: {w.Key}"))
            .Order(StringComparer.Ordinal).ToList();
        Assert.True(wrong.Count is 0, string.Join('\n', wrong));
    }

    private static HashSet<string> Parts(string sentence) => [.. Placeholder().Matches(sentence).Select(m => m.Groups[1].Value)];

    private static HashSet<string> Sentences([CallerFilePath] string here = "")
    {
        var dashboard = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "NerveCentre.Dashboard");
        return
        [
            .. Directory.EnumerateFiles(dashboard, "*.*", SearchOption.AllDirectories)
                .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
                .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .SelectMany(f => Call().Matches(File.ReadAllText(f)))
                .Select(m => Regex.Unescape(m.Groups[1].Value)),
        ];
    }

    [GeneratedRegex(@"(?<![\w.])T\(\s*""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Call();

    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Placeholder();
}
