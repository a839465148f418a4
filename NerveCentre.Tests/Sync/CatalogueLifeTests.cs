using System.Globalization;
using System.Text.Json.Nodes;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Tests.Coverage;

namespace NerveCentre.Tests.Sync;

/// <summary>What becomes of listings and templates in Seller Center, and what the gauge then says. Each case begins at 4,310 active, 3,534 covered, 129 restricted, 635 gap, 12 unknown.</summary>
public sealed class CatalogueLifeTests
{
    private static readonly CountryCode Brazil = CountryCode.Parse("BR");

    [Fact]
    public async Task Listing_DeletedAndRelisted_LeavesTheDenominatorAndComesBack()
    {
        await using var shop = await Shop.OpenAsync();
        var listing = Active(shop, SandboxTemplates.Worldwide);

        await EditAsync(shop, s => s.DeleteListing(listing));
        Assert.Equal((4309, 3533, 129, 635, 12), await ClassesAsync(shop));
        await EditAsync(shop, s => s.RelistListing(listing));

        Assert.Equal((4310, 3534, 129, 635, 12), await ClassesAsync(shop));
        Table.AssertCounts(shop.Installation.Folder.Database);
    }

    [Theory]
    [InlineData(ListingStatuses.Offline)]
    [InlineData(ListingStatuses.Auditing)]
    [InlineData(ListingStatuses.EditingRequired)]
    public async Task Listing_ThatIsNoLongerOnSale_LeavesTheDenominatorUntilItIsAgain(string status)
    {
        await using var shop = await Shop.OpenAsync();
        var listing = Active(shop, SandboxTemplates.TemplateB);

        await EditAsync(shop, s => s.SetStatus(listing, status));
        Assert.Equal((4309, 3534, 129, 634, 12), await ClassesAsync(shop));
        await EditAsync(shop, s => s.SetStatus(listing, ListingStatuses.OnSelling));

        Assert.Equal((4310, 3534, 129, 635, 12), await ClassesAsync(shop));
    }

    [Fact]
    public async Task Listing_MovedBetweenTemplates_MovesTheCounts()
    {
        await using var shop = await Shop.OpenAsync();

        await EditAsync(shop, s => s.MoveListing(Active(shop, SandboxTemplates.TemplateB), SandboxTemplates.Worldwide));

        Assert.Equal((4310, 3535, 129, 634, 12), await ClassesAsync(shop));
        var groups = await GroupsAsync(shop);
        Assert.Equal(130, groups.Single(g => g.TemplateId == SandboxTemplates.TemplateB).Listings);
        Table.AssertCounts(shop.Installation.Folder.Database);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Listing_WhoseTemplateIsNoId_NamesNone(long template)
    {
        await using var shop = await Shop.OpenAsync();

        await EditAsync(shop, s => s.MoveListing(Active(shop, SandboxTemplates.Worldwide), template));

        Assert.Equal((4310, 3533, 129, 635, 13), await ClassesAsync(shop));
        var group = (await GroupsAsync(shop)).Single(g => g.TemplateId is null);
        Assert.Equal("Give these listings a shipping template in Seller Center, then sync.", GroupSentences.Action(group, Brazil));
    }

    [Fact]
    public async Task Listing_WhoseTemplateIdIsHuge_IsKept_AndOneBeyond64BitsNamesNone()
    {
        var gateway = new Gateway();
        await using var shop = await Shop.OpenAsync(gateway);
        var (largest, beyond) = (Active(shop, SandboxTemplates.Worldwide), Active(shop, SandboxTemplates.TemplateB));
        gateway.Change = (_, method, json) =>
        {
            foreach (var row in method is Gateway.Listings ? json["result"]!["aeop_a_e_product_display_d_t_o_list"]!.AsArray() : [])
            {
                var id = row!["product_id"]!.GetValue<long>();
                row["freight_template_id"] = id == largest ? JsonValue.Create(long.MaxValue) : id == beyond ? JsonNode.Parse("99999999999999999999999") : row["freight_template_id"]!.DeepClone();
            }
        };

        await EditAsync(shop, s =>
        {
            s.MoveListing(largest, 1);
            s.MoveListing(beyond, 1);
        });

        Assert.Equal((4310, 3533, 129, 634, 14), await ClassesAsync(shop));
        Assert.Equal([$"{long.MaxValue}|1"], shop.Installation.Rows($"SELECT TemplateId, COUNT(*) FROM Listings WHERE TemplateId = {long.MaxValue} GROUP BY 1"));
        Table.AssertCounts(shop.Installation.Folder.Database);
    }

    [Fact]
    public async Task Template_DeletedWhileListingsNameIt_IsUnknown_AndThePageSaysThatItNoLongerExists()
    {
        await using var shop = await Shop.OpenAsync();

        await EditAsync(shop, s => s.DeleteTemplate(SandboxTemplates.TemplateB));

        Assert.Equal((4310, 3534, 129, 504, 143), await ClassesAsync(shop));
        var groups = await GroupsAsync(shop);
        var gone = groups.Single(g => g.TemplateId == SandboxTemplates.TemplateB);
        Assert.Equal((UncoveredReason.TemplateUnknown, "Template B"), (gone.Reason, gone.TemplateName));
        Assert.Contains($"template {SandboxTemplates.TemplateB} no longer exists", GroupSentences.Action(gone, Brazil), StringComparison.Ordinal);
        Assert.Contains($"template {SandboxTemplates.Gone} no longer exists", GroupSentences.Action(groups.Single(g => g.TemplateId == SandboxTemplates.Gone), Brazil), StringComparison.Ordinal);
        var unknown = await shop.Installation.Get<ClassListings>().GroupsAsync(Caller.CommandLine, shop.Id, CoverageClass.Unknown, default);
        Assert.Contains($"template {SandboxTemplates.TemplateB} no longer exists", GroupSentences.View(unknown.Single(g => g.TemplateId == SandboxTemplates.TemplateB), CoverageClass.Unknown).Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_PutBackUnderItsId_IsJudgedAgain_AndUnderANewIdItIsAnother()
    {
        await using var shop = await Shop.OpenAsync();
        var template = shop.Installation.Sandbox.Templates.Single(t => t.TemplateId == SandboxTemplates.TemplateB);
        await EditAsync(shop, s => s.DeleteTemplate(SandboxTemplates.TemplateB));

        await EditAsync(shop, s => s.AddTemplate(template with { TemplateId = 50001000999, Services = [new SandboxService("CAINIAO_STANDARD", AllFree: true)] }));
        Assert.Equal((4310, 3534, 129, 504, 143), await ClassesAsync(shop));
        await EditAsync(shop, s => s.MoveListing(Active(shop, SandboxTemplates.TemplateB), 50001000999));
        Assert.Equal((4310, 3535, 129, 504, 142), await ClassesAsync(shop));

        await EditAsync(shop, s => s.AddTemplate(template));
        Assert.Equal((4310, 3535, 129, 634, 12), await ClassesAsync(shop));
    }

    [Fact]
    public async Task Template_ThatGetsBrazil_CoversItsListings_AndLosesItAgain()
    {
        await using var shop = await Shop.OpenAsync();

        await EditAsync(shop, s => s.EditTemplate(SandboxTemplates.TemplateB, t => t with { Services = [t.Services[0] with { Standard = t.Services[0].Standard + " BR" }] }));
        Assert.Equal((4310, 3665, 129, 504, 12), await ClassesAsync(shop));
        await EditAsync(shop, s => s.EditTemplate(SandboxTemplates.TemplateB, t => t with { Services = [t.Services[0] with { Standard = t.Services[0].Standard.Replace(" BR", "", StringComparison.Ordinal) }] }));

        Assert.Equal((4310, 3534, 129, 635, 12), await ClassesAsync(shop));
    }

    [Fact]
    public async Task Template_Emptied_ShipsNowhere_WhereItsListsAreTold_AndIsUnknownWhereTheyAreNot()
    {
        await using var shop = await Shop.OpenAsync();
        await EditAsync(shop, s => s.EditTemplate(SandboxTemplates.Worldwide, t => t with { Nested = true, Services = [new SandboxService("CPAM")] }));
        Assert.Equal((4310, 3534 - 812, 129, 635 + 812, 12), await ClassesAsync(shop));

        await EditAsync(shop, s => s.EditTemplate(SandboxTemplates.Worldwide, t => t with { Nested = false }));
        Assert.Equal((4310, 3534 - 812, 129, 635, 12 + 812), await ClassesAsync(shop));

        await EditAsync(shop, s => s.EditTemplate(SandboxTemplates.Worldwide, t => t with { Services = [] }));
        Assert.Equal((4310, 3534 - 812, 129, 635, 12 + 812), await ClassesAsync(shop));
    }

    [Fact]
    public async Task SandboxState_KeepsEditedTemplates_AndOlderFilesHaveNone()
    {
        await using var shop = await Shop.OpenAsync();
        Assert.DoesNotContain("Templates\":{", await File.ReadAllTextAsync(shop.Installation.Folder.SandboxState), StringComparison.Ordinal);
        shop.Installation.Sandbox.DeleteTemplate(SandboxTemplates.TemplateB);
        shop.Installation.Sandbox.EditTemplate(SandboxTemplates.Worldwide, t => t with { Name = "World" });

        var reopened = SandboxStore.Open(shop.Installation.Folder.SandboxState, shop.Installation.Clock);

        Assert.Equal((23, "World"), (reopened.Templates.Count, reopened.Templates.Single(t => t.TemplateId == SandboxTemplates.Worldwide).Name));
        var old = $"{{\"Version\":1,\"Anchor\":\"{TestClock.Noon.ToString("O", CultureInfo.InvariantCulture)}\",\"Edits\":{{}}}}";
        await File.WriteAllTextAsync(shop.Installation.Files.File("old.json"), old);
        Assert.Equal(24, SandboxStore.Open(shop.Installation.Files.File("old.json"), shop.Installation.Clock).Templates.Count);
    }

    private static async Task EditAsync(Shop shop, Action<SandboxStore> edit)
    {
        shop.Installation.Clock.Advance(TimeSpan.FromMinutes(5));
        edit(shop.Installation.Sandbox);
        foreach (var stream in (string[])[SyncStreams.Templates, SyncStreams.Listings])
        {
            Assert.Equal(SyncOutcome.Succeeded, (await shop.Installation.SyncAsync(stream)).Outcome);
        }
    }

    private static async Task<(int, int, int, int, int)> ClassesAsync(Shop shop)
    {
        var gauge = await shop.GaugeAsync();
        return (gauge.Active, gauge.Covered, gauge.RestrictedOnly, gauge.Gap, gauge.Unknown);
    }

    private static Task<IReadOnlyList<UncoveredGroup>> GroupsAsync(Shop shop) => shop.Installation.Get<UncoveredListings>().GroupsAsync(Caller.CommandLine, shop.Id, Brazil, default);

    private static long Active(Shop shop, long template) => shop.Installation.Sandbox.Listings.First(l => l.TemplateId == template && l.Status is ListingStatuses.OnSelling).ProductId;
}
