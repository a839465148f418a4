namespace NerveCentre.Core.Connections;

/// <param name="TimeZone">IANA name.</param>
/// <param name="AppKey">Of the app in AliExpress's console.</param>
public sealed record NewConnection(string Name, string TimeZone, string AppKey, string AppSecret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Name}, app {AppKey}";
}

/// <param name="Store">Name of the store.</param>
/// <param name="IsNew">Whether the store is made when this is kept.</param>
/// <param name="Address">AliExpress's page, where the seller allows it.</param>
/// <param name="CodeUsed">Whether an answer of AliExpress has come.</param>
/// <param name="Seller">Whose tokens wait to be kept; <c>null</c> before they are there.</param>
public sealed record PendingConnection(string Store, bool IsNew, string AppKey, string RedirectUri, string Address, DateTimeOffset ExpiresAt, bool CodeUsed, Seller? Seller);
