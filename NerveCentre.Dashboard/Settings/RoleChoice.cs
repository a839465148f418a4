using System.Globalization;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Access;

namespace NerveCentre.Dashboard.Settings;

/// <summary>What a form of <see cref="RoleFields"/> gives: everything, or a role in each of some stores.</summary>
internal sealed record RoleChoice(bool OwnsEverything, IReadOnlyList<RoleGrant> Roles)
{
    public const string Scope = "scope";
    public const string Everything = "everything";
    public const string PerStore = "stores";

    private const string Store = "role-";

    public static string FieldOf(int store) => Store + store.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="ProblemException">The form says something that ours does not offer.</exception>
    public static RoleChoice Read(IFormCollection form) => form[Scope].ToString() switch
    {
        // What is chosen per store does not count then; the fields are hidden but sent.
        Everything => new RoleChoice(true, []),
        PerStore => new RoleChoice(false, [.. form.Where(f => f.Key.StartsWith(Store, StringComparison.Ordinal) && f.Value.ToString() is not "").Select(f => Grant(f.Key[Store.Length..], f.Value.ToString()))]),
        _ => throw NotUnderstood(),
    };

    private static RoleGrant Grant(string store, string role) =>
        int.TryParse(store, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Enum.TryParse<StoreRole>(role, out var known) && Enum.IsDefined(known)
            ? new RoleGrant(id, known)
            : throw NotUnderstood();

    private static ProblemException NotUnderstood() => new(T("The roles were not understood. Load the page anew and choose again."));
}
