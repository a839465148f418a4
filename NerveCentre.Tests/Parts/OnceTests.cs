using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Board;
using NerveCentre.Dashboard.Parts;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Tests.Board;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Parts;

public sealed class OnceTests : BunitContext
{
    private readonly CultureScope _english = new("en");

    public OnceTests()
    {
        Services.AddLogging();
        Services.AddSingleton<SharedParts>();
        Services.AddSingleton(WorldMapLayout.Of(BorderPolicy.Visionscarto));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private static BoardSnapshot With(params (string, int)[] orders) => Sample.Snapshot(demand: Sample.Demand(0, orders), newestOrder: Sample.Noon);

    private static Dictionary<string, object?> Asked(string measure = "orders") => new()
    {
        ["Query"] = BoardQuery.Default,
        ["View"] = MapView.Parse(name => name is "measure" ? measure : null).View,
        ["Links"] = new StoreLinks(null),
        ["Time"] = new StoreTime("America/Los_Angeles"),
        ["Source"] = "/world.svg",
    };

    private IRenderedComponent<Once<MapCard>> Show(BoardSnapshot snapshot) => Render<Once<MapCard>>(once => once.Add(c => c.Snapshot, snapshot).Add(c => c.Asked, Asked()));

    private Task<LiveMarkup> MadeAsync(BoardSnapshot snapshot, string measure = "orders") => Services.GetRequiredService<SharedParts>().OfAsync(typeof(MapCard), snapshot, Asked(measure));

    [Fact]
    public async Task WhoWouldSeeTheSame_HoldsTheSame_AndNobodyElseDoes()
    {
        var (snapshot, other) = (With(("BR", 9)), With(("BR", 10)));
        var first = await MadeAsync(snapshot);
        Assert.Same(first, await MadeAsync(snapshot));
        Assert.NotSame(first, await MadeAsync(snapshot, "share"));
        Assert.NotSame(first, await MadeAsync(other));
        using var german = new CultureScope("de-DE");
        Assert.NotSame(first, await MadeAsync(snapshot));
    }

    [Fact]
    public async Task WaysToAsk_BeyondThoseThatAreKept_AreAnsweredAllTheSame()
    {
        var (snapshot, parts) = (With(("BR", 9)), Services.GetRequiredService<SharedParts>());
        for (var i = 0; i < 40; i++)
        {
            var asked = Asked();
            asked["Source"] = $"/{i}.svg";
            Assert.Contains($"data-source=\"/{i}.svg\"", (await parts.OfAsync(typeof(MapCard), snapshot, asked)).Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Circuit_ShowsWhatTheFirstResponseDid_ButForWhatIsFolded()
    {
        var live = Show(With(("BR", 9), ("US", 8)));
        Assert.Equal("17", live.Find(".hero").TextContent);
        Assert.Equal(["BR", "US"], live.FindAll(".ranked tbody tr").Select(r => r.GetAttribute("data-code")));
        Assert.Empty(live.FindAll(".about dl, .sorted, [data-live], [data-ordered], [data-folded]"));
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        var first = Show(With(("BR", 9), ("US", 8)));
        Assert.NotEmpty(first.FindAll(".about dl"));
        Assert.Empty(first.FindAll(".sorted, [data-live]"));
        first.Find(".about").InnerHtml = live.Find(".about").InnerHtml;
        Assert.Equal(first.Find(".card").TextContent, live.Find(".card").TextContent);
    }

    [Fact]
    public async Task Folded_ComesWhenItIsOpened_AndStays()
    {
        var card = Show(With(("BR", 9)));
        await card.Find(".about").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.NotEmpty(card.FindAll(".about dl"));
        card.Render(parameters => parameters.Add(c => c.Snapshot, With(("BR", 10))));
        Assert.NotEmpty(card.FindAll(".about dl"));
    }

    [Fact]
    public void NewFigures_MoveNoRow_UntilSomebodySorts()
    {
        string[] Order(IRenderedComponent<Once<MapCard>> card) => [.. card.FindAll(".ranked tbody tr[data-code]").Select(r => r.GetAttribute("data-code")!)];
        var card = Show(With(("BR", 9), ("US", 8), ("DE", 1)));
        card.Render(parameters => parameters.Add(c => c.Snapshot, With(("BR", 9), ("US", 10), ("PL", 11))));
        Assert.Equal(["BR", "US", "PL"], Order(card));
        card.Find(".sorted button").Click();
        Assert.Equal(["PL", "US", "BR"], Order(card));
        Assert.Empty(card.FindAll(".sorted"));
    }

    [Fact]
    public async Task OneOrder_ChangesFewPieces()
    {
        static string[] Texts(IEnumerable<LiveMarkup.Piece> pieces) => [.. pieces.SelectMany(p => p is LiveMarkup.Text text ? [text.Markup.Value] : Texts(((LiveMarkup.Element)p).Children))];
        var (before, after) = (Texts((await MadeAsync(Sample.Snapshot(newestOrder: Sample.Noon))).Pieces), Texts((await MadeAsync(Sample.Snapshot(newestOrder: Sample.Noon))).Pieces));
        Assert.Equal(before, after);
        (before, after) = (Texts((await MadeAsync(With(("BR", 900), ("US", 80), ("DE", 10)))).Pieces), Texts((await MadeAsync(With(("BR", 900), ("US", 80), ("DE", 11)))).Pieces));
        Assert.Equal(before.Length, after.Length);
        Assert.InRange(before.Zip(after).Where(p => p.First != p.Second).Sum(p => p.Second.Length), 1, 1_500);
    }

    [Fact]
    public void PartThatFails_IsSaid_AndTheNextToAskHasItMadeAnew()
    {
        var (snapshot, mood) = (With(("BR", 9)), new Mood { Bad = true });
        IRenderedComponent<Once<Moody>> Ask() => Render<Once<Moody>>(once => once.Add(c => c.Snapshot, snapshot).Add(c => c.Asked, new Dictionary<string, object?> { ["Mood"] = mood }));
        var card = Ask();
        Assert.Contains("could not be shown", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("http", card.Find("a.button").GetAttribute("href"), StringComparison.Ordinal);
        mood.Bad = false;
        Assert.Equal("9", Ask().Find("p").TextContent);
    }

    protected override void Dispose(bool disposing)
    {
        _english.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Mood
    {
        public bool Bad { get; set; }
    }

    private sealed class Moody : ComponentBase
    {
        [Parameter] public BoardSnapshot Snapshot { get; set; } = null!;

        [Parameter] public Mood Mood { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder) =>
            builder.AddMarkupContent(0, Mood.Bad ? throw new InvalidOperationException("Not in the mood.") : $"<p>{Snapshot.Demand.Total}</p>");
    }
}
