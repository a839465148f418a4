using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Live;

namespace NerveCentre.Dashboard.Settings;

/// <summary>What somebody may do, in words.</summary>
internal static class RoleWords
{
    /// <param name="stores">All stores, for their names.</param>
    public static string Of(PersonSummary person, IReadOnlyList<StoreSummary> stores) =>
        Of(person.OwnsEverything, person.Roles.Select(r => new StoreRoleName(stores.FirstOrDefault(s => s.Id == r.StoreId)?.Name, r.Role)));

    public static string Of(InvitationSummary invitation) => Of(invitation.OwnsEverything, invitation.Roles);

    /// <summary>"owner of everything", "marketing in Shop, owner in Sandbox store", or "nothing".</summary>
    private static string Of(bool ownsEverything, IEnumerable<StoreRoleName> roles) =>
        ownsEverything ? T("owner of everything")
        : string.Join(", ", roles.Select(Of)) is { Length: > 0 } told ? told
        : T("nothing");

    private static string Of(StoreRoleName role)
    {
        var store = role.Store is { } name ? OneLine.Of(name, 60) : T("a store that is gone");
        return role.Role is StoreRole.Owner ? T("owner in {0}", store) : T("marketing in {0}", store);
    }
}
