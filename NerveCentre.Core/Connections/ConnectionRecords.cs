using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Connections;

/// <summary>What reads one store from AliExpress. Secrets are ciphertext, which opens in this row and column only.</summary>
public sealed class ConnectionRecord
{
    public int StoreId { get; set; }

    public required string AppKey { get; set; }

    /// <summary>Protected.</summary>
    public required string AppSecret { get; set; }

    /// <summary>Protected.</summary>
    public required string AccessToken { get; set; }

    public DateTimeOffset AccessExpiresAt { get; set; }

    /// <summary>Protected; <c>null</c> when this authorisation cannot be renewed.</summary>
    public string? RefreshToken { get; set; }

    /// <summary><c>null</c> when AliExpress did not say.</summary>
    public DateTimeOffset? RefreshExpiresAt { get; set; }

    /// <summary>When the access token was got.</summary>
    public DateTimeOffset RenewedAt { get; set; }

    public DateTimeOffset AuthorisedAt { get; set; }

    /// <summary>AliExpress's id of the seller, or what it tells in its place; one seller is connected once.</summary>
    public required string SellerId { get; set; }

    /// <summary>The seller for people, as AliExpress told it.</summary>
    public required string Seller { get; set; }

    /// <summary>The account that authorised; <c>null</c> when AliExpress did not say.</summary>
    public string? Account { get; set; }

    /// <summary>When reading was paused; <c>null</c> while it goes on.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Since when the seller must authorise again; <c>null</c> while AliExpress lets us in.</summary>
    public DateTimeOffset? RefusedAt { get; set; }

    public string? RefusedWhy { get; set; }

    /// <summary>Why the last renewal failed that may yet succeed.</summary>
    public string? RenewError { get; set; }

    /// <summary>Which methods its app is to call.</summary>
    public AliExpress.SellerMethods Methods { get; set; }
}

/// <summary>A connection on its way: between the form, AliExpress's own page, and the decision to keep it.</summary>
public sealed class PendingConnectionRecord
{
    /// <summary>SHA-256 of the state, which stands in addresses and nowhere here.</summary>
    public required string Id { get; set; }

    /// <summary>The sign-in that began it and alone may go on.</summary>
    public string? SessionId { get; set; }

    /// <summary>The store to connect; <c>null</c> for one that is made.</summary>
    public int? StoreId { get; set; }

    /// <summary>Of the store that is made.</summary>
    public string Name { get; set; } = "";

    /// <inheritdoc cref="Name"/>
    public string TimeZone { get; set; } = "";

    public required string AppKey { get; set; }

    /// <summary>Protected.</summary>
    public required string AppSecret { get; set; }

    public required string RedirectUri { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When the code was taken to AliExpress: once.</summary>
    public DateTimeOffset? CodeUsedAt { get; set; }

    /// <summary>Protected: the tokens and whose they are, once they are there.</summary>
    public string? Grant { get; set; }
}

internal sealed class ConnectionConfiguration : IEntityTypeConfiguration<ConnectionRecord>
{
    public void Configure(EntityTypeBuilder<ConnectionRecord> connection)
    {
        connection.ToTable("Connections");
        connection.HasKey(c => c.StoreId);
        connection.Property(c => c.StoreId).ValueGeneratedNever();
        connection.HasIndex(c => c.SellerId).IsUnique();
        connection.HasOne<StoreRecord>().WithOne().HasForeignKey<ConnectionRecord>(c => c.StoreId);
    }
}

internal sealed class PendingConnectionConfiguration : IEntityTypeConfiguration<PendingConnectionRecord>
{
    public void Configure(EntityTypeBuilder<PendingConnectionRecord> pending)
    {
        pending.ToTable("PendingConnections");
        pending.HasOne<StoreRecord>().WithMany().HasForeignKey(p => p.StoreId);
    }
}
