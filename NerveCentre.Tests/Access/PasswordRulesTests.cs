using FsCheck;
using FsCheck.Fluent;
using NerveCentre.Core.Access;

namespace NerveCentre.Tests.Access;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("ofen lampe kanal birne")]
    [InlineData("correct horse battery staple")]
    [InlineData("Tr0ub4dor&3 rides a bus")]
    [InlineData("ключ под ковриком дома")]
    [InlineData("🐈 auf dem heißen dach")]
    [InlineData("xK9#mQ2$vL7@pN4!wR8")]
    [InlineData("my shop sells green lamps")]
    public void LongAndItsOwn_IsEnough(string password) => Assert.Null(PasswordRules.Problem(password, "olga@example.com", "Olga"));

    [Theory]
    [InlineData("", "at least 15")]
    [InlineData("fourteen chars", "this one has 14")]
    [InlineData("passwordpassword", "repeats itself")]
    [InlineData("passwordiloveyou", "common")]
    [InlineData("Password12345678", "common")]
    [InlineData("P@ssw0rd-P@ssw0rd", "repeats itself")]
    [InlineData("P@ssw0rd-Iloveyou", "common")]
    [InlineData("iloveyou iloveyou", "repeats itself")]
    [InlineData("1234567890123456", "follows the keyboard")]
    [InlineData("letmein!!!!!!!!!", "common")]
    [InlineData("                x y z", "common")]
    [InlineData("aaaaaaaaaaaaaaaaaa", "repeats itself")]
    [InlineData("xyz9 xyz9 xyz9 xyz9", "repeats itself")]
    [InlineData("abcdefghijklmnopqrs", "follows the keyboard")]
    [InlineData("zyxwvutsrqponmlkji", "follows the keyboard")]
    [InlineData("NerveCentre-NerveCentre", "made of your name")]
    [InlineData("olga.example.com!", "made of your name")]
    [InlineData("aliexpress Olga 24", "made of your name")]
    public void WhatIsTriedFirst_IsRefusedInWords(string password, string words) =>
        Assert.Contains(words, PasswordRules.Problem(password, "olga@example.com", "Olga"), StringComparison.Ordinal);

    [Fact]
    public void EveryCommonPasswordThatIsLongEnough_IsRefused()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("NerveCentre.Core.Access.common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        var common = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.InRange(common.Length, 25_000, 30_000);
        Assert.All(common, c => Assert.NotNull(PasswordRules.Problem(c)));
        Assert.All(common, c => Assert.NotNull(PasswordRules.Problem(c.ToUpperInvariant())));
        // With digits behind, as people lengthen them.
        Assert.All(common.Where(c => c.Length >= 8), c => Assert.NotNull(PasswordRules.Problem(c + "12345678")));
    }

    [Fact]
    public void LongestThatIsTaken_IsTaken_AndOneMoreIsNot()
    {
        var words = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"w{i * 7919 % 1000}"));
        Assert.Null(PasswordRules.Problem(words[..PasswordRules.Most]));
        Assert.Contains("at most 256", PasswordRules.Problem(words[..(PasswordRules.Most + 1)]), StringComparison.Ordinal);
    }

    /// <summary>Never an exception, whatever is typed; and what is refused says why.</summary>
    [Fact]
    public void AnyText_GetsAnAnswer() => Prop.ForAll<string>(text =>
    {
        var problem = PasswordRules.Problem(text ?? "", text ?? "");
        return problem is null || (problem.EndsWith('.') && problem.Length > 30);
    }).QuickCheckThrowOnFailure();
}
