using System.Globalization;

namespace NerveCentre.Dashboard.Access;

/// <summary>What has happened to one's account, after the page was loaded anew.</summary>
internal static class AccountWords
{
    public const string Renamed = "renamed";
    public const string Password = "password";
    public const string SecondFactorOff = "off";
    public const string SessionsEnded = "sessions";

    /// <param name="ended">How many sessions ended with it.</param>
    public static string Address(string done, int? ended = null) =>
        ended is null ? $"{AccountPage.Path}?done={done}" : string.Create(CultureInfo.InvariantCulture, $"{AccountPage.Path}?done={done}&ended={ended}");

    /// <param name="done">From the address; <c>null</c> for one that tells nothing.</param>
    public static string? Done(string? done, int? ended) => done switch
    {
        Renamed => T("Your name is changed."),
        Password => T("The new password is set. {0}", Ended(ended)),
        SecondFactorOff => T("The second factor is off. Your password alone lets you in; turn it on again with a new key."),
        SessionsEnded => Ended(ended),
        _ => null,
    };

    private static string Ended(int? ended) => ended switch
    {
        null or <= 0 => T("No other session was open."),
        { } n => T("{0:# other session has|# other sessions have} ended, with {0:its|their} windows.", n),
    };
}
