using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;

namespace NerveCentre.Tests.AliExpress.Sandbox;

/// <summary>The worked example of coverage, read through the real client.</summary>
public sealed class SandboxListingsTests : IDisposable
{
    private readonly SandboxHarness _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Store_Has4820Listings_InTheirFourStatuses()
    {
        var counts = new Dictionary<string, int>();
        var ids = new HashSet<long>();
        foreach (var status in (string[])[ListingStatuses.OnSelling, ListingStatuses.Auditing, ListingStatuses.EditingRequired, ListingStatuses.Offline])
        {
            var rows = await _sandbox.AllListingsAsync(status);
            counts[status] = rows.Count;
            ids.UnionWith(rows.Select(r => r.ProductId));
        }

        Assert.Equal((4310, 340, 120, 50), (counts["onSelling"], counts["auditing"], counts["editingRequired"], counts["offline"]));
        Assert.Equal(4820, ids.Count);
        Assert.All(ids, id => Assert.True(id > uint.MaxValue));
        Assert.Equal(4820, _sandbox.Store.Listings.Select(l => l.Subject).Distinct().Count());
    }

    [Fact]
    public async Task Coverage_Reads82Percent_WithEveryListingInOneClass()
    {
        Assert.Equal((3534, 129, 635, 12), await ClassesAsync());
    }

    [Fact]
    public async Task Gap_IsABatchOfNewerListingsWithoutBrazil_AndAFewWithoutPoland()
    {
        var reaches = await ReachesAsync();
        var priority = CountrySet.Of(_sandbox.Store.PriorityMarkets);
        var names = _sandbox.Store.Templates.ToDictionary(t => t.TemplateId, t => t.Name);
        var rows = await _sandbox.AllListingsAsync(ListingStatuses.OnSelling);

        var missing = rows.Where(r => reaches.ContainsKey(r.FreightTemplateId!.Value))
            .GroupBy(r => (Name: names[r.FreightTemplateId!.Value], Missing: (priority - reaches[r.FreightTemplateId!.Value].Ships).ToString()))
            .Where(g => g.Key.Missing.Length > 0)
            .ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(
            new()
            {
                [("Template B", "BR")] = 131,
                [("New arrivals – Standard", "BR")] = 473,
                [("EU parcels – West", "PL")] = 31,
                [("Batteries and e-mobility", "BR US")] = 129,
            },
            missing);
        var batch = rows.Where(r => names.GetValueOrDefault(r.FreightTemplateId!.Value) is "Template B" or "New arrivals – Standard").ToList();
        Assert.All(batch, r => Assert.True(TestClock.Noon - r.Created < TimeSpan.FromDays(35.1)));
        Assert.False(reaches[SandboxTemplates.WestOnly].Ships.Contains(CountryCode.Parse("CZ")));
    }

    [Fact]
    public async Task AssigningTheRightTemplate_Brings96Percent_AndAnIncrementalSyncSeesIt()
    {
        _sandbox.Clock.Advance(TimeSpan.FromDays(2));
        var synced = _sandbox.Clock.GetUtcNow();
        Assert.Empty(await _sandbox.AllListingsAsync(ListingStatuses.OnSelling, synced));

        _sandbox.Store.AssignRightTemplateToBatch();

        var changed = await _sandbox.AllListingsAsync(ListingStatuses.OnSelling, synced);
        Assert.Equal(604, changed.Count);
        Assert.All(changed, r => Assert.Equal(synced, r.Modified));
        Assert.Equal((4138, 129, 31, 12), await ClassesAsync());
        Assert.Equal(96.0, Math.Round(100.0 * 4138 / 4310, 1));
    }

    [Fact]
    public async Task AssigningTheRightTemplate_Twice_ChangesNothingMore()
    {
        _sandbox.Store.AssignRightTemplateToBatch();
        _sandbox.Clock.Advance(TimeSpan.FromHours(1));
        _sandbox.Store.AssignRightTemplateToBatch();

        Assert.Empty(await _sandbox.AllListingsAsync(ListingStatuses.OnSelling, _sandbox.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Listing_MovedEndedOrDeleted_ShowsItAtOnceAndAfterReopening()
    {
        var rows = await _sandbox.AllListingsAsync(ListingStatuses.OnSelling);
        _sandbox.Store.MoveListing(rows[0].ProductId, SandboxTemplates.TemplateB);
        _sandbox.Store.SetStatus(rows[1].ProductId, ListingStatuses.Offline);
        _sandbox.Store.DeleteListing(rows[2].ProductId);

        foreach (var client in (AliExpressClient[])[_sandbox.Client, _sandbox.ClientOf(_sandbox.Reopen())])
        {
            var active = await _sandbox.AllListingsAsync(ListingStatuses.OnSelling, client: client);
            var offline = await _sandbox.AllListingsAsync(ListingStatuses.Offline, client: client);
            Assert.Equal(4308, active.Count);
            Assert.Equal(SandboxTemplates.TemplateB, active.Single(r => r.ProductId == rows[0].ProductId).FreightTemplateId);
            Assert.Equal(51, offline.Count);
            Assert.Contains(offline, r => r.ProductId == rows[1].ProductId);
            Assert.Equal(AliExpressErrorKind.Request, (await client.GetListingAsync(rows[2].ProductId, default)).Error?.Kind);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(99)]
    public async Task Pages_OfAnySize_HoldEveryListingOnce(int pageSize)
    {
        var rows = await _sandbox.AllListingsAsync(ListingStatuses.Auditing, pageSize: pageSize);

        Assert.Equal(
            _sandbox.Store.Listings.Where(l => l.Status is ListingStatuses.Auditing).Select(l => l.ProductId).Order(),
            rows.Select(r => r.ProductId).Order());
    }

    [Fact]
    public async Task Page_BehindTheLast_IsEmpty()
    {
        var page = (await _sandbox.Client.GetListingsAsync(new ListingQuery(ListingStatuses.Offline, 3, 50), default)).Required();

        Assert.Equal((0, 1, 50), (page.Rows.Count, page.TotalPages, page.TotalCount));
    }

    [Fact]
    public async Task Unsimplified_TheStoreReadsTheSame()
    {
        var wrapped = _sandbox.ClientOf(_sandbox.Store, new AliExpressClientOptions(Simplify: false));

        Assert.Equal(await _sandbox.AllListingsAsync(ListingStatuses.Offline), await _sandbox.AllListingsAsync(ListingStatuses.Offline, client: wrapped));
        foreach (var template in (await wrapped.GetTemplatesAsync(default)).Required())
        {
            Assert.Equivalent((await _sandbox.Client.GetTemplateAsync(template.TemplateId, default)).Required(), (await wrapped.GetTemplateAsync(template.TemplateId, default)).Required(), strict: true);
        }
    }

    [Fact]
    public async Task Templates_ComeInEveryKind()
    {
        var templates = await TemplatesAsync();

        Assert.Equal(24, templates.Count);
        Assert.Single(templates, t => t.IsDefault);
        Assert.Contains(templates, t => t.Services.Any(s => s.AllFreeShipping));
        Assert.Contains(templates, t => t.Services.Any(s => s.AllStandardShipping));
        Assert.Contains(templates, t => t.Services.Any(s => s.SelfDefinedCountries.Contains("OTHER")));
        Assert.Contains(templates, t => t.Services.Any(s => s.SelfStandardCountries.Count > 0));
        Assert.Equal(["AN"], templates.SelectMany(t => TemplateMapping.ToReach(t).UnknownCodes));
        Assert.Equal("Old import", Assert.Single(templates, t => TemplateMapping.ToReach(t).Reach == TemplateReach.Unknown).Name);
        Assert.Equal(AliExpressErrorKind.Request, (await _sandbox.Client.GetTemplateAsync(SandboxTemplates.Gone, default)).Error?.Kind);
    }

    [Fact]
    public async Task Templates_FlatInTheNewSdksWay_TellNoListsOfOwnRates_AndTheOthersTellEvenEmptyOnes()
    {
        foreach (var template in _sandbox.Store.Templates)
        {
            var told = (await _sandbox.Client.GetTemplateAsync(template.TemplateId, default)).Required();
            Assert.All(told.Services, s => Assert.Equal(template.Nested, s.HasLists));
            Assert.True(template.Nested || told.Services.All(s => s.SelfDefinedCountries.Count + s.SelfStandardCountries.Count is 0));
        }

        Assert.Equal(["Old import"], _sandbox.Store.Templates.Where(t => !t.Nested && t.Services.Any(s => s.SelfDefined + s.SelfStandard is not "")).Select(t => t.Name));
    }

    [Fact]
    public async Task Detail_AddsTheCategory()
    {
        var listing = _sandbox.Store.Listings[17];

        Assert.Equal(
            new ListingDetail(listing.ProductId, listing.CategoryId, listing.TemplateId, listing.Status),
            (await _sandbox.Client.GetListingAsync(listing.ProductId, default)).Required());
    }

    private async Task<(int Covered, int Restricted, int Gap, int Unknown)> ClassesAsync()
    {
        var reaches = await ReachesAsync();
        var priority = CountrySet.Of(_sandbox.Store.PriorityMarkets);
        var restricted = _sandbox.Store.RestrictedDestinations.ToLookup(r => r.CategoryId, r => r.Country);
        var categories = _sandbox.Store.Listings.ToDictionary(l => l.ProductId, l => l.CategoryId);
        var classes = (Covered: 0, Restricted: 0, Gap: 0, Unknown: 0);
        foreach (var row in await _sandbox.AllListingsAsync(ListingStatuses.OnSelling))
        {
            if (!reaches.TryGetValue(row.FreightTemplateId!.Value, out var reach))
            {
                classes.Unknown++;
                continue;
            }

            var missing = priority - reach.Ships;
            _ = missing.IsEmpty ? classes.Covered++
                : CountrySet.Of(restricted[categories[row.ProductId]]).IsSupersetOf(missing) ? classes.Restricted++
                : classes.Gap++;
        }

        return classes;
    }

    private async Task<Dictionary<long, TemplateReach>> ReachesAsync() =>
        (await TemplatesAsync()).ToDictionary(t => t.TemplateId, t => TemplateMapping.ToReach(t).Reach);

    private async Task<List<TemplateSettings>> TemplatesAsync()
    {
        var templates = new List<TemplateSettings>();
        foreach (var template in (await _sandbox.Client.GetTemplatesAsync(default)).Required())
        {
            templates.Add((await _sandbox.Client.GetTemplateAsync(template.TemplateId, default)).Required());
        }

        return templates;
    }
}
