using System.Reflection;
using Microsoft.AspNetCore.Components;
using NerveCentre.Dashboard;

namespace NerveCentre.Tests.Access;

/// <summary>What each page answers to whom, by status: 200, 302 to the sign-in page, 403, 404 where there is nothing for anybody.</summary>
internal static class PageMatrix
{
    /// <summary>Every route of a page, read from the program.</summary>
    public static IEnumerable<string> Routes() =>
        typeof(DashboardSetup).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Order(StringComparer.Ordinal);

    public static IReadOnlyList<PageRow> Rows { get; } =
    [
        new("/", "/", Audience.SignedIn, IsStoresOwn: true),
        new("/country/{Name}", "/country/BR", Audience.SignedIn, IsStoresOwn: true),
        new("/listings", "/listings?class=gap", Audience.SignedIn, IsStoresOwn: true),
        new("/orders", "/orders?country=BR", Audience.SignedIn, IsStoresOwn: true),
        new("/reconcile", "/reconcile", Audience.SignedIn, IsStoresOwn: true),
        new("/plan", "/plan?by=demand", Audience.SignedIn, IsStoresOwn: true),
        new("/plan/move", "/plan/move?from=1", Audience.SignedIn, IsStoresOwn: true),
        new("/plan/moves", "/plan/moves", Audience.SignedIn, IsStoresOwn: true),
        new("/settings/markets", "/settings/markets", Audience.SignedIn, IsStoresOwn: true),
        new("/settings/shipping", "/settings/shipping", Audience.SignedIn, IsStoresOwn: true),
        new("/settings/restricted", "/settings/restricted", Audience.SignedIn, IsStoresOwn: true),
        new("/verify", "/verify", Audience.SignedIn, IsStoresOwn: true),
        new("/sync", "/sync", Audience.SignedIn, IsStoresOwn: true),
        new("/settings/store", "/settings/store", Audience.SignedIn, IsStoresOwn: true),
        new("/settings/stores", "/settings/stores", Audience.SignedIn, IsStoresOwn: true),
        new("/settings/stores/authorise/{State}", "/settings/stores/authorise/guess", Audience.SignedInToNothing),
        new("/settings/stores/authorised", "/settings/stores/authorised?state=guess&code=guess", Audience.SignedInToWords),
        new("/import", "/import", Audience.SignedIn),
        new("/import/{Id}", "/import/0123456789abcdef", Audience.NothingForAnybody),
        new("/account", "/account", Audience.SignedIn),
        new("/audit", "/audit", Audience.Owners),
        new("/settings/people", "/settings/people", Audience.Owners),
        new("/settings/tokens", "/settings/tokens", Audience.Owners),
        new("/invitation/{link}", "/invitation/1.guess", Audience.NobodyAnyMore),
        new("/error", "/error", Audience.Everybody),
        new("/not-found", "/not-found", Audience.Everybody),
        new("/not-found/{Status:int}", "/not-found/403", Audience.Everybody),
        new("/set-up", "/set-up", Audience.NobodyAnyMore),
        new("/sign-in", "/sign-in", Audience.Strangers),
        new("/sign-in/code", "/sign-in/code", Audience.NobodyWithoutThePassword),
        new("/sign-out", "/sign-out", Audience.Everybody),
    ];
}

internal enum Audience
{
    Everybody,

    /// <summary>Those who are signed in are led on.</summary>
    Strangers,
    SignedIn,
    Owners,

    /// <summary>What waits for one sign-in alone.</summary>
    SignedInToNothing,

    /// <summary>An answer to a question that this sign-in never asked.</summary>
    SignedInToWords,

    /// <summary>What is gone, or never was.</summary>
    NobodyAnyMore,
    NobodyWithoutThePassword,

    /// <summary>Strangers are asked to sign in; to others there is no such thing.</summary>
    NothingForAnybody,
}

/// <param name="Path">One address of the route.</param>
/// <param name="IsStoresOwn">Whether it shows a store's rows, which strangers must not even see the name of.</param>
internal sealed record PageRow(string Route, string Path, Audience Audience, bool IsStoresOwn = false)
{
    public int Expects(string caller)
    {
        var stranger = caller is "nobody" or "disabled";
        return Audience switch
        {
            Audience.Everybody => 200,
            Audience.Strangers => stranger ? 200 : 302,
            Audience.SignedIn => stranger ? 302 : 200,
            Audience.SignedInToNothing => stranger ? 302 : 404,
            Audience.SignedInToWords => stranger ? 302 : 422,
            Audience.Owners => stranger ? 302 : caller is "owner" ? 200 : 403,
            Audience.NobodyAnyMore => 404,
            Audience.NothingForAnybody => stranger ? 302 : 404,
            _ => 302,
        };
    }
}
