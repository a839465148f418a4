using NerveCentre.Core;
using NerveCentre.Core.Access;

namespace NerveCentre.Dashboard.Settings;

/// <summary>What can be done about a person.</summary>
public enum PersonAct
{
    Roles,
    SignOut,
    Reset,
    Disable,
    Enable,
}

internal static class PeopleWords
{
    public const string TakenBack = "takenback";

    /// <summary>What has happened, after the page was loaded anew; <c>null</c> when the address tells nothing.</summary>
    /// <param name="done">From the address.</param>
    public static string? Done(string? done, PersonSummary? who) => (done, who) switch
    {
        (TakenBack, _) => "The link was taken back. It no longer works.",
        (nameof(PersonAct.Roles), { } person) => $"Saved. {Name(person)}: {person.May}.",
        (nameof(PersonAct.SignOut), { } person) => person.IsCaller ? "You are signed out everywhere else." : $"{Name(person)} is signed out everywhere.",
        (nameof(PersonAct.Disable), { DisabledAt: not null } person) => $"{Name(person)} is disabled and signed out everywhere.",
        (nameof(PersonAct.Enable), { DisabledAt: null } person) => $"{Name(person)} may sign in again.",
        _ => null,
    };

    private static string Name(PersonSummary person) => OneLine.Of(person.Name, 60);
}
