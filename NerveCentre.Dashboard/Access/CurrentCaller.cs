using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using NerveCentre.Core.Access;
using NerveCentre.Dashboard.Api;

namespace NerveCentre.Dashboard.Access;

/// <summary>Who looks at this page or sits behind this socket, for Core to judge.</summary>
public sealed class CurrentCaller(AuthenticationStateProvider authentication)
{
    public async Task<Caller> GetAsync() => CallerClaims.Read((await authentication.GetAuthenticationStateAsync()).User);
}

/// <summary>A caller as claims and back. The claims name an account and a session; what they are worth is looked up by Core each time.</summary>
internal static class CallerClaims
{
    private const string AccountClaim = "nervecentre.account";
    private const string SessionClaim = "nervecentre.session";
    private const string TokenClaim = "nervecentre.token";
    private const string AddressClaim = "nervecentre.address";
    private const string ExplorerType = "Explorer";

    /// <summary>What antiforgery binds a form to. Without it a form would be bound to all claims, the address of a phone on the move included.</summary>
    private const string Subject = "sub";

    public static ClaimsPrincipal Write(Caller caller) => caller.Kind switch
    {
        CallerKind.Account => new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(AccountClaim, caller.AccountId.ToString(CultureInfo.InvariantCulture)),
                new Claim(SessionClaim, caller.SessionId!),
                new Claim(Subject, caller.SessionId!),
            ],
            SignInSetup.Scheme)),
        CallerKind.Token => new ClaimsPrincipal(new ClaimsIdentity([new Claim(TokenClaim, caller.TokenId.ToString(CultureInfo.InvariantCulture))], TokenAuthentication.Name)),
        CallerKind.Explorer => new ClaimsPrincipal(new ClaimsIdentity([new Claim(Subject, ExplorerType)], ExplorerType)),
        _ => new ClaimsPrincipal(new ClaimsIdentity()),
    };

    public static Caller Read(ClaimsPrincipal? user)
    {
        var caller = user?.Identity switch
        {
            { IsAuthenticated: true, AuthenticationType: ExplorerType } => Caller.Explorer,
            { IsAuthenticated: true, AuthenticationType: TokenAuthentication.Name } when Number(user!, TokenClaim) is { } token => Caller.Token(token),
            { IsAuthenticated: true } when Account(user!) is var (account, session) => Caller.Account(account, session),
            _ => Caller.Nobody,
        };
        return caller with { Address = user?.FindFirst(AddressClaim)?.Value };
    }

    /// <summary>Notes where the request comes from, so that a click on the socket later knows it too.</summary>
    public static void NoteAddress(ClaimsPrincipal user, string address)
    {
        if (user.Identity is ClaimsIdentity identity && !user.HasClaim(c => c.Type is AddressClaim))
        {
            identity.AddClaim(new Claim(AddressClaim, address));
        }
    }

    private static (int Account, string Session)? Account(ClaimsPrincipal user) =>
        Number(user, AccountClaim) is { } account && user.FindFirst(SessionClaim)?.Value is { Length: > 0 } session ? (account, session) : null;

    private static int? Number(ClaimsPrincipal user, string claim) =>
        int.TryParse(user.FindFirst(claim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
