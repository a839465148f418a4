using NerveCentre.Core.Access;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Settings;

/// <summary>The forms of services and restricted destinations, over HTTP and without script: shown, saved, taken back, exported.</summary>
[Trait("Speed", "Slow")]
public sealed class DestinationFormsTests(OwnedServer server) : IClassFixture<OwnedServer>
{
    private const string Shipping = "/settings/shipping";
    private const string Restricted = "/settings/restricted";

    [Fact]
    public async Task Service_IsShownThenSavedThenTakenBack()
    {
        using var olga = SignedIn("Ola");
        var shown = await olga.PostAsync(Shipping, "tell", ("Told.Service", "CAINIAO_SUPER_ECONOMY"), ("Told.Countries", "* -MX"), ("Told.Act", "show"));
        Assert.Equal(200, shown.Status);
        Assert.Contains("82.0\u00A0% → 80.5\u00A0%: 64\u00A0listings fewer are covered.", shown.Body, StringComparison.Ordinal);
        Assert.Contains("It would serve all but Mexico.", shown.Body, StringComparison.Ordinal);
        Assert.Contains("Nobody has told anything of a service yet.", shown.Body, StringComparison.Ordinal);

        var saved = await olga.PostAsync(Shipping, shown, "tell", ("Told.Service", "CAINIAO_SUPER_ECONOMY"), ("Told.Countries", "* -MX"), ("Told.Act", "save"));
        Assert.Equal((302, "/settings/shipping?done=told&what=CAINIAO_SUPER_ECONOMY"), (saved.Status, saved.Location));
        var after = await olga.GetAsync(saved.Location!);
        Assert.Contains("Told which countries CAINIAO_SUPER_ECONOMY serves.", after.Body, StringComparison.Ordinal);
        Assert.Contains("told that CAINIAO_SUPER_ECONOMY serves all but Mexico.", after.Body, StringComparison.Ordinal);
        var csv = await olga.GetAsync("/settings/shipping.csv");
        Assert.Equal("service,countries\nCAINIAO_SUPER_ECONOMY,* -MX", csv.Body.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd());

        var change = Table.Rows(Path.Combine(server.Data, "nervecentre.db"), "SELECT MAX(Id) FROM ServiceChanges").Single();
        var undone = await olga.PostAsync(Shipping, after, "undo", ("Change", change));
        Assert.Equal((302, "/settings/shipping?done=undone&what=CAINIAO_SUPER_ECONOMY"), (undone.Status, undone.Location));
        var twice = await olga.PostAsync(Shipping, after, "undo", ("Change", change));
        Assert.Equal(422, twice.Status);
        Assert.Contains("was changed again since", twice.Body, StringComparison.Ordinal);

        var imported = await olga.PostAsync(Shipping, "import", ("Imported.Text", "service,countries\nDHL,BR; US"), ("Imported.Act", "show"));
        Assert.Contains("1\u00A0service in the table.", imported.Body, StringComparison.Ordinal);
        var kept = await olga.PostAsync(Shipping, imported, "import", ("Imported.Text", "service,countries\nDHL,BR; US"), ("Imported.Act", "save"));
        Assert.Equal(302, kept.Status);
        var untold = await olga.PostAsync(Shipping, "untold", ("Untold", "unknown"));
        Assert.Equal((302, "/settings/shipping?done=untold"), (untold.Status, untold.Location));
        Assert.Equal(302, (await olga.PostAsync(Shipping, "untold", ("Untold", "assumed"))).Status);
    }

    [Fact]
    public async Task WhatIsWrong_IsToldInThePage_AndNothingIsKept()
    {
        using var olga = SignedIn("Ole");
        foreach (var (form, words, fields) in (IEnumerable<(string, string, (string, string)[])>)
        [
            ("tell", "Not recognised as a country: “Atlantis”", [("Told.Service", "DHL2"), ("Told.Countries", "Atlantis"), ("Told.Act", "save")]),
            ("tell", "is no name of a service", [("Told.Service", " "), ("Told.Countries", "BR"), ("Told.Act", "save")]),
            ("import", "Line 2", [("Imported.Text", "service,countries\nDHL2,Atlantis"), ("Imported.Act", "save")]),
            ("import", "Choose a file, or paste a table.", [("Imported.Act", "save")]),
            ("undo", "There is no such change", [("Change", "4711")]),
        ])
        {
            var page = await olga.PostAsync(Shipping, form, fields);
            Assert.Equal(422, page.Status);
            Assert.Contains(words, page.Body, StringComparison.Ordinal);
        }

        var wrong = await olga.PostAsync(Restricted, "add", ("Added.Category", "seven"), ("Added.CategoryName", "<b>"), ("Added.Countries", "BR"), ("Added.Act", "save"));
        Assert.Equal(422, wrong.Status);
        Assert.Contains("is no category's id", wrong.Body, StringComparison.Ordinal);
        Assert.Empty(Table.Rows(Path.Combine(server.Data, "nervecentre.db"), "SELECT * FROM Services WHERE Service = 'DHL2'"));
    }

    [Fact]
    public async Task RestrictedDestination_IsShownThenAddedThenRemoved()
    {
        using var olga = SignedIn("Oli");
        (string, string)[] pair = [("Added.Category", "4711"), ("Added.CategoryName", "Lamps"), ("Added.Countries", "BR, US")];
        var shown = await olga.PostAsync(Restricted, "add", [.. pair, ("Added.Act", "show")]);
        Assert.Contains("no listing changes its class", shown.Body, StringComparison.Ordinal);

        var added = await olga.PostAsync(Restricted, shown, "add", [.. pair, ("Added.Act", "save")]);
        Assert.Equal(302, added.Status);
        Assert.Contains("Lamps", (await olga.GetAsync(added.Location!)).Body, StringComparison.Ordinal);
        Assert.Contains("4711,Lamps,US", (await olga.GetAsync("/settings/restricted.csv")).Body, StringComparison.Ordinal);
        var removed = await olga.PostAsync(Restricted, "remove", ("Pair", "4711 BR"));
        Assert.Equal((302, "/settings/restricted?done=removed"), (removed.Status, removed.Location));
        Assert.Equal(302, (await olga.PostAsync(Restricted, "remove", ("Pair", "4711 BR"))).Status);
        Assert.DoesNotContain("4711,Lamps,BR", (await olga.GetAsync("/settings/restricted.csv")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_AreForThoseWhoMaySeeTheStore()
    {
        using var stranger = new FormClient(server.Address);
        using var other = new FormClient(server.Address);
        other.Keep(server.CookieOf(db => TestPeople.AddMember(db, "Nora", TimeProvider.System.GetUtcNow())));
        using var marketing = new FormClient(server.Address);
        marketing.Keep(server.CookieOf(db => TestPeople.AddMember(db, "Mara", TimeProvider.System.GetUtcNow(), (1, StoreRole.Marketing))));
        foreach (var file in (string[])["/settings/shipping.csv", "/settings/restricted.csv", "/verify.csv", "/orders.csv"])
        {
            Assert.Equal(401, (await stranger.GetAsync(file)).Status);
            Assert.Equal(404, (await other.GetAsync(file)).Status);
            Assert.Equal(200, (await marketing.GetAsync(file)).Status);
            Assert.Equal(404, (await marketing.GetAsync(file + "?store=nowhere")).Status);
        }

        var refused = await marketing.PostAsync(Shipping, await marketing.GetAsync("/account"), "untold", ("Untold", "unknown"));
        Assert.NotEqual(302, refused.Status);
    }

    private FormClient SignedIn(string name)
    {
        var client = new FormClient(server.Address);
        client.Keep(server.CookieOf(db => TestPeople.AddOwner(db, name, TimeProvider.System.GetUtcNow())));
        return client;
    }
}
