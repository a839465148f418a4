using System.Globalization;
using NerveCentre.Dashboard.Shared;

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
        Renamed => "Your name is changed.",
        Password => $"The new password is set. {Ended(ended)}",
        SecondFactorOff => "The second factor is off. Your password alone lets you in; turn it on again with a new key.",
        SessionsEnded => Ended(ended),
        _ => null,
    };

    private static string Ended(int? ended) => ended switch
    {
        null or <= 0 => "No other session was open.",
        1 => "1 other session has ended, with its windows.",
        _ => $"{Figures.Count(ended.Value)} other sessions have ended, with their windows.",
    };
}
