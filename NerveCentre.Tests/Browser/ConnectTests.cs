using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NerveCentre.Tests.Connections;

namespace NerveCentre.Tests.Browser;

[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class ConnectTests(BrowserFixture browser, ConnectServer server) : IClassFixture<ConnectServer>
{
    /// <summary>With the page's own security policy and a gateway of another origin, there and back; then the authorisation ends, and one button brings it back.</summary>
    [Fact]
    public async Task Owner_ConnectsASecondStore_SeesItsBoard_AndAuthorisesAgain()
    {
        await using var olga = await browser.OpenAsync(address: server.Address, cookie: server.Owner);
        var page = olga.Page;
        await olga.GoAsync("/settings/stores");
        await page.GetByLabel("Name of the store").FillAsync("Harbour");
        await page.GetByLabel("App key").FillAsync("50012345");
        await page.GetByLabel("App secret").FillAsync("sandbox-app-secret");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue to AliExpress" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(server.Gateway.Address)));
        await page.GetByRole(AriaRole.Link, new() { Name = "Allow as Harbour Lamps" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("2200112233");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("The store is connected");

        await olga.GoAsync("/?store=Harbour");
        await Assertions.Expect(page.Locator("main h1")).ToHaveTextAsync("Harbour");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Orders read");
        await Assertions.Expect(page.Locator("main tfoot").First).ToContainTextAsync(new Regex("All orders\\s*1,2"));
        await Assertions.Expect(page.Locator("header.masthead .stores summary")).ToContainTextAsync("Harbour");

        server.Gateway.Platform.Revoke(server.Gateway.Platform.Sellers[0]);
        Table.Rows(server.Database, "UPDATE Connections SET RenewedAt = 0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
        await Assertions.Expect(page.Locator("main .notice")).ToContainTextAsync("AliExpress asks for the seller’s authorisation again, since");
        await Assertions.Expect(page.Locator("main tfoot").First).ToContainTextAsync(new Regex("All orders\\s*1,2"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorise again" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Allow as Harbour Lamps" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Assertions.Expect(page.Locator("main .lead")).ToContainTextAsync("Connected, authorised until");
        Assert.Empty(olga.Errors);
    }
}
