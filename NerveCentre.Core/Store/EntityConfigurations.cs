using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace NerveCentre.Core.Store;

internal sealed class StoreConfiguration : IEntityTypeConfiguration<StoreRecord>
{
    public void Configure(EntityTypeBuilder<StoreRecord> store)
    {
        store.Property(s => s.Name).UseCollation("NOCASE");
        store.HasIndex(s => s.Name).IsUnique();
    }
}

internal sealed class TemplateConfiguration : IEntityTypeConfiguration<TemplateRecord>
{
    public void Configure(EntityTypeBuilder<TemplateRecord> template)
    {
        template.HasKey(t => new { t.StoreId, t.TemplateId });
        template.Property(t => t.TemplateId).ValueGeneratedNever();
        template.Property(t => t.Unjudged).HasDefaultValue("");
        template.HasOne<StoreRecord>().WithMany().HasForeignKey(t => t.StoreId);
    }
}

internal sealed class ListingConfiguration : IEntityTypeConfiguration<ListingRecord>
{
    public void Configure(EntityTypeBuilder<ListingRecord> listing)
    {
        listing.HasKey(l => new { l.StoreId, l.ListingId });
        listing.Property(l => l.ListingId).ValueGeneratedNever();
        // Pages of one template's active listings, in the order in which they are shown.
        listing.HasIndex(l => new { l.StoreId, l.Status, l.TemplateId, l.ListingId });
        // How many were published on which day.
        listing.HasIndex(l => new { l.StoreId, l.Status, l.PublishedAt }).HasFilter("\"Status\" = 0").HasDatabaseName("IX_Listings_Published");
        // The backlog of category calls.
        listing.HasIndex(l => l.StoreId).HasFilter("\"CategoryId\" IS NULL AND \"Status\" = 0").HasDatabaseName("IX_Listings_WithoutCategory");
        listing.HasOne<StoreRecord>().WithMany().HasForeignKey(l => l.StoreId);
    }
}

internal sealed class ListingCountConfiguration : IEntityTypeConfiguration<ListingCountRecord>
{
    public void Configure(EntityTypeBuilder<ListingCountRecord> count) =>
        count.HasKey(c => new { c.StoreId, c.TemplateId, c.CategoryId });
}

internal sealed class CategoryConfiguration : IEntityTypeConfiguration<CategoryRecord>
{
    public void Configure(EntityTypeBuilder<CategoryRecord> category)
    {
        category.HasKey(c => new { c.StoreId, c.CategoryId });
        category.HasOne<StoreRecord>().WithMany().HasForeignKey(c => c.StoreId);
    }
}

internal sealed class FileMappingConfiguration : IEntityTypeConfiguration<FileMappingRecord>
{
    public void Configure(EntityTypeBuilder<FileMappingRecord> mapping)
    {
        mapping.HasKey(m => new { m.StoreId, m.Kind });
        mapping.HasOne<StoreRecord>().WithMany().HasForeignKey(m => m.StoreId);
    }
}

internal sealed class RestrictionConfiguration : IEntityTypeConfiguration<RestrictionRecord>
{
    public void Configure(EntityTypeBuilder<RestrictionRecord> restriction)
    {
        restriction.HasKey(r => new { r.StoreId, r.CategoryId, r.Country });
        restriction.Property(r => r.By).HasDefaultValue("");
        restriction.HasOne<StoreRecord>().WithMany().HasForeignKey(r => r.StoreId);
    }
}

internal sealed class ServiceConfiguration : IEntityTypeConfiguration<ServiceRecord>
{
    public void Configure(EntityTypeBuilder<ServiceRecord> service)
    {
        service.ToTable("Services");
        service.HasKey(s => new { s.StoreId, s.Service });
        service.Property(s => s.Service).UseCollation("NOCASE");
        service.HasOne<StoreRecord>().WithMany().HasForeignKey(s => s.StoreId);
    }
}

internal sealed class ServiceChangeConfiguration : IEntityTypeConfiguration<ServiceChangeRecord>
{
    public void Configure(EntityTypeBuilder<ServiceChangeRecord> change)
    {
        change.HasIndex(c => new { c.StoreId, c.Id });
        change.HasOne<StoreRecord>().WithMany().HasForeignKey(c => c.StoreId);
    }
}

internal sealed class VerificationConfiguration : IEntityTypeConfiguration<VerificationRecord>
{
    public void Configure(EntityTypeBuilder<VerificationRecord> verification)
    {
        verification.HasIndex(v => new { v.StoreId, v.ListingId, v.Country }).IsUnique();
        verification.HasOne<StoreRecord>().WithMany().HasForeignKey(v => v.StoreId);
    }
}

internal sealed class OrderConfiguration : IEntityTypeConfiguration<OrderRecord>
{
    public void Configure(EntityTypeBuilder<OrderRecord> order)
    {
        order.HasKey(o => new { o.StoreId, o.OrderId });
        // Carries all that the ragged ends of a window need, so that no row is looked up.
        order.HasIndex(o => new { o.StoreId, o.PlacedAt, o.BuyerCountry, o.ShipCountry, o.Status });
        // The backlog of country calls.
        order.HasIndex(o => new { o.StoreId, o.PlacedAt }).HasFilter("\"CountriesRead\" <> 1").HasDatabaseName("IX_Orders_WithoutCountries");
    }
}

internal sealed class OrderCountConfiguration : IEntityTypeConfiguration<OrderCountRecord>
{
    public void Configure(EntityTypeBuilder<OrderCountRecord> count) =>
        count.HasKey(c => new { c.StoreId, c.Grain, c.Side, c.Bucket, c.Country });
}

internal sealed class ReadingConfiguration : IEntityTypeConfiguration<ReadingRecord>
{
    public void Configure(EntityTypeBuilder<ReadingRecord> reading)
    {
        reading.HasIndex(r => new { r.StoreId, r.At });
        reading.HasOne<StoreRecord>().WithMany().HasForeignKey(r => r.StoreId);
    }
}

internal sealed class MarketChangeConfiguration : IEntityTypeConfiguration<MarketChangeRecord>
{
    public void Configure(EntityTypeBuilder<MarketChangeRecord> change)
    {
        change.HasIndex(c => new { c.StoreId, c.At });
        change.HasOne<StoreRecord>().WithMany().HasForeignKey(c => c.StoreId);
    }
}

internal sealed class RunConfiguration : IEntityTypeConfiguration<RunRecord>
{
    public void Configure(EntityTypeBuilder<RunRecord> run)
    {
        run.HasIndex(r => new { r.StoreId, r.Stream, r.Id });
        run.HasOne<StoreRecord>().WithMany().HasForeignKey(r => r.StoreId);
    }
}

internal sealed class CursorConfiguration : IEntityTypeConfiguration<CursorRecord>
{
    public void Configure(EntityTypeBuilder<CursorRecord> cursor)
    {
        cursor.HasKey(c => new { c.StoreId, c.Stream });
        cursor.HasOne<StoreRecord>().WithMany().HasForeignKey(c => c.StoreId);
    }
}

internal sealed class CallCountConfiguration : IEntityTypeConfiguration<CallCountRecord>
{
    public void Configure(EntityTypeBuilder<CallCountRecord> count)
    {
        count.HasKey(c => new { c.StoreId, c.AppKey, c.Day });
        count.HasIndex(c => new { c.AppKey, c.Day });
        count.HasOne<StoreRecord>().WithMany().HasForeignKey(c => c.StoreId);
    }
}

internal sealed class BackfillConfiguration : IEntityTypeConfiguration<BackfillRecord>
{
    public void Configure(EntityTypeBuilder<BackfillRecord> backfill)
    {
        backfill.HasKey(b => b.StoreId);
        backfill.Property(b => b.StoreId).ValueGeneratedNever();
        backfill.HasOne<StoreRecord>().WithMany().HasForeignKey(b => b.StoreId);
    }
}
