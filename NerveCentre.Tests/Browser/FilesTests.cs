using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace NerveCentre.Tests.Browser;

[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class FilesTests(BrowserFixture browser, PeopleServer server) : IClassFixture<PeopleServer>
{
    [Fact]
    public async Task FileDroppedOnThePage_IsMappedTriedRunAndItsRejectsFetched()
    {
        await using var window = await browser.OpenAsync(width: 390, address: server.Address);
        var page = window.Page;
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#email", await server.AddOwnerAsync("Fiona"));
        await page.FillAsync("#password", PeopleServer.Password);
        await page.ClickAsync("main button[type=submit]");
        await page.GotoAsync("/import?store=Shop");
        // Wherever on the zone a file is let go, it falls on the field.
        Assert.Equal(["file", "file", "file"], await page.EvaluateAsync<string[]>("""
            () => {
              const zone = document.querySelector('.drop');
              zone.scrollIntoView();
              const b = zone.getBoundingClientRect();
              return [0.1, 0.5, 0.9].map(part => document.elementFromPoint(b.left + b.width * part, b.top + b.height * part).id);
            }
            """));
        var rows = new StringBuilder("Bestellnummer;Bestelldatum;Land;Summe;Bestellstatus\n0;morgen;Polen;1,00;bezahlt\n");
        for (var i = 1; i <= 3_000; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"{i};{(i % 28) + 1}.01.2026;Brasilien;12,50 €;{(i is 2_999 ? "seltsam" : "bezahlt")}\n");
        }

        await page.SetInputFilesAsync("#file", new FilePayload { Name = "bestellungen.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(rows.ToString()) });
        await page.ClickAsync("text=Look at the file");
        await Assertions.Expect(page.Locator("#dates")).ToHaveValueAsync("DayFirst");
        await AssertAccessibleAsync(page);

        await page.ClickAsync("button:text('See what would change')");
        await Assertions.Expect(page.Locator(".counts")).ToContainTextAsync("3,000");
        // Found further down than the first rows, and to be given a meaning now.
        await Assertions.Expect(page.Locator("label:has-text('seltsam')")).ToBeVisibleAsync();
        await AssertAccessibleAsync(page);

        await page.ClickAsync("button:text('Import 3,000')");
        await Assertions.Expect(page.Locator("h2:text('Imported')")).ToBeVisibleAsync();
        await AssertAccessibleAsync(page);
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("text=Download the rows left out"));
        Assert.Contains("2,\"placed_at 'morgen'", (await File.ReadAllTextAsync(await download.PathAsync())).Replace("2,placed", "2,\"placed", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    private static async Task AssertAccessibleAsync(IPage page) => Assert.Empty(await Axe.ViolationsAsync(page));
}
