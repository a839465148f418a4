using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NerveCentre.Core.Access;

namespace NerveCentre.Core.Audit;

/// <summary>Who did what, when. Rows are added and, when their time is over, removed; triggers refuse everything else.</summary>
public sealed class AuditRecord
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public CallerKind Kind { get; set; }

    public int? AccountId { get; set; }

    /// <summary>Who, as they were called at that time.</summary>
    public required string By { get; set; }

    /// <summary>Where the request came from; <c>null</c> on this machine's command line and for the server's own jobs.</summary>
    public string? Address { get; set; }

    /// <summary>The store it is about; <c>null</c> for the whole installation. No foreign key: what happened stays when a store goes.</summary>
    public int? StoreId { get; set; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public required string Action { get; set; }

    /// <summary>What it was done to: a person, a token, a store, an export.</summary>
    public string Subject { get; set; } = "";

    public string? Before { get; set; }

    public string? After { get; set; }
}

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> audit)
    {
        audit.ToTable("Audit");
        audit.HasIndex(a => a.At);
    }
}
