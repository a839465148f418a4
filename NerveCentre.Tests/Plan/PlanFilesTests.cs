using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Plan;

/// <summary>The plan, its moves and its lists over HTTP and without script: shown, saved, taken along.</summary>
[Trait("Speed", "Slow")]
public sealed class PlanFilesTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    [Fact]
    public async Task Files_HoldWhatThePagesShow()
    {
        using var anna = As("Anna", StoreRole.Owner);
        var plan = Lines(await anna.GetAsync("/plan.csv"));
        Assert.Equal((5, "1,add markets,50001000119,New arrivals – Standard,BR,473,473,81.9954,92.9698"), (plan.Length, string.Join(',', plan[1].Split(',')[..9])));
        Assert.Equal(["yes", "no", "no", "no"], Lines(await anna.GetAsync($"/plan.csv?steps={plan[1].Split(',')[2]}"))[1..].Select(r => r.Split(',')[^2]));
        Assert.Contains("- [ ] Add Brazil to Template B", (await anna.GetAsync("/plan.md?by=demand")).Body, StringComparison.Ordinal);

        var page = await anna.GetAsync("/listings?class=any&restricted=out&sort=published&columns=misses");
        var file = Lines(await anna.GetAsync("/listings.csv?class=any&restricted=out&sort=published&columns=misses"));
        Assert.Equal(("listing_id,title,misses", 648), (file[0], file.Length));
        Assert.Contains("647\u00A0listings", page.Body, StringComparison.Ordinal);
        var first = file[1].Split(',')[0];
        Assert.True(page.Body.IndexOf($">{first}</th>", StringComparison.Ordinal) is > 0 and var at && at < page.Body.IndexOf($">{file[2].Split(',')[0]}</th>", StringComparison.Ordinal));
        Assert.Equal(2, Lines(await anna.GetAsync($"/listings.csv?class=any&ticked=only&id={first}")).Length);
        Assert.Equal((400, 400), ((await anna.GetAsync("/listings.csv?class=zzz")).Status, (await anna.GetAsync("/listings.csv?uncovered=zzz")).Status));
        Assert.Equal((400, 400), ((await anna.GetAsync("/listings.csv?class=any&ticked=only")).Status, (await anna.GetAsync("/listings.csv?from=never")).Status));
        Assert.Equal((302, "/listings?class=any"), await RedirectAsync(anna, "/listings?class=any&q=&view=flat"));
        Assert.Contains("sort=published", (await anna.GetAsync("/listings?class=any&sort=published")).Body.Split("rel=\"next\"")[0].Split("<a href=\"")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_IsPreparedTakenAlongAndWithdrawn()
    {
        var address = $"/plan/move?from={SandboxTemplates.TemplateB}";
        using var mia = As("Mia", StoreRole.Marketing);
        Assert.DoesNotContain("Prepare this move", (await mia.GetAsync(address)).Body, StringComparison.Ordinal);
        using var olga = As("Ofelia", StoreRole.Owner);
        var review = await olga.GetAsync(address);
        var to = review.Body.Split("name=\"To\" value=\"")[1].Split('"')[0];
        var saved = await olga.PostAsync(address, review, "prepare", ("To", to));
        Assert.Equal((302, "/plan/moves?done=prepared"), (saved.Status, saved.Location));
        Assert.DoesNotContain("Prepare this move<", (await olga.GetAsync(address)).Body, StringComparison.Ordinal);
        Assert.Contains("/plan/moves#move-", (await olga.GetAsync("/plan")).Body, StringComparison.Ordinal);
        Assert.Equal(422, (await olga.PostAsync(address, review, "prepare", ("To", to))).Status);

        var list = await mia.GetAsync("/plan/moves");
        Assert.Contains("Move 131\u00A0listings to", list.Body, StringComparison.Ordinal);
        Assert.Contains("0 of 131\u00A0listings moved to", list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Withdraw<", list.Body, StringComparison.Ordinal);
        var id = list.Body.Split("/plan/moves.csv?id=")[1].Split('"')[0];
        Assert.Equal(132, Lines(await mia.GetAsync($"/plan/moves.csv?id={id}")).Length);
        Assert.Equal(404, (await mia.GetAsync("/plan/moves.csv?id=4711")).Status);
        var withdrawn = await olga.PostAsync("/plan/moves", await olga.GetAsync("/plan/moves"), $"withdraw-{id}");
        Assert.Equal((302, "/plan/moves?done=withdrawn"), (withdrawn.Status, withdrawn.Location));
        Assert.Contains("Withdrawn", (await mia.GetAsync("/plan/moves")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_AreKeptForWhoeverChoseThem()
    {
        using var mia = As("Mina", StoreRole.Marketing);
        var page = await mia.GetAsync("/listings?class=any&columns=why");
        var kept = await mia.PostAsync("/listings?class=any&columns=why", page, "save-columns", ("kept", "why"));
        Assert.Equal((302, "/listings?class=any"), (kept.Status, kept.Location));
        Assert.StartsWith("listing_id,title,why", Lines(await mia.GetAsync("/listings.csv?class=any"))[0], StringComparison.Ordinal);
    }

    private FormClient As(string name, StoreRole role)
    {
        var client = new FormClient(server.Address);
        client.Keep(server.CookieOf(db => TestPeople.AddMember(db, name, TimeProvider.System.GetUtcNow(), (1, role))));
        return client;
    }

    private static string[] Lines(FormClient.Page answer)
    {
        Assert.Equal(200, answer.Status);
        return answer.Body.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd().Split('\n');
    }

    private static async Task<(int, string?)> RedirectAsync(FormClient client, string path)
    {
        var answer = await client.GetAsync(path);
        return (answer.Status, answer.Location);
    }
}
