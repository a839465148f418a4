using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.Listings;
using NerveCentre.Dashboard.Settings;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Settings;

public sealed class DestinationPagesTests : PageContext
{
    [Fact]
    public async Task Shipping_OfAStoreWithoutTemplates_SaysWhatComesNext()
    {
        await Get<StoreDirectory>().CreateAsync("Files", StoreKind.File, "UTC", default);

        var page = Visit<ShippingPage>("/settings/shipping");

        Assert.Contains("No template has been read yet", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Nobody has told anything of a service yet.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shipping_ShowsBothGauges_AndFillsInWhatALinkSays()
    {
        await SandboxAsync();

        var page = Visit<ShippingPage>("/settings/shipping?service=CAINIAO_SUPER_ECONOMY&without=MX");

        Assert.Equal(["82.0\u00A0% covered", "12 cannot be judged", "76.1\u00A0% covered", "264 cannot be judged"], page.FindAll(".figure").Select(f => f.TextContent.Trim()));
        Assert.True(page.Find("input[value=assumed]").HasAttribute("checked"));
        Assert.Equal(("CAINIAO_SUPER_ECONOMY", "* -MX"), (page.Find("#service").GetAttribute("value"), page.Find("#countries").TextContent));
        Assert.Equal("/settings/shipping?service=CAINIAO_STANDARD#tell", page.Find("tbody a").GetAttribute("href"));
        Assert.Contains("252\u00A0active listings rest on 2\u00A0services whose countries nobody has told.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shipping_ForMarketing_IsToRead()
    {
        var store = await SandboxAsync();
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Mia", (store.Id, StoreRole.Marketing));

        var page = Visit<ShippingPage>("/settings/shipping");

        Assert.Empty(page.FindAll("button"));
        Assert.Empty(page.FindAll("form[id]"));
        Assert.Contains("Owners of the store change this", page.Markup, StringComparison.Ordinal);
        Assert.Equal(15, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public async Task Shipping_OffersToTakeBackTheNewestChangeOfEachService_AndToConfirmThatTemplatesAreGone()
    {
        var store = await SandboxAsync();
        foreach (var countries in (string[])["US", "BR US"])
        {
            await Get<ShippingServices>().ChangeAsync(Caller.CommandLine, store.Id, new Dictionary<string, CountrySet?> { ["DHL"] = CountrySet.Parse(countries) }, default);
        }

        await Get<StoreWriter>().WriteAsync(session => session.Db.Stores.Single().NoTemplatesSince = TestClock.Noon, default);

        var page = Visit<ShippingPage>("/settings/shipping");

        Assert.Equal(["Take back the change of DHL"], page.FindAll("ol button").Select(b => b.GetAttribute("aria-label")));
        Assert.Contains("DHL: now also Brazil.", page.Find("ol li").TextContent, StringComparison.Ordinal);
        Assert.Equal("Take all 24 for gone", page.FindAll("button.quiet")[0].TextContent);
    }

    [Fact]
    public async Task Restricted_ShowsEveryPair_AndOffersTheStoresCategories()
    {
        await SandboxAsync();

        var page = Visit<RestrictedPage>("/settings/restricted");

        Assert.Equal(8, page.FindAll("tbody tr").Count);
        Assert.Equal("Remove E-bikes to Brazil", page.Find("tbody button").GetAttribute("aria-label"));
        Assert.Equal(60, page.FindAll("datalist option").Count);
        Assert.DoesNotContain("still to be read", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restricted_SaysHowManyCategoriesAreStillToBeRead_AndTellsMarketingWhoChangesIt()
    {
        var store = await AddStoreAsync("Lamps");
        await Get<StoreWriter>().WriteAsync(session => session.Db.Add(new ListingCountRecord { StoreId = store.Id, TemplateId = 2, CategoryId = 0, Listings = 7 }), default);
        await Get<RestrictedDestinations>().AddAsync(Caller.CommandLine, store.Id, [new NewRestriction(9, "Lamps <b>", CountryCode.Parse("BR"))], default);
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Mia", (store.Id, StoreRole.Marketing));

        var page = Visit<RestrictedPage>("/settings/restricted?store=Lamps");

        Assert.Contains("7\u00A0active listings of 107 are still to be read", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Contains("Lamps <b>", page.Find("tbody th").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task Verify_NamesTheCallsBeforeItMakesThem_MakesThem_AndShowsDisagreementsFirst()
    {
        var store = await SandboxAsync();
        var run = Render<VerifyRun>(p => p.Add(r => r.StoreId, store.Id).Add(r => r.Page, "/verify").Add(r => r.Markets, 8).Add(r => r.Active, 4310));
        run.Find("select").Change("25");
        Assert.Equal("Ask: 200\u00A0calls", run.FindAll("button")[0].TextContent);
        run.Find("select").Change("3");
        Assert.Equal("Ask: 24\u00A0calls", run.FindAll("button")[0].TextContent);

        run.FindAll("button")[0].Click();

        run.WaitForAssertion(() => Assert.Equal("Done. The answers stand below.", run.Find("[role=status]").TextContent));
        Assert.Equal(("24", "24"), (run.Find("progress").GetAttribute("value"), run.Find("progress").GetAttribute("max")));
        Assert.Equal(["24"], [(await Get<Verifications>().ReadAsync(Caller.CommandLine, store.Id, null, null, default)).Rows.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
    }

    [Theory]
    [InlineData("x", "Brazil", "Write the listing’s id")]
    [InlineData("12", "Atlantis", "is not a country we know")]
    [InlineData("12", "Brazil", "no active listing 12")]
    public async Task Verify_OfWhatIsNotThere_SaysSo(string listing, string country, string words)
    {
        var store = await SandboxAsync();
        var run = Render<VerifyRun>(p => p.Add(r => r.StoreId, store.Id).Add(r => r.Page, "/verify").Add(r => r.Markets, 8).Add(r => r.Active, 4310));
        run.Find("#one").Change(listing);
        run.FindAll("input")[1].Change(country);

        run.FindAll("button")[1].Click();

        run.WaitForAssertion(() => Assert.Contains(words, run.Find("[role=status]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_LeadsFromADisagreementToTheListing_AndToTellingIt()
    {
        var store = await SandboxAsync();
        var listing = Get<StoreConnections>().Sandbox.Listings.First(l => l.TemplateId is 50001000109 && l.Status is "onSelling").ProductId;
        await foreach (var step in Get<Verifications>().RunAsync(Caller.CommandLine, store.Id, [new VerifiedPair(listing, CountryCode.Parse("MX"))], default))
        {
            Assert.Equal(1, step.Of);
        }

        var page = Visit<VerifyPage>("/verify?outcome=disagrees");

        Assert.Equal("1\u00A0disagreement in 1\u00A0answer.", page.Find("#answers").TextContent);
        Assert.Equal(
            ["/listings?class=covered&template=50001000109", "/settings/shipping?service=CAINIAO_SUPER_ECONOMY&without=MX#tell", "/country/MX"],
            page.FindAll("tbody a").Select(a => a.GetAttribute("href")));
        Assert.Contains("No answer fits this filter", Visit<VerifyPage>("/verify?outcome=agrees").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfAStoreFedByFiles_HasNobodyToAsk()
    {
        await Get<StoreDirectory>().CreateAsync("Files", StoreKind.File, "UTC", default);

        var page = Visit<VerifyPage>("/verify");

        Assert.Contains("nobody to ask", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindComponents<VerifyRun>());
    }

    [Fact]
    public void PagesOfAStoreThatIsNotThere_AreNotFound()
    {
        Assert.Contains("No store yet", Visit<ShippingPage>("/settings/shipping").Markup, StringComparison.Ordinal);
        Assert.Contains("No store yet", Visit<RestrictedPage>("/settings/restricted?store=nowhere").Markup, StringComparison.Ordinal);
        Assert.Contains("No store yet", Visit<VerifyPage>("/verify?store=nowhere").Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<T> Visit<T>(string path)
        where T : IComponent
    {
        Get<NavigationManager>().NavigateTo(path);
        return Render<T>(p => p.AddCascadingValue<HttpContext>(new DefaultHttpContext()));
    }

    /// <summary>The sandbox store, synced but for its orders.</summary>
    private async Task<StoreSummary> SandboxAsync()
    {
        await Get<SandboxFounding>().EnsureAsync(default);
        var store = (await Get<StoreDirectory>().ListAsync(default)).Single();
        foreach (var stream in (string[])[SyncStreams.Templates, SyncStreams.Listings])
        {
            await Get<SyncRunner>().RunAsync(store, stream, default);
        }

        return store;
    }
}
