using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace NerveCentre.Core.Access;

/// <summary>
/// What a password must be, after NIST SP 800-63B (revision 4, 3.1.1.2): long, not common, not made of what everybody knows about
/// its owner. No rule about kinds of characters, no expiry, and every character counts as it is typed.
/// </summary>
public sealed class PasswordRules : IPasswordValidator<AccountRecord>
{
    /// <summary>In characters. NIST's least for a password that may be the only factor.</summary>
    public const int Least = 15;

    /// <summary>In characters; far above what a person types and low enough that hashing stays cheap.</summary>
    public const int Most = 256;

    /// <summary>What must be left when all that others can guess has been taken out.</summary>
    private const int LeastOfItsOwn = 6;

    private static readonly FrozenSet<string> Common = ReadCommon();

    private static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"];

    /// <summary>What is wrong with a password, in a sentence; <c>null</c> when nothing is.</summary>
    /// <param name="known">What others know about the person: e-mail address, name, names of stores.</param>
    public static string? Problem(string password, params IEnumerable<string> known)
    {
        var length = new StringInfo(password).LengthInTextElements;
        if (length < Least)
        {
            return $"A password needs at least {Least} characters; this one has {length}. Three or four words that have nothing to do with each other are easy to remember.";
        }

        if (password.Length > Most)
        {
            return $"A password has at most {Most} characters; this one has {password.Length}.";
        }

        var plain = Plain(password);
        if (IsRepeated(plain) || IsRun(plain))
        {
            return "This password repeats itself or follows the keyboard or the alphabet, which is tried first. Choose words that nobody puts together.";
        }

        if (Common.Contains(password.ToLowerInvariant()) || IsTwoCommon(plain))
        {
            return "This password is one of those that are tried first: it, or what it is made of, stands in lists of common passwords. Choose words that nobody puts together.";
        }

        var own = known.Append("nervecentre").Append("aliexpress").SelectMany(Words).Distinct().OrderByDescending(w => w.Length).Aggregate(plain, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));
        return own != plain && own.Length < LeastOfItsOwn
            ? "This password is made of your name, your e-mail address, a store or this product, which others know. Choose words that have nothing to do with them."
            : null;
    }

    public Task<IdentityResult> ValidateAsync(UserManager<AccountRecord> manager, AccountRecord user, string? password) =>
        Task.FromResult(Problem(password ?? "", user.Email ?? "", user.Name) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = problem })
            : IdentityResult.Success);

    /// <summary>Lower case, without marks and blanks, and with the digits that stand for letters read as those.</summary>
    private static string Plain(string password) => string.Concat(
        password.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-' or '_' or '!' or '?' or ',' or '+' or '*' or '#')));

    private static string Letters(string text) => string.Concat(text.Select(c => c switch { '0' => 'o', '1' or '|' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => c }));

    private static bool IsTwoCommon(string plain)
    {
        foreach (var text in (string[])[plain, Letters(plain)])
        {
            var core = text.Trim('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            if (core.Length < 4 || Common.Contains(core) || Enumerable.Range(0, text.Length + 1).Any(at => IsGuessable(text[..at]) && IsGuessable(text[at..])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGuessable(string part) => part.Length is 0 || Common.Contains(part) || part.All(char.IsAsciiDigit) || IsRun(part);

    private static bool IsRepeated(string text) =>
        Enumerable.Range(1, Math.Min(8, text.Length / 2)).Any(unit => text.Length > unit && Enumerable.Range(unit, text.Length - unit).All(i => text[i] == text[i - unit]));

    /// <summary>At most two pieces of rows of the keyboard or the alphabet, forwards or backwards.</summary>
    private static bool IsRun(string text)
    {
        var (pieces, at) = (0, 0);
        while (at < text.Length)
        {
            var longest = Rows.Max(row => Math.Max(Longest(text, at, row), Longest(text, at, string.Concat(row.Reverse()))));
            if (longest < 4 || ++pieces > 4)
            {
                return false;
            }

            at += longest;
        }

        return pieces > 0;
    }

    private static int Longest(string text, int at, string row)
    {
        var start = row.IndexOf(text[at], StringComparison.Ordinal);
        var length = 0;
        while (start >= 0 && at + length < text.Length && start + length < row.Length && text[at + length] == row[start + length])
        {
            length++;
        }

        return length;
    }

    private static IEnumerable<string> Words(string known) =>
        known.ToLowerInvariant().Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= 3);

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("NerveCentre.Core.Access.common-passwords.txt")
            ?? throw new InvalidDataException("common-passwords.txt is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(p => new[] { p, Plain(p) }).ToFrozenSet(StringComparer.Ordinal);
    }
}
