using System.Text.RegularExpressions;
using NerveCentre.Dashboard.Parts;

namespace NerveCentre.Tests.Parts;

public sealed class LiveMarkupTests
{
    private static string[] Texts(IEnumerable<LiveMarkup.Piece> pieces) =>
        [.. pieces.SelectMany(p => p is LiveMarkup.Text text ? [text.Markup.Value] : Texts(((LiveMarkup.Element)p).Children))];

    [Fact]
    public void WithoutCuts_AllIsOnePiece()
    {
        const string html = "<p>A <b>word</b><br>and <img alt=\"a > b\"> one <!-- said --> more</p><hr />";
        var markup = LiveMarkup.Of(html);
        Assert.Equal([html], Texts(markup.Pieces));
        Assert.Equal(html, markup.Html);
    }

    [Fact]
    public void WhatIsLive_IsApart_AndWhatIsAroundItStays()
    {
        var markup = LiveMarkup.Of("<section class=\"card\"><h2>Orders</h2><div><p data-live=\"sum\" title=\"a &amp; &quot;b&quot;\">12</p> in all</div><p>rest</p></section>");
        Assert.Equal(["<h2>Orders</h2>", "12", " in all", "<p>rest</p>"], Texts(markup.Pieces));
        var section = Assert.IsType<LiveMarkup.Element>(Assert.Single(markup.Pieces));
        var sum = Assert.IsType<LiveMarkup.Element>(Assert.IsType<LiveMarkup.Element>(section.Children[1]).Children[0]);
        Assert.Equal(("p", "sum"), (sum.Tag, sum.Key));
        Assert.Equal([("title", "a & \"b\"")], sum.Attributes);
        Assert.Equal("<section class=\"card\"><h2>Orders</h2><div><p title=\"a &amp; &quot;b&quot;\">12</p> in all</div><p>rest</p></section>", markup.Html);
    }

    [Fact]
    public void Elements_OfOneName_MayLieInEachOther() =>
        Assert.Equal(["<i>a</i>", "b", "<div>c</div>d"], Texts(LiveMarkup.Of("<div data-live><i>a</i><div data-live=\"x\">b</div><div>c</div>d</div>").Pieces));

    [Fact]
    public void Row_IsCutWhereItSays_AndTheFirstResponseShowsNoCut()
    {
        var markup = LiveMarkup.Of($"<table><tr data-live=\"BR\"><th>Brazil</th>{LiveMarkup.Cut}<td>1</td></tr></table>");
        Assert.Equal(["<th>Brazil</th>", "<td>1</td>"], Texts(markup.Pieces));
        Assert.Equal("<table><tr><th>Brazil</th><td>1</td></tr></table>", markup.Html);
    }

    [Fact]
    public void Folded_HoldsItsSummaryApart()
    {
        var markup = LiveMarkup.Of("<details data-live=\"about\" data-folded><summary>About <i>it</i></summary><p>All</p></details>");
        Assert.Equal(["<summary>About <i>it</i></summary>", "<p>All</p>"], Texts(markup.Pieces));
        Assert.True(Assert.IsType<LiveMarkup.Element>(markup.Pieces[0]).IsFolded);
    }

    [Fact]
    public void WhatTellsOfAnOldOrder_IsNotInTheFirstResponse() =>
        Assert.Equal("<p>a</p>", LiveMarkup.Of("<p data-live data-reordered>old</p><p>a</p>").Html);

    /// <summary>Whatever is live: the first response is the page without the marks, and the pieces are that page's text in its order.</summary>
    [Fact]
    public void AnyCuts_GiveBackTheSameHtml()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 500; round++)
        {
            var html = string.Concat(Enumerable.Range(0, 3).Select(_ => Tree(random, 0)));
            var plain = Regex.Replace(html, " data-live=\"[0-9]*\"", "");
            Assert.Equal(plain, LiveMarkup.Of(html).Html);
            Assert.Equal(Regex.Replace(plain, "<[^>]*>", ""), Regex.Replace(string.Concat(Texts(LiveMarkup.Of(html).Pieces)), "<[^>]*>", ""));
        }
    }

    private static string Tree(Random random, int depth)
    {
        if (depth > 4 || random.Next(4) is 0)
        {
            return random.Next(3) switch { 0 => "text &lt;b&gt; ", 1 => "<br>", _ => "<path d=\"M0 0\" />" };
        }

        var tag = new[] { "p", "div", "td", "svg" }[random.Next(4)];
        return $"<{tag}{(random.Next(3) is 0 ? $" data-live=\"{random.Next(1_000_000)}\"" : "")} class=\"{tag}\">{string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Tree(random, depth + 1)))}</{tag}>";
    }
}
