using NerveCentre.Core.Access;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Settings;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Settings;

public sealed class MarketsPageTests : PageContext
{
    private async Task<string> ListAsync(StoreSummary store) => string.Join(' ', await Get<PriorityMarkets>().GetAsync(Caller.CommandLine, store.Id, default));

    [Fact]
    public async Task Removing_StoresTheList_TellsIt_AndRecordsIt()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<MarketsPage>();
        await page.Find("button[aria-label='Remove Brazil']").ClickAsync();
        Assert.Equal("US", await ListAsync(store));
        Assert.Equal("Removed Brazil.", page.Find(".told").TextContent);
        Assert.Contains("Olga (olga@example.com) removed Brazil.", page.Find(".history li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_KeepsTheOwnersOrder()
    {
        var store = await AddStoreAsync("Lamps");
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [CountryCode.Parse("US"), CountryCode.Parse("BR")], default);
        var page = Render<MarketsPage>();
        page.Find("#market").Input("Chile");
        await page.Find("form.add").SubmitAsync();
        Assert.Equal("US BR CL", await ListAsync(store));
    }

    [Fact]
    public async Task Target_IsSet_Told_AndTakenAway()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<MarketsPage>();
        await SetTargetAsync(page, "97,5 %");
        Assert.Equal("The target is set.", page.Find(".told").TextContent);
        await PublishAsync(store);
        page.WaitForAssertion(() => Assert.Equal("17.5 points below the target of 97.5\u00A0%: 18\u00A0more listings have to be covered.", page.Find("#target-words").TextContent));
        Assert.Equal("97.5", page.Find("#target").GetAttribute("value"));
        Assert.Single(page.FindAll(".gauge .target"));
        await SetTargetAsync(page, "a lot");
        Assert.Contains("“a lot” is not a percentage", page.Find(".told").TextContent, StringComparison.Ordinal);
        await SetTargetAsync(page, "");
        Assert.Equal("The target is taken away.", page.Find(".told").TextContent);
    }

    [Fact]
    public async Task Target_ForMarketing_IsToRead()
    {
        var store = await AddStoreAsync("Lamps");
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Mia", (store.Id, StoreRole.Marketing));
        var page = Render<MarketsPage>();
        Assert.Empty(page.FindAll("#target"));
        Assert.Equal("No target is set.", page.Find("#target-words").TextContent);
    }

    private static async Task SetTargetAsync(IRenderedComponent<MarketsPage> page, string text)
    {
        page.Find("#target").Change(text);
        await page.Find("section[aria-labelledby=target-title] form").SubmitAsync();
    }

    [Fact]
    public async Task ChangeByAnotherViewer_IsNotLost()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<MarketsPage>();
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [.. CountrySet.Parse("BR ES US")], default);
        await page.Find("button[aria-label='Remove Brazil']").ClickAsync();
        Assert.Equal("ES US", await ListAsync(store));
    }

    [Fact]
    public async Task Gauge_MovesWithTheList()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Render<MarketsPage>();
        Assert.StartsWith("80.0", page.Find(".figure").TextContent, StringComparison.Ordinal);
        await page.Find("button[aria-label='Remove Brazil']").ClickAsync();
        await PublishAsync(store);
        page.WaitForAssertion(() => Assert.StartsWith("100.0", page.Find(".figure").TextContent, StringComparison.Ordinal));
    }

    private Caller Member(string name, StoreSummary store, StoreRole role) => TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), name, (store.Id, role));

    private IRenderedComponent<MarketsPage> Visit(string query = "")
    {
        Get<NavigationManager>().NavigateTo($"/settings/markets{query}");
        return Render<MarketsPage>();
    }

    [Fact]
    public async Task Marketing_SeesTheList_AndNothingToChangeItWith()
    {
        var store = await AddStoreAsync("Lamps");
        Window.Caller = Member("Mia", store, StoreRole.Marketing);
        var page = Visit();
        Assert.Equal(2, page.FindAll(".chosen li").Count);
        Assert.Equal(["Propose"], page.FindAll("main button, article button").Select(b => b.TextContent));
        Assert.Empty(page.FindAll("#market, #pasted"));
    }

    [Fact]
    public async Task Marketing_Proposes_AndTakesBack()
    {
        var store = await AddStoreAsync("Lamps");
        Window.Caller = Member("Mia", store, StoreRole.Marketing);
        var page = Visit("?propose=PL");
        Assert.Equal("Poland", page.Find("#wish").GetAttribute("value"));
        page.Find("#reason").Input("many orders lately");
        await page.Find("section[aria-labelledby=propose] form").SubmitAsync();

        Assert.Equal("You proposed Poland. An owner sees it on this page.", page.Find(".told").TextContent);
        Assert.Equal("One proposal waits for an owner", page.Find("#waiting").TextContent);
        Assert.Contains("“many orders lately”", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Coverage would go from 80.0\u00A0% to 0.0\u00A0%: 80\u00A0listings that are covered now are not known to ship to Poland.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("BR US", await ListAsync(store));

        await page.Find("button[aria-label='Take back Poland']").ClickAsync();
        Assert.Equal("Your proposal of Poland is taken back.", page.Find(".told").TextContent);
        Assert.Empty(page.FindAll("#waiting"));
    }

    [Fact]
    public async Task WishForWhatIsOnTheList_OrIsNoCountry_GetsWords()
    {
        var store = await AddStoreAsync("Lamps");
        Window.Caller = Member("Mia", store, StoreRole.Marketing);
        var page = Visit("?propose=nonsense");
        Assert.Equal("", page.Find("#wish").GetAttribute("value") ?? "");
        page.Find("#wish").Input("Atlantis");
        await page.Find("section[aria-labelledby=propose] form").SubmitAsync();
        Assert.Equal("“Atlantis” names no single country.", page.Find("#wish-error").TextContent);
        page.Find("#wish").Input("Brazil");
        await page.Find("section[aria-labelledby=propose] form").SubmitAsync();
        Assert.Equal("Brazil is on the list already.", page.Find(".told").TextContent);
    }

    [Theory]
    [InlineData("Add Poland", "BR US PL", "Added Poland.", "accepted Poland, proposed by Mia (mia@example.com).")]
    [InlineData("Decline", "BR US", "Declined Poland. The list is as it was.", "declined Poland, proposed by Mia (mia@example.com).")]
    public async Task Owner_DecidesWithOneClick(string button, string list, string told, string kept)
    {
        var store = await AddStoreAsync("Lamps");
        await Get<MarketProposals>().ProposeAsync(Member("Mia", store, StoreRole.Marketing), store.Id, CountryCode.Parse("PL"), "", default);
        Window.Caller = Member("Otto", store, StoreRole.Owner);
        var page = Visit();
        Assert.Equal("1\u00A0proposal to decide", page.Find("#waiting").TextContent);
        Assert.Empty(page.FindAll("#wish"));

        await page.FindAll("section[aria-labelledby=waiting] button").Single(b => b.TextContent == button).ClickAsync();

        Assert.Equal(list, await ListAsync(store));
        Assert.Equal(told, page.Find(".told").TextContent);
        Assert.Empty(page.FindAll("#waiting"));
        Assert.Contains(kept, page.Find("section[aria-labelledby=decided]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProposalDecidedMeanwhile_GetsWords_AndLeavesThePage()
    {
        var store = await AddStoreAsync("Lamps");
        await Get<MarketProposals>().ProposeAsync(Member("Mia", store, StoreRole.Marketing), store.Id, CountryCode.Parse("PL"), "", default);
        var page = Visit();
        await Get<MarketProposals>().DeclineAsync(Member("Otto", store, StoreRole.Owner), store.Id, 1, default);
        await page.FindAll("section[aria-labelledby=waiting] button")[0].ClickAsync();
        Assert.Equal("Otto (otto@example.com) has declined Poland already.", page.Find(".told").TextContent);
        Assert.Empty(page.FindAll("#waiting"));
    }

    [Fact]
    public async Task ProposalOfSomebodyElse_CannotBeTakenBack_AndItsTextIsText()
    {
        var store = await AddStoreAsync("Lamps");
        await Get<MarketProposals>().ProposeAsync(Member("Mia", store, StoreRole.Marketing), store.Id, CountryCode.Parse("PL"), "<script>alert(1)</script>\u202E", default);
        Window.Caller = Member("Max", store, StoreRole.Marketing);
        var page = Visit();
        Assert.Empty(page.FindAll("section[aria-labelledby=waiting] button"));
        Assert.Contains("“<script>alert(1)</script>·”", page.Find("section[aria-labelledby=waiting]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnerOfAnotherStore_SeesNothingOfThisOne()
    {
        var lamps = await AddStoreAsync("Lamps");
        var shades = await AddStoreAsync("Shades");
        await Get<MarketProposals>().ProposeAsync(Member("Mia", lamps, StoreRole.Marketing), lamps.Id, CountryCode.Parse("PL"), "", default);
        Window.Caller = Member("Otto", shades, StoreRole.Owner);
        Assert.Equal("There is no store “Lamps”", Visit("?store=Lamps").Find("h1").TextContent);
        Assert.DoesNotContain("Poland", Visit("?store=Shades").Find("article").QuerySelector("section[aria-labelledby=waiting]")?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoleThatWasTakenMeanwhile_GetsWordsForItsClick()
    {
        var store = await AddStoreAsync("Lamps");
        Window.Caller = Member("Otto", store, StoreRole.Owner);
        var page = Visit();
        TestPeople.Change(Get<IDbContextFactory<NerveCentreDb>>(), Window.Caller, account => account.DisabledAt = TestClock.Noon);
        await page.Find("button[aria-label='Remove Brazil']").ClickAsync();
        Assert.Contains("You are not signed in", page.Find(".told").TextContent, StringComparison.Ordinal);
        Assert.Equal("BR US", await ListAsync(store));
    }

    [Fact]
    public async Task Explorer_MayDoEverythingInTheSandbox_AndSeesNothingElse()
    {
        using (var db = Get<IDbContextFactory<NerveCentreDb>>().CreateDbContext())
        {
            await db.Sessions.ExecuteDeleteAsync();
            await db.Accounts.ExecuteDeleteAsync();
        }

        await AddStoreAsync("Lamps");
        await Get<StoreDirectory>().CreateAsync("Sand", StoreKind.Sandbox, "UTC", default);
        Window.Caller = Caller.Explorer;
        Assert.NotEmpty(Visit().FindAll("#market"));
        Assert.Equal("There is no store “Lamps”", Visit("?store=Lamps").Find("h1").TextContent);
    }
}
