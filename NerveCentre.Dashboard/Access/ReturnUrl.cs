using Microsoft.AspNetCore.Http.HttpResults;

namespace NerveCentre.Dashboard.Access;

/// <summary>Where to go after signing in: a place within this dashboard, or the board.</summary>
internal static class ReturnUrl
{
    private const int Longest = 2_000;

    /// <summary>The address itself when it leads to a page here; otherwise "/".</summary>
    public static string Safe(string? address) =>
        address is { Length: > 0 and <= Longest }
        && RedirectHttpResult.IsLocalUrl(address)
        && address[0] is '/'
        && !address.Any(c => char.IsControl(c) || c is '\\')
        && !address.StartsWith("/sign-", StringComparison.OrdinalIgnoreCase)
        && !address.StartsWith("/set-up", StringComparison.OrdinalIgnoreCase)
            ? address
            : "/";

    public static string SignIn(string from) => Safe(from) is "/" ? SignInSetup.SignInPath : $"{SignInSetup.SignInPath}?returnUrl={Uri.EscapeDataString(from)}";
}
