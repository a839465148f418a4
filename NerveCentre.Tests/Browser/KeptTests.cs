using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace NerveCentre.Tests.Browser;

/// <summary>What people type, choose and scroll is not lost, neither to a slow answer nor to a page that becomes live under their hands.</summary>
[Collection(BrowserCollection.Name)]
[Trait("Speed", "Slow")]
public sealed class KeptTests(BrowserFixture browser)
{
    [Fact]
    public async Task APage_BeginsAtItsTop_AndBackFindsTheOneBefore_AsItWasLeft()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await window.GoLiveAsync("/");
        await Assertions.Expect(page.Locator(".pause button")).ToBeVisibleAsync();
        await page.EvaluateAsync("document.querySelector('.by-country .scroll').scrollTop = 400; scrollTo(0, 600);");
        await page.EvaluateAsync("document.querySelectorAll('.ranked tbody th a')[12].click()");
        await Assertions.Expect(page.Locator("h1 .code")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("scrollY"));

        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".pause button")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".by-country .scroll")).ToHaveJSPropertyAsync("scrollTop", 400);
        await Assertions.Expect(page.Locator("html")).ToHaveJSPropertyAsync("scrollTop", 600);

        // The same page asked another way stays where it is.
        await page.EvaluateAsync("document.querySelector('.measures a[href*=\"measure=share\"]').click()");
        await Assertions.Expect(page.Locator(".measures a[aria-current=true]")).ToHaveTextAsync("Share");
        Assert.InRange(await page.EvaluateAsync<int>("scrollY"), 500, 700);
    }

    /// <summary>Two choices in one go: the second is a link of the page from before the first.</summary>
    [Fact]
    public async Task ALink_ThatOvertakesAChoice_TakesItAlong()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await window.GoLiveAsync("/");
        await Assertions.Expect(page.Locator(".pause button")).ToBeVisibleAsync();
        await page.EvaluateAsync($"{Choose("by", "ship")} document.querySelector('.measures a[href*=\"measure=share\"]').click();");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/\?measure=share&by=ship$"));
        await Assertions.Expect(page.Locator("[data-asked]")).ToHaveAttributeAsync("data-asked", "/?by=ship&measure=share");
        await page.EvaluateAsync($"{Choose("cancelled", "out")} document.querySelector('.ranked tr[data-code=BR] th a').click();");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/country/BR\?by=ship&cancelled=out$"));

        await page.GotoAsync("/plan");
        await page.EvaluateAsync("for (const tick of [...document.querySelectorAll('input[name=steps]')].slice(0, 3)) tick.click(); document.querySelectorAll('.ranking a')[1].click();");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/plan\?by=demand&steps=[^,&]+,[^,&]+,[^,&]+$"));
        await Assertions.Expect(page.Locator(".then")).ToContainTextAsync("With 3 of");
    }

    [Fact]
    public async Task AnotherWindow_LeavesTheDaysOfTheOneBefore()
    {
        await using var window = await browser.OpenAsync();
        await window.GoLiveAsync("/?by=ship&from=2026-03-01&end=2026-03-10");
        await window.Page.EvaluateAsync(Choose("window", ""));
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex(@"/\?by=ship$"));
    }

    /// <summary>The socket is held back, so that everything is done before the page is live.</summary>
    [Fact]
    public async Task WhatIsDoneBeforeAPageIsLive_StaysWhenItIs()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        var go = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await go.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/?window=calendar");
        await page.Locator("input[name=find]").FillAsync("braz");
        await page.Locator("input[name=from]").FillAsync("2026-03-01");
        await page.EvaluateAsync("document.querySelector('.by-country .scroll').scrollTop = 300");
        await Assertions.Expect(page.Locator(".pause button")).ToHaveCountAsync(0);
        // Of this the circuit that is starting hears nothing.
        await page.EvaluateAsync("document.querySelector('.measures a[href*=\"measure=share\"]').click()");
        await Assertions.Expect(page.Locator(".measures a[aria-current=true]")).ToHaveTextAsync("Share");
        go.SetResult();
        await Assertions.Expect(page.Locator(".pause button")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-asked]")).ToHaveAttributeAsync("data-asked", "/?window=calendar&measure=share");
        await Assertions.Expect(page.Locator("input[name=find]")).ToHaveValueAsync("braz");
        await Assertions.Expect(page.Locator("input[name=from]")).ToHaveValueAsync("2026-03-01");
        await Assertions.Expect(page.Locator(".by-country .scroll")).ToHaveJSPropertyAsync("scrollTop", 300);
    }

    /// <summary>As when the server starts anew, of which a page that is loaded again knows nothing.</summary>
    [Fact]
    public async Task APageThatIsLoadedAgain_AfterARestart_ComesBackAsItWasLeft()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync("/listings?class=any&view=flat");
        await page.Locator("tr.line input").Nth(1).CheckAsync();
        await page.Locator(".tall").EvaluateAsync("box => { box.scrollTop = 9000; }");
        await page.Locator("tr.line[aria-rowindex='207'] input").CheckAsync();
        await Assertions.Expect(page.Locator("#take")).ToContainTextAsync("2 ticked");
        await page.Locator("#q").FillAsync("dog toy");
        await page.EvaluateAsync("document.dispatchEvent(new Event('restarting')); location.reload()");
        await Assertions.Expect(page.Locator("#take")).ToContainTextAsync("2 ticked");
        await Assertions.Expect(page.Locator("tr.line[aria-rowindex='207'] input")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("#q")).ToHaveValueAsync("dog toy");
        Assert.Equal("{}", await page.EvaluateAsync<string>("JSON.stringify({ ...sessionStorage })"));
    }

    private static string Choose(string select, string value) => $$"""
        { const select = document.querySelector('.map-card select[name={{select}}]'); select.value = '{{value}}'; select.dispatchEvent(new Event('change', { bubbles: true })); }
        """;
}
