namespace NerveCentre.Core.Connections;

/// <summary>How a store stands with AliExpress.</summary>
/// <param name="AppKey">Of the app that its calls are made by.</param>
/// <param name="PausedAt">Since when nothing is read because somebody wants it so; <c>null</c> while reading goes on.</param>
/// <param name="RefusedAt">Since when the seller must authorise again; <c>null</c> while AliExpress lets us in.</param>
/// <param name="RefusedWhy">In words.</param>
/// <param name="AuthorisedUntil">When the seller has to authorise again; <c>null</c> when AliExpress did not say.</param>
/// <param name="Methods">Which methods its app is to call.</param>
public sealed record ConnectionState(string AppKey, DateTimeOffset? PausedAt, DateTimeOffset? RefusedAt, string? RefusedWhy, DateTimeOffset? AuthorisedUntil, AliExpress.SellerMethods Methods = AliExpress.SellerMethods.Overseas)
{
    /// <summary>How long before its end an authorisation is asked for again.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(7);

    /// <summary>Whether the store is read.</summary>
    public bool IsRead => PausedAt is null && RefusedAt is null;

    public bool EndsSoon(DateTimeOffset now) => RefusedAt is null && AuthorisedUntil is { } end && end - now <= Notice;
}
