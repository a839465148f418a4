using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;
using NerveCentre.Dashboard.Settings;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Settings;

public sealed class TokensPageTests : PageContext
{
    [Fact]
    public void WithoutAStore_ItSaysWhatToDoFirst()
    {
        var page = Show();

        Assert.Contains("None yet", page.Markup, StringComparison.Ordinal);
        Assert.Contains("import a file", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public async Task TheForm_OffersEveryStoreAndCard_AndTicksWhatCannotBeOtherwise()
    {
        var shop = await Get<StoreDirectory>().CreateAsync("Lamps", StoreKind.File, "UTC", default);
        Assert.Equal([$"{shop.Id}"], Show().FindAll("input[name='Form.Stores'][checked]").Select(i => i.GetAttribute("value")));

        await Get<StoreDirectory>().CreateAsync("<b>Ovens", StoreKind.File, "UTC", default);
        var page = Show();

        Assert.Equal(["<b>Ovens", "Lamps"], page.FindAll("fieldset:nth-of-type(1) label").Select(l => l.TextContent.Trim()));
        Assert.Empty(page.FindAll("input[checked]"));
        Assert.Equal(CardRegistry.All.Select(c => c.Key), page.FindAll("input[name='Form.Cards']").Select(i => i.GetAttribute("value")));
        Assert.All(page.FindAll("select option"), o => Assert.InRange(int.Parse(o.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture), 1, ApiTokens.MostDays));
        Assert.Equal("90\u00A0days", page.Find("option[selected]").TextContent);
    }

    [Fact]
    public async Task TheList_ShowsEveryState_AndRevokesByName()
    {
        var shop = await Get<StoreDirectory>().CreateAsync("Lamps", StoreKind.File, "UTC", default);
        var clock = (TestClock)Get<TimeProvider>();
        var tokens = Get<ApiTokens>();
        await MakeAsync("Short", 1);
        clock.Advance(TimeSpan.FromDays(2));
        Window.Caller = TestPeople.AddOwner(Get<IDbContextFactory<NerveCentreDb>>(), "Ola", clock.GetUtcNow());
        var used = await MakeAsync("<i>Used", 30);
        await MakeAsync("Gone", 30);
        await tokens.RevokeAsync(Caller.CommandLine, 3, default);
        await tokens.CallerOfAsync(used, default);
        clock.Advance(TimeSpan.FromMinutes(5));

        var page = Show();

        Assert.Equal($"{Figures.Of(1, "token")} in use", page.Find("h2").TextContent);
        Assert.Equal(["<i>Used", "Gone", "Short"], page.FindAll("tbody th").Select(t => t.TextContent));
        Assert.Equal(["Revoke", "revoked", "expired"], page.FindAll("tbody td:nth-child(2)").Select(t => t.TextContent.Trim()));
        Assert.Equal(["5 min ago", "never", "never"], page.FindAll("tbody td:nth-child(4)").Select(t => t.TextContent.Trim()));
        var revoke = page.Find("tbody button");
        Assert.Equal(("Revoke <i>Used", "Id", "2"), (revoke.GetAttribute("aria-label"), revoke.GetAttribute("name"), revoke.GetAttribute("value")));
        Assert.Contains("whatever becomes of the person who made it", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(used[5..], page.Markup, StringComparison.Ordinal);

        Task<string> MakeAsync(string name, int days) => tokens.MakeAsync(Caller.CommandLine, new NewToken(name, [shop.Id], [CardRegistry.Orders.Key], days), default);
    }

    [Fact]
    public void WhatWasMade_StandsThereWithAnExampleThatAShellTakes()
    {
        var example = TokenWords.Example("http://127.0.0.1:5080/", "nc_1_x", CardRegistry.Orders, "O'Neill \"$HOME\" & `x`");
        Assert.Equal("curl -H \"Authorization: Bearer nc_1_x\" \"http://127.0.0.1:5080/api/cards/aex_orders_by_buyer_country?store=O%27Neill%20%22%24HOME%22%20%26%20%60x%60\"", example);

        var made = Render<MadeToken>(p => p.Add(m => m.Name, "Lamps").Add(m => m.Secret, "nc_1_x").Add(m => m.Example, example));

        Assert.Equal("nc_1_x", made.Find("input[readonly]").GetAttribute("value"));
        Assert.Equal("secret", made.Find("label").GetAttribute("for"));
        Assert.Equal(example, made.Find("pre").TextContent);
        Assert.Equal("/settings/tokens", made.Find("a.button").GetAttribute("href"));
    }

    [Fact]
    public void ThePage_IsForWhoeverMayManageTokens() =>
        Assert.Equal(RightPolicies.Name(Right.ManageTokens), Assert.IsType<NeedsRightAttribute>(Assert.Single(typeof(TokensPage).GetCustomAttributes(typeof(NeedsRightAttribute), true))).Policy);

    private IRenderedComponent<TokensPage> Show() => Render<TokensPage>(p => p.AddCascadingValue<HttpContext>(new DefaultHttpContext()));
}
