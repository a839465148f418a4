using System.Net.Mail;

namespace NerveCentre.Core.Access;

/// <summary>What somebody says of themselves when an account is made.</summary>
public sealed record NewPerson(string Email, string Name, string Password)
{
    private const int MaxEmail = 254;
    private const int MaxName = 100;

    /// <exception cref="ProblemException">The address or the name is none.</exception>
    internal AccountRecord ToAccount(DateTimeOffset now)
    {
        var email = CheckedEmail(Email);
        return new AccountRecord { UserName = email, Email = email, Name = CheckedName(Name), CreatedAt = now, PasswordChangedAt = now, LockoutEnabled = false };
    }

    internal static string CheckedEmail(string email)
    {
        email = email.Trim();
        return email.Length is > 0 and <= MaxEmail && email == OneLine.Of(email, MaxEmail) && !email.Any(char.IsWhiteSpace) && MailAddress.TryCreate(email, out var address) && address.Address == email
            ? email
            : throw new ProblemException($"“{OneLine.Of(email, 100)}” is no e-mail address. Write one such as anna@example.com.");
    }

    internal static string CheckedName(string name)
    {
        name = name.Trim();
        return name.Length is > 0 and <= MaxName && name == OneLine.Of(name, MaxName)
            ? name
            : throw new ProblemException($"A name has 1 to {MaxName} characters and none that cannot be seen.");
    }
}
