using System.Globalization;
using System.Xml.Linq;
using Microsoft.Playwright;

namespace NerveCentre.Tests.Browser;

/// <summary>What leaves the board: pictures, drawings, figures, paper; and the board on a wall.</summary>
[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class BoardTests(BrowserFixture browser)
{
    private static readonly string[] Cards = ["aex_ship_to_country_coverage", "aex_orders_by_buyer_country"];

    [Fact]
    public async Task Card_IsSavedAsItIsSeen_AndItsFiguresAddUp()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await window.GoLiveAsync("/");
        foreach (var key in Cards)
        {
            var picture = await File.ReadAllBytesAsync(await SaveAsync(page, key, "[data-save=png]"));
            Assert.Equal([0x89, 0x50, 0x4E, 0x47], picture[..4]);
            Assert.True(picture.Length > 20_000);

            var drawing = XDocument.Load(await SaveAsync(page, key, "[data-save=svg]"));
            var card = page.Locator($"[data-key={key}]");
            var figure = key == Cards[0] ? (await card.Locator(".gauge .figure").TextContentAsync())!.Split('\u00A0', ' ')[0] : await card.Locator(".headline strong").TextContentAsync();
            Assert.Contains(drawing.Descendants().Where(e => e.Name.LocalName is "text"), t => t.Value.StartsWith(figure!, StringComparison.Ordinal));
            Assert.Contains(drawing.Descendants(), e => e.Name.LocalName is "text" && e.Value.StartsWith("Sandbox store", StringComparison.Ordinal));
            Assert.All(drawing.Descendants().Attributes().Where(a => a.Name.LocalName is "href"), a => Assert.StartsWith("#", a.Value, StringComparison.Ordinal));
            Assert.DoesNotContain(drawing.Descendants(), e => e.Name.LocalName is "script" or "foreignObject" or "image" or "a");
        }

        var total = int.Parse(await page.Locator(".headline strong").TextContentAsync() ?? "", NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        var rows = await File.ReadAllLinesAsync(await SaveAsync(page, Cards[1], "a[download]"));
        Assert.Equal(total, rows.Skip(1).Sum(r => int.Parse(r.Split(',')[2], CultureInfo.InvariantCulture)));
        Assert.Equal(252, (await File.ReadAllLinesAsync(await SaveAsync(page, Cards[0], "a[download]"))).Length);
    }

    private const string NothingCut = "[...document.querySelectorAll('.cards > .card')].every(c => c.scrollHeight <= c.clientHeight && c.scrollWidth <= c.clientWidth)";

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(2560, 1440)]
    public async Task Wall_FillsTheScreen_WithNothingToPress(int width, int height)
    {
        await using var window = await browser.OpenAsync(width: width, height: height);
        await window.GoAsync("/?wall=on");
        await Assertions.Expect(window.Page.Locator(".gauge .figure")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator(".next .first")).ToBeInViewportAsync();
        await Assertions.Expect(window.Page.Locator("nav, main button, form").Filter(new() { Visible = true })).ToHaveCountAsync(0);
        Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"));
        Assert.True(await window.Page.EvaluateAsync<bool>("(() => { const map = document.querySelector('.world').getBoundingClientRect(); return map.bottom <= document.querySelector('.legend').getBoundingClientRect().top && map.bottom <= innerHeight && map.height > innerHeight / 4; })()"));

        Assert.True(await window.Page.EvaluateAsync<bool>($"{NothingCut} && parseFloat(getComputedStyle(document.querySelector('.figure')).fontSize) * document.querySelector('.gauge').getBoundingClientRect().height / 168 >= parseFloat(getComputedStyle(document.querySelector('.hero')).fontSize)"));

        await window.GoAsync("/?wall=on&measure=opportunity");
        Assert.True(await window.Page.EvaluateAsync<bool>("(() => { const map = document.querySelector('.world').getBoundingClientRect(), grid = document.querySelector('.grid').getBoundingClientRect(); return map.height > innerHeight / 4 && map.width > innerWidth / 2 && grid.bottom <= innerHeight && ![...document.querySelectorAll('.world use:not(.sphere)')].some(u => { const r = u.getBoundingClientRect(); return r.left < grid.right && r.bottom > grid.top; }); })()"));
        Assert.True(await window.Page.EvaluateAsync<bool>(NothingCut));
    }

    [Fact]
    public async Task Paper_HoldsTheWholeTable_AndNothingToPress()
    {
        await using var window = await browser.OpenAsync(width: 794, height: 1123);
        await window.GoLiveAsync("/");
        await window.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(window.Page.Locator("nav, button, form").Filter(new() { Visible = true })).ToHaveCountAsync(0);
        Assert.True(await window.Page.EvaluateAsync<bool>("(() => { const t = document.querySelector('.by-country .scroll'); return t.scrollHeight <= t.clientHeight + 1; })()"));
        Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Filters_AreOneRow_OrFolded_AsWideAsADeskIs()
    {
        await using var window = await browser.OpenAsync();
        await window.GoAsync("/");
        foreach (var width in new[] { 1024, 1200, 1366, 1440, 1920 })
        {
            await window.Page.SetViewportSizeAsync(width, 900);
            var height = await window.Page.EvaluateAsync<int>("document.querySelector('.asked').offsetHeight");
            Assert.True(height < 64, $"At {width} px the filters are {height} px high.");
        }
    }

    [Fact]
    public async Task PaperOfALongList_HoldsTheRowsThatAreHere_AndSaysThatThereAreMore()
    {
        await using var window = await browser.OpenAsync(width: 794, height: 1123);
        await window.GoLiveAsync("/listings?view=flat");
        await Assertions.Expect(window.Page.Locator(".tall .space").First).ToBeAttachedAsync();
        await window.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(window.Page.Locator(".space").Filter(new() { Visible = true })).ToHaveCountAsync(0);
        await Assertions.Expect(window.Page.Locator(".paper")).ToBeVisibleAsync();
    }

    private static async Task<string> SaveAsync(IPage page, string key, string what)
    {
        var card = page.Locator($"[data-key={key}]");
        await card.Locator(".save").EvaluateAsync("menu => menu.open = true");
        var download = await page.RunAndWaitForDownloadAsync(() => card.Locator(what).ClickAsync());
        return await download.PathAsync();
    }
}
