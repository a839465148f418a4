using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Plan;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Plan;

public sealed class PlanPageTests : PageContext
{
    private IRenderedComponent<PlanPage> Visit(string query)
    {
        Get<NavigationManager>().NavigateTo($"/plan?{query}");
        return Render<PlanPage>();
    }

    private static string Text(IRenderedComponent<IComponent> page, string selector) => page.Find(selector).TextContent.Trim().Replace('\u00A0', ' ');

    [Fact]
    public async Task Step_SaysWhatToAddWhereAndWhatItGains_AndLeadsToItsListings()
    {
        await AddStoreAsync("Lamps");
        var page = Visit("");

        Assert.Equal("1 template edit lifts coverage from 80.0 % to 100.0 %.", Text(page, ".lead"));
        Assert.Equal("Add Brazil to Template B", Text(page, ".step h3"));
        Assert.Equal("80.0 % → 100.0 %", Text(page, ".effect strong"));
        Assert.Equal("20 listings become covered", Text(page, ".effect span"));
        Assert.Equal("/listings?class=gap&template=2", page.Find(".ways a").GetAttribute("href"));
        Assert.Contains("Move 20 listings to Template A", page.Find(".step details").TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Equal("https://freighttemplate.aliexpress.com/", page.Find(".done a").GetAttribute("href"));
        Assert.Empty(page.FindAll(".ghost"));
    }

    [Fact]
    public async Task TickedStep_MovesTheGhost_AndSaysSo()
    {
        await AddStoreAsync("Lamps");

        var page = Visit("steps=2");

        Assert.Equal("With 1 of 1 step: 80.0 % → 100.0 %, 20 more listings covered.", Text(page, "[role=status].then"));
        Assert.Single(page.FindAll(".ghost"));
        Assert.Single(page.FindAll(".ghost-knob")); // which nothing else on the arc has
        Assert.True(page.Find("input[type=checkbox]").HasAttribute("checked"));
        Assert.Equal("/plan?steps=2", page.Find("[data-asked]").GetAttribute("data-asked"));
    }

    [Theory]
    [InlineData("by=size", "is no order of the steps")]
    [InlineData("steps=4711", "no longer in the plan")]
    [InlineData("reach=lots", "is no percentage")]
    [InlineData("reach=-1", "is no percentage")]
    [InlineData("reach=101", "is no percentage")]
    [InlineData("reach=NaN", "“NaN” is no percentage")]
    [InlineData("reach=∞", "is no percentage")]
    public async Task AddressThatCannotBeRead_IsToldInWords(string query, string words)
    {
        await AddStoreAsync("Lamps");
        Assert.Contains(words, Visit(query).Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reach_TicksAsManyStepsAsItTakes()
    {
        await AddStoreAsync("Lamps");
        Assert.True(Visit("reach=90,5").Find("input[type=checkbox]").HasAttribute("checked"));
        Assert.False(Visit("reach=80").Find("input[type=checkbox]").HasAttribute("checked"));
    }

    [Theory]
    [InlineData("reach=90", "90")]
    [InlineData("reach=90,5", "90.5")]
    [InlineData("reach=ceiling", "100.0")]
    [InlineData("reach=NaN", "100.0")]
    [InlineData("", "100.0")]
    public async Task Reach_StaysInItsField(string query, string value)
    {
        await AddStoreAsync("Lamps");
        Assert.Equal(value, Visit(query).Find("#reach").GetAttribute("value"));
    }

    [Theory]
    [InlineData(9_700, "97.05", "97.05 % is out of reach: all steps together take coverage to 97.00 %.")]
    [InlineData(9_704, "97.1", "97.1 % is out of reach: all steps together take coverage to 97.0 %.")]
    [InlineData(9_704, "98", "98.0 % is out of reach: all steps together take coverage to 97.0 %.")]
    [InlineData(9_704, "97.041", "97.041 % is out of reach: all steps together take coverage to 97.040 %.")]
    public void WhatIsOutOfReach_IsToldWithAsManyDigitsAsItTakes(int covered, string reach, string told)
    {
        var plan = FixPlan.Empty with { Now = new ClassCounts(covered, 10_000 - covered, 0, 0) };
        Assert.Equal(told, Assert.Single(PlanQuery.Parse(null, null, reach, plan).Notes).Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task PlanFollowsTheStore()
    {
        var store = await AddStoreAsync("Lamps");
        var page = Visit("");
        await Get<StoreWriter>().WriteAsync(
            session =>
            {
                session.Db.Templates.Single(t => t.TemplateId == 2).Named = "BR US";
                session.MarkChanged(store.Id);
            },
            default);

        await PublishAsync(store);

        page.WaitForAssertion(() => Assert.Equal("Every active listing ships to every priority market. There is nothing to do.", Text(page, ".lead")));
        Assert.Empty(page.FindAll(".step"));
    }

    [Fact]
    public async Task WithoutMarkets_ItLeadsToThem()
    {
        await AddStoreAsync("Lamps", markets: "");
        Assert.Equal("/settings/markets", Visit("").Find(".message a").GetAttribute("href"));
    }

    [Fact]
    public async Task WithoutListings_ThereIsNothingToPlan()
    {
        var store = await Get<StoreDirectory>().CreateAsync("Files", StoreKind.File, "UTC", default);
        await Get<PriorityMarkets>().SetAsync(Caller.CommandLine, store.Id, [CountryCode.Parse("BR")], default);
        Assert.Contains("No listing is active", Visit("").Find(".message").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StoreRole.Owner, "Review and prepare this move")]
    [InlineData(StoreRole.Marketing, "Review this move")]
    public async Task Move_IsPreparedByOwnersAndLookedAtByOthers(StoreRole role, string words)
    {
        var store = await AddStoreAsync("Lamps");
        Window.Caller = TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Mia", (store.Id, role));
        Assert.Equal(words, Text(Visit(""), ".step details a"));
    }

    [Fact]
    public async Task NextStep_IsOneSentenceThatLeadsIntoThePlan()
    {
        var store = await AddStoreAsync("Lamps");
        var snapshot = await Get<BoardFeed>().GetAsync(Caller.Server, store.Id, default);
        var next = Render<NextStep>(p => p
            .Add(n => n.Snapshot, snapshot)
            .Add(n => n.Links, new StoreLinks((string?)null)).Add(n => n.Time, new StoreTime("UTC")));

        Assert.Equal("Add Brazil to Template B: 80.0 % → 100.0 %, 20 listings", next.Find(".first").TextContent.Trim().Replace('\u00A0', ' '));
        Assert.Equal("/plan?steps=2", next.Find(".first a").GetAttribute("href"));
    }

    [Fact]
    public async Task Checklist_WithoutMarkets_SaysThatThereIsNothingToPlan()
    {
        var store = await AddStoreAsync("Lamps", markets: "");

        var text = PlanExport.Text(await Get<FixPlans>().ExportAsync(Caller.CommandLine, store.Id, default), new PlanQuery(FixRanking.Listings, []));

        Assert.Contains("and none is set: there is nothing to plan yet.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to do", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checklist_ReadsAsText_AndNoNameOfItIsMarkup()
    {
        var store = await AddStoreAsync("Lamps");
        await Get<StoreWriter>().WriteAsync(
            session =>
            {
                session.Db.Templates.Single(t => t.TemplateId == 2).Name = "<b>[x](https://evil.example)\n# All";
                session.MarkChanged(store.Id);
            },
            default);
        await PublishAsync(store);

        var text = PlanExport.Text(await Get<FixPlans>().ExportAsync(Caller.CommandLine, store.Id, default), new PlanQuery(FixRanking.Listings, ["2"])).Replace('\u00A0', ' ');

        Assert.Contains("- [ ] Add Brazil to \\<b\\>\\[x\\](https://evil.example)", text, StringComparison.Ordinal);
        Assert.Contains(": 80.0 % → 100.0 %, 20 listings", text, StringComparison.Ordinal);
        Assert.Contains("Template id 2: Brazil (BR)", text, StringComparison.Ordinal);
        Assert.Contains("With 1 of 1 step: 80.0 % → 100.0 %", text, StringComparison.Ordinal);
        Assert.Contains("\n  One of the ticked steps.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n# All", text, StringComparison.Ordinal);
    }
}
