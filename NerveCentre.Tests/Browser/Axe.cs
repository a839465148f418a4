using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace NerveCentre.Tests.Browser;

/// <summary>
/// Looks at a page for what keeps people with disabilities from using it. In the page itself, which has no frames:
/// the package for Playwright opens another window for each look, which takes longer than looking.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>A sentence for each rule that the page breaks: which, and where.</summary>
    public static async Task<string[]> ViolationsAsync(IPage page)
    {
        if (await page.EvaluateAsync<bool>("typeof axe === 'undefined'"))
        {
            await page.EvaluateAsync(Script);
        }

        // What is in order is not listed, which is most of the work.
        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run({ resultTypes: ['violations'] })).violations
              .map(v => `${v.id}: ${v.help} at ${v.nodes.map(n => n.target.flat().join(' ')).join(', ')}`)
            """);
    }
}
