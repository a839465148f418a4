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

    private string? _written;

    private LiveMarkup(IReadOnlyList<Piece> pieces)
    {
        Pieces = pieces;
        Ordered = Find(pieces, e => e.Order is not null);
    }

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<Piece> Pieces { get; }

    /// <summary>The list that keeps its order, of which there is at most one.</summary>
    public Element? Ordered { get; }

    /// <summary>All of it, with everything that is folded in: the first response.</summary>
    public string Html => _written ??= Write(new StringBuilder(), Pieces).ToString();

    /// <param name="html">As Blazor's renderer writes it: every element is closed.</param>
    public static LiveMarkup Of(string html) => new(Children(html, 0).Pieces);

    /// <summary>Everything up to the end of the element that is open at <paramref name="at"/>, and where its closing tag begins.</summary>
    private static (List<Piece> Pieces, int End) Children(string html, int at)
    {
        var (pieces, from) = (new List<Piece>(), at);
        void Take(int until)
        {
            if (until > from)
            {
                pieces.Add(new Text(new MarkupString(html[from..until])));
            }
        }

        while ((at = html.IndexOf('<', at)) >= 0)
        {
            if (html[at + 1] is '/')
            {
                Take(at);
                return (pieces, at);
            }

            if (html.AsSpan(at).StartsWith(Cut))
            {
                Take(at);
                from = at += Cut.Length;
                continue;
            }

            if (html[at + 1] is '!')
            {
                at = html.IndexOf("-->", at, StringComparison.Ordinal) is var end and > 0 ? end + 3 : throw new FormatException("A comment has no end.");
                continue;
            }

            var (tag, inner) = (NameAt(html, at + 1), AfterTag(html, at));
            if (html[inner - 2] is '/' || Void.Contains(tag))
            {
                at = inner;
                continue;
            }

            var (children, close) = Children(html, inner);
            var after = html.IndexOf('>', close) + 1;
            var attributes = html[(at + 1 + tag.Length)..(inner - 1)];
            if (Element.IsLive(attributes) || children.Exists(c => c is Element))
            {
                Take(at);
                pieces.Add(Element.Read(tag, attributes, children));
                from = after;
            }
            else if (tag is "summary")
            {
                Take(after);
                from = after;
            }

            at = after;
        }

        Take(html.Length);
        return (pieces, html.Length);
    }

    private static string NameAt(string html, int at)
    {
        var end = at;
        while (char.IsLetterOrDigit(html[end]) || html[end] is '-')
        {
            end++;
        }

        return html[at..end];
    }

    private static int AfterTag(string html, int at)
    {
        for (var quoted = false; quoted || html[at] is not '>'; at++)
        {
            quoted ^= html[at] is '"';
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
        public required bool IsFolded { get; init; }

        public required bool IsReordered { get; init; }

        public required bool Reorders { get; init; }

        public static bool IsLive(string attributes) => Array.Exists(Marks, attributes.Contains);

        public static Element Read(string tag, string attributes, IReadOnlyList<Piece> children)
        {
            var all = Attribute().Matches(attributes).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Success ? WebUtility.HtmlDecode(m.Groups[2].Value) : null);
            return new Element(
                tag, [.. all.Where(a => !Marks.Contains(a.Key)).Select(a => (a.Key, a.Value))], children,
                all.GetValueOrDefault("data-live") is { Length: > 0 } key ? key : null, all.GetValueOrDefault("data-ordered"))
            {
                IsFolded = all.ContainsKey("data-folded"),
                IsReordered = all.ContainsKey("data-reordered"),
                Reorders = all.ContainsKey("data-reorder"),
            };
        }

        private static readonly string[] Marks = ["data-live", "data-folded", "data-ordered", "data-reordered", "data-reorder"];
    }

    [GeneratedRegex("""([^\s="/>]+)(?:="([^"]*)")?""")]
    private static partial Regex Attribute();
}
