using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>Somebody who can sign in. The user name is the e-mail address.</summary>
public sealed class AccountRecord : IdentityUser<int>
{
    /// <summary>One code is valid for five steps of 30 s, and in that time codes of four steps before and after it may be.</summary>
    private const int CodesKept = 9;

    /// <summary>As shown to others.</summary>
    public required string Name { get; set; }

    /// <summary>The owner of the installation: everything, in every store, now and later.</summary>
    public bool OwnsEverything { get; set; }

    /// <summary>When the account was disabled; <c>null</c> while it may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? SignedInAt { get; set; }

    public DateTimeOffset PasswordChangedAt { get; set; }

    /// <summary>The authenticator codes that were accepted last, separated by blanks, the newest first: none counts twice.</summary>
    public string? LastCode { get; set; }

    internal bool HasUsed(string code) => UsedCodes.Contains(code);

    internal void NoteUsed(string code) => LastCode = string.Join(' ', UsedCodes.Prepend(code).Take(CodesKept));

    private string[] UsedCodes => LastCode?.Split(' ') ?? [];
}

/// <summary>A role of an account in one store.</summary>
public sealed class MembershipRecord
{
    public int AccountId { get; set; }

    public int StoreId { get; set; }

    public StoreRole Role { get; set; }
}

/// <summary>One sign-in of one browser.</summary>
public sealed class SessionRecord
{
    /// <summary>128 random bits, in hex.</summary>
    public required string Id { get; set; }

    public int AccountId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Last sign of the person, to the minute.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>When it ended, by whatever cause; <c>null</c> while it lasts.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Where it was opened from.</summary>
    public required string Address { get; set; }

    /// <summary>What the browser says it is, in few words.</summary>
    public required string Browser { get; set; }
}

/// <summary>A link that makes an account, or a new password for one. Works once, until it expires or is taken back.</summary>
public sealed class InvitationRecord
{
    public int Id { get; set; }

    /// <summary>SHA-256 of the link's secret, in hex. The secret itself is kept nowhere.</summary>
    public required string SecretHash { get; set; }

    /// <summary>The account whose password it sets; <c>null</c> for an invitation.</summary>
    public int? AccountId { get; set; }

    /// <summary>Whom it is meant for, in the inviter's words.</summary>
    public required string For { get; set; }

    public bool OwnsEverything { get; set; }

    /// <summary>Whether it also takes the second factor away, for somebody who lost it.</summary>
    public bool ClearsSecondFactor { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A role that an invitation gives.</summary>
public sealed class InvitedRoleRecord
{
    public int InvitationId { get; set; }

    public int StoreId { get; set; }

    public StoreRole Role { get; set; }
}

/// <summary>What a program may read with. Read-only; the secret is kept as a hash.</summary>
public sealed class ApiTokenRecord
{
    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret, in hex.</summary>
    public required string SecretHash { get; set; }

    /// <summary>Keys of the cards it may read, separated by spaces.</summary>
    public required string Cards { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A store that a token may read.</summary>
public sealed class ApiTokenStoreRecord
{
    public int TokenId { get; set; }

    public int StoreId { get; set; }
}

/// <summary>A priority market that somebody asked for.</summary>
public sealed class MarketProposalRecord
{
    public int Id { get; set; }

    public int StoreId { get; set; }

    /// <summary>Alpha-2.</summary>
    public required string Country { get; set; }

    /// <summary><c>null</c> for callers without an account.</summary>
    public int? AccountId { get; set; }

    public required string By { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Why, in the proposer's words; may be empty.</summary>
    public required string Reason { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    /// <summary><c>null</c> while it waits, and when it was taken back.</summary>
    public bool? Accepted { get; set; }
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<AccountRecord>
{
    public void Configure(EntityTypeBuilder<AccountRecord> account)
    {
        account.ToTable("Accounts");
        account.HasIndex(a => a.NormalizedUserName).IsUnique();
        account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed).Ignore(a => a.EmailConfirmed);
        // Guessing is slowed down by AttemptLimits, which cannot lock anybody out.
        account.Ignore(a => a.LockoutEnd).Ignore(a => a.LockoutEnabled).Ignore(a => a.AccessFailedCount);
    }
}

/// <summary>Authenticator keys and recovery codes, encrypted by <see cref="AccountStore"/>.</summary>
internal sealed class AccountTokenConfiguration : IEntityTypeConfiguration<IdentityUserToken<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> token)
    {
        token.ToTable("AccountTokens");
        token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        token.HasOne<AccountRecord>().WithMany().HasForeignKey(t => t.UserId);
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<MembershipRecord>
{
    public void Configure(EntityTypeBuilder<MembershipRecord> membership)
    {
        membership.ToTable("Memberships");
        membership.HasKey(m => new { m.AccountId, m.StoreId });
        membership.HasOne<AccountRecord>().WithMany().HasForeignKey(m => m.AccountId);
        membership.HasOne<StoreRecord>().WithMany().HasForeignKey(m => m.StoreId);
    }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<SessionRecord>
{
    public void Configure(EntityTypeBuilder<SessionRecord> session)
    {
        session.ToTable("Sessions");
        session.HasIndex(s => s.AccountId);
        session.HasOne<AccountRecord>().WithMany().HasForeignKey(s => s.AccountId);
    }
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<InvitationRecord>
{
    public void Configure(EntityTypeBuilder<InvitationRecord> invitation)
    {
        invitation.ToTable("Invitations");
        invitation.HasOne<AccountRecord>().WithMany().HasForeignKey(i => i.AccountId);
    }
}

internal sealed class InvitedRoleConfiguration : IEntityTypeConfiguration<InvitedRoleRecord>
{
    public void Configure(EntityTypeBuilder<InvitedRoleRecord> role)
    {
        role.ToTable("InvitedRoles");
        role.HasKey(r => new { r.InvitationId, r.StoreId });
        role.HasOne<InvitationRecord>().WithMany().HasForeignKey(r => r.InvitationId);
        role.HasOne<StoreRecord>().WithMany().HasForeignKey(r => r.StoreId);
    }
}

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiTokenRecord>
{
    public void Configure(EntityTypeBuilder<ApiTokenRecord> token) => token.ToTable("ApiTokens");
}

internal sealed class ApiTokenStoreConfiguration : IEntityTypeConfiguration<ApiTokenStoreRecord>
{
    public void Configure(EntityTypeBuilder<ApiTokenStoreRecord> store)
    {
        store.ToTable("ApiTokenStores");
        store.HasKey(s => new { s.TokenId, s.StoreId });
        store.HasOne<ApiTokenRecord>().WithMany().HasForeignKey(s => s.TokenId);
        store.HasOne<StoreRecord>().WithMany().HasForeignKey(s => s.StoreId);
    }
}

internal sealed class MarketProposalConfiguration : IEntityTypeConfiguration<MarketProposalRecord>
{
    public void Configure(EntityTypeBuilder<MarketProposalRecord> proposal)
    {
        proposal.ToTable("MarketProposals");
        // One waits per country: a second wish for the same joins the first.
        proposal.HasIndex(p => new { p.StoreId, p.Country }).IsUnique().HasFilter("\"DecidedAt\" IS NULL").HasDatabaseName("IX_MarketProposals_Waiting");
        proposal.HasOne<StoreRecord>().WithMany().HasForeignKey(p => p.StoreId);
        proposal.HasOne<AccountRecord>().WithMany().HasForeignKey(p => p.AccountId);
    }
}
