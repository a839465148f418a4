using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace NerveCentre.Dashboard.Parts;

/// <summary>
/// HTML that is made once and held by all who look at it, cut where it changes by itself. A circuit holds references to its pieces,
/// and an update sends those pieces that differ. The cuts are attributes of the elements, which no browser sees:
/// <list type="bullet">
/// <item><c>data-live="key"</c>: the element stays, and its attributes and contents are pieces of their own. The key tells it from its siblings; it may be empty.</item>
/// <item><c>data-folded</c>, on <c>details</c> that are live: a circuit holds what comes after the summary only once it was opened.</item>
/// <item><c>data-ordered="question"</c>: its live elements keep the order in which the viewer saw them first, until the question is another one.</item>
/// <item><c>data-reordered</c>: is there only while that order is not the newest. A click on <c>data-reorder</c> inside takes the newest.</item>
/// <item><c>&lt;!--|--&gt;</c>: a cut between two pieces of one element.</item>
/// </list>
/// </summary>
internal sealed partial class LiveMarkup
{
    public const string Cut = "<!--|-->";

    private static readonly HashSet<string> Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

    private readonly string _html;

    private LiveMarkup(string html)
    {
        _html = html;
        (Pieces, _) = Children(0);
        Ordered = Find(Pieces, e => e.Order is not null);
        Html = Write(new StringBuilder(html.Length), Pieces).ToString();
    }

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>The list that keeps its order, of which there is at most one.</summary>
    public Element? Ordered { get; }

    /// <summary>All of it, with everything that is folded in: the first response.</summary>
    public string Html { get; }

    /// <param name="html">As Blazor's renderer writes it: every element is closed.</param>
    public static LiveMarkup Of(string html) => new(html);

    /// <summary>Everything up to the end of the element that is open at <paramref name="at"/>, and where its closing tag begins.</summary>
    private (List<Piece> Pieces, int End) Children(int at)
    {
        var (pieces, from) = (new List<Piece>(), at);
        void Take(int until)
        {
            if (until > from)
            {
                pieces.Add(new Text(new MarkupString(_html[from..until])));
            }
        }

        while ((at = _html.IndexOf('<', at)) >= 0)
        {
            if (_html[at + 1] is '/')
            {
                Take(at);
                return (pieces, at);
            }

            if (_html.AsSpan(at).StartsWith(Cut))
            {
                Take(at);
                from = at += Cut.Length;
                continue;
            }

            if (_html[at + 1] is '!')
            {
                at = _html.IndexOf("-->", at, StringComparison.Ordinal) + 3;
                continue;
            }

            var (tag, inner) = (NameAt(at + 1), AfterTag(at));
            if (_html[inner - 2] is '/' || Void.Contains(tag))
            {
                at = inner;
                continue;
            }

            var (children, end) = Children(inner);
            var after = _html.IndexOf('>', end) + 1;
            var element = Element.Read(tag, _html[(at + 1 + tag.Length)..(inner - 1)], children);
            if (element.IsLive || children.Exists(c => c is Element))
            {
                Take(at);
                pieces.Add(element);
                from = after;
            }
            else if (tag is "summary")
            {
                Take(after);
                from = after;
            }

            at = after;
        }

        Take(_html.Length);
        return (pieces, _html.Length);
    }

    private string NameAt(int at)
    {
        var end = at;
        while (char.IsLetterOrDigit(_html[end]) || _html[end] is '-')
        {
            end++;
        }

        return _html[at..end];
    }

    private int AfterTag(int at)
    {
        for (var quoted = false; quoted || _html[at] is not '>'; at++)
        {
            quoted ^= _html[at] is '"';
        }

        return at + 1;
    }

    private static Element? Find(IEnumerable<Piece> pieces, Predicate<Element> wanted) =>
        pieces.OfType<Element>().Select(e => wanted(e) ? e : Find(e.Children, wanted)).FirstOrDefault(e => e is not null);

    private static StringBuilder Write(StringBuilder text, IReadOnlyList<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            if (piece is Text { Markup: var markup })
            {
                text.Append(markup.Value);
            }
            else if (piece is Element { IsReordered: false } element)
            {
                text.Append('<').Append(element.Tag);
                foreach (var (name, value) in element.Attributes)
                {
                    text.Append(' ').Append(name).Append(value is null ? "" : $"=\"{WebUtility.HtmlEncode(value)}\"");
                }

                Write(text.Append('>'), element.Children).Append("</").Append(element.Tag).Append('>');
            }
        }

        return text;
    }

    /// <summary>A run of HTML, or an element that holds more of them.</summary>
    internal abstract record Piece;

    internal sealed record Text(MarkupString Markup) : Piece;

    /// <param name="Attributes">A value is <c>null</c> where the name alone says it.</param>
    /// <param name="Key">Tells it from its siblings; <c>null</c> without one.</param>
    /// <param name="Order">The question whose answer the children's order is; <c>null</c> when it is not kept.</param>
    internal sealed record Element(string Tag, IReadOnlyList<(string Name, string? Value)> Attributes, IReadOnlyList<Piece> Children, string? Key, string? Order) : Piece
    {
        public required bool IsLive { get; init; }

        public required bool IsFolded { get; init; }

        public required bool IsReordered { get; init; }

        public required bool Reorders { get; init; }

        public static Element Read(string tag, string attributes, IReadOnlyList<Piece> children)
        {
            var all = Attribute().Matches(attributes).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Success ? WebUtility.HtmlDecode(m.Groups[2].Value) : null);
            return new Element(
                tag, [.. all.Where(a => !Marks.Contains(a.Key)).Select(a => (a.Key, a.Value))], children,
                all.GetValueOrDefault("data-live") is { Length: > 0 } key ? key : null, all.GetValueOrDefault("data-ordered"))
            {
                IsLive = all.Keys.Any(Marks.Contains),
                IsFolded = all.ContainsKey("data-folded"),
                IsReordered = all.ContainsKey("data-reordered"),
                Reorders = all.ContainsKey("data-reorder"),
            };
        }

        private static readonly HashSet<string> Marks = ["data-live", "data-folded", "data-ordered", "data-reordered", "data-reorder"];
    }

    [GeneratedRegex("""([^\s="/>]+)(?:="([^"]*)")?""")]
    private static partial Regex Attribute();
}
