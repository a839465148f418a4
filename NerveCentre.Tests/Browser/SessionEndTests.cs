using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Browser;

/// <summary>A session's windows end with it.</summary>
[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed partial class SessionEndTests(BrowserFixture browser, OwnedServer server) : IClassFixture<OwnedServer>
{
    [Fact]
    public async Task SigningOut_EndsTheOtherWindowToo_AndBackShowsNothing()
    {
        await using var window = await browser.OpenAsync(address: server.Address);
        window.ExpectsErrors = true; // the lost connection and the refusals, as the browser tells them
        var page = window.Page;
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail address").FillAsync(OwnedServer.Email);
        await page.GetByLabel("Password").FillAsync(OwnedServer.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator("svg.gauge .figure")).ToContainTextAsync("82.0");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/settings/markets");
        await Assertions.Expect(other.Locator("main button").First).ToBeEnabledAsync();

        await page.Locator(".account summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(SignInAddress());
        await Assertions.Expect(other).ToHaveURLAsync(SignInAddress());
        await page.GoBackAsync();
        await Assertions.Expect(page).ToHaveURLAsync(SignInAddress());
    }

    [Fact]
    public async Task ClickInAWindowWhoseSessionIsOver_DoesNothing_AndTheWindowEnds()
    {
        await using var window = await browser.OpenAsync(address: server.Address, cookie: server.CookieOf(db => TestPeople.AddOwner(db, "Ida", TimeProvider.System.GetUtcNow())));
        window.ExpectsErrors = true;
        await window.GoLiveAsync("/settings/markets");
        var before = Rows("SELECT PriorityMarkets FROM Stores");
        // As if a week had gone by. The clock's own rounds would end it within twenty seconds.
        Rows("UPDATE Sessions SET CreatedAt = CreatedAt - 8 * 86400000 WHERE Browser = 'Test' RETURNING Id");

        await window.Page.Locator(".chosen button").First.ClickAsync();

        await Assertions.Expect(window.Page).ToHaveURLAsync(SignInAddress());
        Assert.Equal(before, Rows("SELECT PriorityMarkets FROM Stores"));
    }

    private IReadOnlyList<string> Rows(string sql) => Table.Rows(Path.Combine(server.Data, "nervecentre.db"), sql);

    [GeneratedRegex("/sign-in(\\?.*)?$")]
    private static partial Regex SignInAddress();
}
