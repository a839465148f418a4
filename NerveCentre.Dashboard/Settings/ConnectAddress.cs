using Microsoft.AspNetCore.Components;

namespace NerveCentre.Dashboard.Settings;

/// <summary>Where AliExpress sends the browser back to: this server under the name by which the browser reaches it.</summary>
internal static class ConnectAddress
{
    public static string Of(NavigationManager address) => address.BaseUri.TrimEnd('/') + AuthorisedPage.Path;
}
