using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Connections;

namespace NerveCentre.Core.Store;

/// <summary>The database. One context per operation; all writing goes through <see cref="StoreWriter"/>.</summary>
public sealed class NerveCentreDb(DbContextOptions<NerveCentreDb> options) : DbContext(options)
{
    public DbSet<StoreRecord> Stores => Set<StoreRecord>();

    public DbSet<TemplateRecord> Templates => Set<TemplateRecord>();

    public DbSet<ListingRecord> Listings => Set<ListingRecord>();

    public DbSet<ListingCountRecord> ListingCounts => Set<ListingCountRecord>();

    public DbSet<CategoryRecord> Categories => Set<CategoryRecord>();

    public DbSet<FileMappingRecord> FileMappings => Set<FileMappingRecord>();

    public DbSet<RestrictionRecord> Restrictions => Set<RestrictionRecord>();

    public DbSet<ServiceRecord> Services => Set<ServiceRecord>();

    public DbSet<ServiceChangeRecord> ServiceChanges => Set<ServiceChangeRecord>();

    public DbSet<VerificationRecord> Verifications => Set<VerificationRecord>();

    public DbSet<ListingColumnsRecord> ListingColumns => Set<ListingColumnsRecord>();

    public DbSet<MoveProposalRecord> MoveProposals => Set<MoveProposalRecord>();

    public DbSet<MoveListingRecord> MoveListings => Set<MoveListingRecord>();

    public DbSet<OrderRecord> Orders => Set<OrderRecord>();

    public DbSet<OrderCountRecord> OrderCounts => Set<OrderCountRecord>();

    public DbSet<ReadingRecord> Readings => Set<ReadingRecord>();

    public DbSet<MarketChangeRecord> MarketChanges => Set<MarketChangeRecord>();

    public DbSet<RunRecord> Runs => Set<RunRecord>();

    public DbSet<CursorRecord> Cursors => Set<CursorRecord>();

    public DbSet<CallCountRecord> CallCounts => Set<CallCountRecord>();

    public DbSet<BackfillRecord> Backfills => Set<BackfillRecord>();

    public DbSet<AccountRecord> Accounts => Set<AccountRecord>();

    public DbSet<MembershipRecord> Memberships => Set<MembershipRecord>();

    public DbSet<SessionRecord> Sessions => Set<SessionRecord>();

    public DbSet<InvitationRecord> Invitations => Set<InvitationRecord>();

    public DbSet<InvitedRoleRecord> InvitedRoles => Set<InvitedRoleRecord>();

    public DbSet<ApiTokenRecord> ApiTokens => Set<ApiTokenRecord>();

    public DbSet<ApiTokenStoreRecord> ApiTokenStores => Set<ApiTokenStoreRecord>();

    public DbSet<MarketProposalRecord> MarketProposals => Set<MarketProposalRecord>();

    public DbSet<AuditRecord> Audit => Set<AuditRecord>();

    public DbSet<ConnectionRecord> Connections => Set<ConnectionRecord>();

    public DbSet<PendingConnectionRecord> PendingConnections => Set<PendingConnectionRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite cannot compare DateTimeOffset; whole milliseconds since 1970 sort, index and read well.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        // Plain text without trailing zeros' games: what was read is what is kept.
        configurationBuilder.Properties<decimal>().HaveConversion<InvariantDecimal>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(NerveCentreDb).Assembly);

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(),
        ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    private sealed class InvariantDecimal() : ValueConverter<decimal, string>(
        amount => amount.ToString(CultureInfo.InvariantCulture),
        text => decimal.Parse(text, CultureInfo.InvariantCulture));
}
