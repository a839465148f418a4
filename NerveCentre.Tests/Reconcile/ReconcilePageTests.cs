using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Orders;
using NerveCentre.Dashboard.Reconcile;
using NerveCentre.Tests.Shared;
using NerveCentre.Tests.Store;

namespace NerveCentre.Tests.Reconcile;

public sealed class ReconcilePageTests : PageContext
{
    /// <summary>Every number of the page, the signed ones too, is what its link counts.</summary>
    [Theory]
    [InlineData("/reconcile")]
    [InlineData("/reconcile?sc-cancelled=out&sc-unpaid=out&sc-window=range&sc-from=2026-03-10&sc-to=2026-03-14&of=BR")]
    public async Task EveryNumber_LeadsToAsManyOrders(string path)
    {
        await AddOrdersAsync();
        var links = Visit<ReconcilePage>(path).FindAll("a").Where(a => a.GetAttribute("href")!.StartsWith("/orders?", StringComparison.Ordinal))
            .Select(a => (Number: Number(a.TextContent), Href: a.GetAttribute("href")!)).Distinct().ToList();

        Assert.InRange(links.Count, 15, 200);
        foreach (var (number, href) in links)
        {
            Assert.Equal(Math.Abs(number), Number(Visit<OrdersPage>(href).Find("h1").TextContent.Split('\u00A0')[0]));
        }
    }

    [Fact]
    public async Task PartsOfARow_AddUpToItsDifference()
    {
        await AddOrdersAsync();

        var rows = Visit<ReconcilePage>("/reconcile?sc-cancelled=out").FindAll("section[aria-labelledby=countries] tbody tr");

        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            Assert.Equal(Number(row.Children[3].TextContent), row.QuerySelectorAll("li a").Sum(a => Number(a.TextContent)));
            Assert.Equal(Number(row.Children[2].TextContent) - Number(row.Children[1].TextContent), Number(row.Children[3].TextContent));
        }
    }

    [Fact]
    public async Task DaysOfTheBoard_AreTheDaysCompared()
    {
        await AddOrdersAsync();

        var page = Visit<ReconcilePage>("/reconcile?from=2026-03-10&end=2026-03-14");

        Assert.Empty(page.FindAll(".notice"));
        Assert.Equal("/?window=calendar&end=2026-03-14&from=2026-03-10".Split('?', '&').Order(), page.Find(".crumb a").GetAttribute("href")!.Split('?', '&').Append("window=calendar").Distinct().Order());
        Assert.Equal(("range", "2026-03-10", "2026-03-14"), (page.Find("#sc-window option[selected]").GetAttribute("value"), page.Find("#sc-from").GetAttribute("value"), page.Find("#sc-to").GetAttribute("value")));
        var other = Visit<ReconcilePage>("/reconcile?from=2026-03-10&end=2026-03-14&sc-window=today");
        Assert.Equal("today", other.Find("#sc-window option[selected]").GetAttribute("value"));
        Assert.All(other.FindAll("a[href^='/reconcile?']"), a => Assert.Contains("sc-window=today", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(6, Number(page.Find("section[aria-labelledby=steps] tr.sum a").TextContent));
    }

    [Fact]
    public async Task NumberSomebodySaw_IsExplained_OrTheWayToCountItIsFound()
    {
        await AddOrdersAsync();

        Assert.Contains("Nothing remains unexplained", Visit<ReconcilePage>("/reconcile?seen=39").Find("[role=status]").TextContent, StringComparison.Ordinal);
        var other = Visit<ReconcilePage>("/reconcile?seen=40");
        Assert.Contains("+1 remain unexplained", other.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("30 × 24 hours", other.Find(".ways").TextContent, StringComparison.Ordinal);
        Assert.Contains("No other way to count", Visit<ReconcilePage>("/reconcile?seen=4711").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_ThatCannotBeRead_AreTold()
    {
        await AddOrdersAsync();

        Assert.Contains("“country=ZZ” is no country we know", Visit<OrdersPage>("/orders?country=ZZ").Markup, StringComparison.Ordinal);
        Assert.Contains("no place in this list", Visit<OrdersPage>("/orders?after=x").Markup, StringComparison.Ordinal);
        Assert.Contains("No order matches", Visit<OrdersPage>("/orders?country=TV").Markup, StringComparison.Ordinal);
    }

    private async Task AddOrdersAsync()
    {
        var store = await Get<StoreDirectory>().CreateAsync("Shop", StoreKind.File, "UTC", default);
        await Get<StoreWriter>().WriteAsync(
            session =>
            {
                for (var i = 0; i < 40; i++)
                {
                    session.Orders(store.Id).Upsert(An.Order($"o{i}", TestClock.Noon.AddDays(-i * 0.75), i % 3 is 0 ? "BR" : i % 7 is 0 ? "" : "US", i % 4 is 0 ? "PL" : "BR", (OrderStatus)(i % 6)));
                }
            },
            default);
    }

    private static int Number(string text) => int.Parse(text.Trim().Replace('−', '-'), NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private IRenderedComponent<T> Visit<T>(string path)
        where T : IComponent
    {
        Get<NavigationManager>().NavigateTo(path);
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(path.Contains('?', StringComparison.Ordinal) ? path[path.IndexOf('?', StringComparison.Ordinal)..] : "");
        return Render<T>(p => p.AddCascadingValue<HttpContext>(http));
    }
}
