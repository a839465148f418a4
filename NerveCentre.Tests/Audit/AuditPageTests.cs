using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Audit;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Audit;

public sealed class AuditPageTests : PageContext
{
    private IRenderedComponent<AuditPage> Visit(string query = "")
    {
        Get<NavigationManager>().NavigateTo($"/audit{query}");
        return Render<AuditPage>();
    }

    private Task AddAsync(int rows, string subject = "x@example.com", int? store = null) => Get<StoreWriter>().WriteAsync(
        session =>
        {
            for (var i = 0; i < rows; i++)
            {
                session.Audit(Caller.Nobody with { Address = "203.0.113.9" }, Get<TimeProvider>(), AuditActions.SignInRefused, store, subject, after: "The password is not right.");
            }
        },
        default);

    [Fact]
    public void Page_NeedsTheRightToReadTheAudit() =>
        Assert.Equal(RightPolicies.Name(Right.ReadAudit), Assert.Single(typeof(AuditPage).GetCustomAttributes(typeof(NeedsRightAttribute), true).Cast<NeedsRightAttribute>()).Policy);

    [Fact]
    public void WithoutRows_ItSaysSo() => Assert.Contains("Nothing has been recorded yet.", Visit().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Row_TellsWhenWhoFromWhereAndWhat()
    {
        await AddAsync(1);
        var page = Visit();
        Assert.Equal(["16 Mar 2026, 12:00:00", "nobody", "203.0.113.9", "Tried to sign in as x@example.com and was refused: The password is not right"], page.FindAll("tbody td").Select(c => c.TextContent));
        Assert.Equal("1\u00A0row", page.Find("#rows").TextContent);
        Assert.Contains("this server's time zone", page.Find(".window").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_LeadOlderAndNewer_AndKeepTheFilter()
    {
        await AddAsync(120);
        var page = Visit("?action=signin&who=x%40");
        Assert.Equal("/audit?action=signin&who=x%40&before=71", page.Find("a[rel=next]").GetAttribute("href"));
        Assert.Equal("/audit.csv?action=signin&who=x%40", page.Find("a.export").GetAttribute("href"));
        Assert.Equal("signin", page.Find("#action option[selected]").GetAttribute("value"));
        Assert.Empty(page.FindAll("a[rel=prev]"));

        var second = Visit("?before=71");
        Assert.Equal(50, second.FindAll("tbody tr").Count);
        Assert.Equal("/audit?after=70", second.Find("a[rel=prev]").GetAttribute("href"));
    }

    [Fact]
    public async Task FilterThatFitsNothing_SaysWhatToDo()
    {
        await AddAsync(1);
        Assert.Contains("Take something out of the filter", Visit("?who=nobody-like-this").Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?from=yesterday", "“yesterday” is no day for “from”")]
    [InlineData("?action=<b>", "There is no action “<b>”")]
    [InlineData("?store=Nowhere", "There is no store “Nowhere”")]
    [InlineData("?from=2026-03-02&to=2026-03-01", "The first day is after the last")]
    [InlineData("?from=0001-01-01", "days from the year 2000 on")]
    public void FilterThatCannotBe_IsToldInWords(string query, string words)
    {
        var page = Visit(query);
        Assert.Contains(words, page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public async Task Store_BringsItsTimeZone()
    {
        var store = await AddStoreAsync("Lamps");
        await AddStoreAsync("Shades");
        await AddAsync(1, store: store.Id);
        var page = Visit("?store=lamps&action=signin");
        Assert.Equal("16 Mar 2026, 05:00:00", page.Find("tbody time").TextContent);
        Assert.Equal("Times in America/Los Angeles, the store's time zone", page.Find(".window").TextContent);
    }

    [Fact]
    public async Task WhoeverMayNot_GetsWordsAndNoRow()
    {
        await AddAsync(1);
        var store = await AddStoreAsync("Lamps");
        foreach (var other in new[] { Caller.Nobody, Caller.Explorer, TestPeople.AddMember(Get<IDbContextFactory<NerveCentreDb>>(), "Otto", (store.Id, StoreRole.Owner)) })
        {
            Window.Caller = other;
            var page = Visit();
            Assert.NotEmpty(page.Find("[role=alert]").TextContent);
            Assert.Empty(page.FindAll("table"));
        }
    }
}
