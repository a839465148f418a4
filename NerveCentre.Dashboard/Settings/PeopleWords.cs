using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;

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
    public static string? Done(string? done, PersonSummary? who, IReadOnlyList<StoreSummary> stores) => (done, who) switch
    {
        (TakenBack, _) => T("The link was taken back. It no longer works."),
        (nameof(PersonAct.Roles), { } person) => T("Saved. {0}: {1}.", Name(person), RoleWords.Of(person, stores)),
        (nameof(PersonAct.SignOut), { } person) => person.IsCaller ? T("You are signed out everywhere else.") : T("{0} is signed out everywhere.", Name(person)),
        (nameof(PersonAct.Disable), { DisabledAt: not null } person) => T("{0} is disabled and signed out everywhere.", Name(person)),
        (nameof(PersonAct.Enable), { DisabledAt: null } person) => T("{0} may sign in again.", Name(person)),
        _ => null,
    };

    private static string Name(PersonSummary person) => OneLine.Of(person.Name, 60);
}
