using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>What the map shades.</summary>
public enum Measure
{
    Orders,
    Share,

    /// <summary>Against the equally long window before.</summary>
    Change,

    /// <summary>Share of the active listings that ship to the country.</summary>
    Coverage,

    /// <summary>Demand that meets a gap.</summary>
    Opportunity,
}

/// <summary>How the address of the board shows the map and its table. It changes no count; the default of everything is left out of the address.</summary>
/// <param name="Method">How classes are made; <c>null</c> for what the measure takes by itself.</param>
/// <param name="Breaks">Pinned boundaries, ascending, joined by commas; <c>null</c> unless they are pinned.</param>
/// <param name="Region">Code of an M49 area that the map shows; <c>null</c> for the world.</param>
/// <param name="Frame">The part of the map that somebody moved to; <c>null</c> for all of the region.</param>
/// <param name="Sort">A column of the table, with "-" in front for the largest first.</param>
/// <param name="Find">Rows to show: part of a name or a code.</param>
/// <param name="All">The table shows countries without orders as well.</param>
/// <param name="Selected">The country that is marked.</param>
public sealed record MapView(
    Measure Measure = Measure.Orders,
    ScaleMethod? Method = null,
    int Classes = ColourScale.UsualClasses,
    string? Breaks = null,
    string? Region = null,
    MapFrame? Frame = null,
    string Sort = MapView.UsualSort,
    string? Find = null,
    bool All = false,
    CountryCode? Selected = null)
{
    public const string UsualSort = "-orders";

    /// <summary>Longer texts name no country.</summary>
    private const int LongestFind = 60;

    public static readonly string[] Columns = ["name", "orders", "share", "change", "coverage", "uncovered", "opportunity"];

    private static readonly Dictionary<string, ScaleMethod> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["log"] = ScaleMethod.Logarithmic, ["quantile"] = ScaleMethod.Quantile, ["equal"] = ScaleMethod.Equal, ["pinned"] = ScaleMethod.Pinned,
    };

    public static MapView Default { get; } = new();

    /// <summary>Where there is most to win stands first when that is what the map shows.</summary>
    public static string SortFor(Measure measure) => measure is Measure.Opportunity ? "-opportunity" : UsualSort;

    /// <summary>Reads an address. What cannot be read falls back to its default and is told.</summary>
    /// <param name="read">The value of a parameter; <c>null</c> when the address lacks it.</param>
    public static (MapView View, IReadOnlyList<string> Problems) Parse(Func<string, string?> read)
    {
        var problems = new List<string>();
        var breaks = Read(read, "breaks", ReadBreaks, problems, Form.Breaks);
        var method = Read(read, "scale", t => Methods.TryGetValue(t, out var found) ? found : (ScaleMethod?)null, problems, Form.Scale);
        var pinned = breaks is not null && method is null or ScaleMethod.Pinned;
        var measure = Read(read, "measure", t => Enum.TryParse<Measure>(t, true, out var found) && Enum.IsDefined(found) && !char.IsAsciiDigit(t[0]) ? found : (Measure?)null, problems, Form.Measure) ?? Measure.Orders;
        var view = new MapView(
            measure,
            pinned && breaks is not null ? ScaleMethod.Pinned : method is ScaleMethod.Pinned ? null : method,
            Read(read, "classes", t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= ColourScale.FewestClasses and <= ColourScale.MostClasses ? n : (int?)null, problems, Form.Classes) ?? ColourScale.UsualClasses,
            pinned ? breaks : null,
            Read(read, "region", t => AreaWords.Find(t)?.Code, problems, Form.Region),
            Read(read, "view", MapFrame.Parse, problems, Form.View),
            Read(read, "sort", t => Columns.Contains(t.TrimStart('-'), StringComparer.Ordinal) && t.LastIndexOf('-') <= 0 ? t : null, problems, Form.Sort) ?? SortFor(measure),
            read("find")?.Trim() is { Length: > 0 } find ? find[..Math.Min(find.Length, LongestFind)] : null,
            read("all") is "1",
            Read(read, "country", t => CountryCatalogue.Find(t), problems, Form.Country));
        return (view with { Frame = view.Frame == MapFrame.World && view.Region is null ? null : view.Frame }, problems);
    }

    /// <summary>The parameters of an address that shows this; defaults have no value.</summary>
    public IEnumerable<(string Name, string? Value)> Parameters =>
    [
        ("measure", Measure is Measure.Orders ? null : Measure.ToString().ToLowerInvariant()),
        ("scale", Method is null or ScaleMethod.Pinned ? null : Methods.First(m => m.Value == Method).Key),
        ("classes", Classes is ColourScale.UsualClasses ? null : Classes.ToString(CultureInfo.InvariantCulture)),
        ("breaks", Breaks),
        ("region", Region),
        ("view", Frame?.Text),
        ("sort", Sort == SortFor(Measure) ? null : Sort),
        ("find", Find),
        ("all", All ? "1" : null),
        ("country", Selected?.ToString()),
    ];

    /// <summary>How this measure's values are sorted into classes.</summary>
    public ScaleChoice Choice => new(
        Method ?? (Measure is Measure.Coverage ? ScaleMethod.Equal : ScaleMethod.Logarithmic),
        Classes,
        Breaks?.Split(',').Select(b => double.Parse(b, CultureInfo.InvariantCulture)).ToArray());

    /// <summary>Measures with classes of their own have no scale to choose.</summary>
    public bool HasScale => Measure is Measure.Orders or Measure.Share or Measure.Coverage;

    /// <summary>Another measure; boundaries of this one mean nothing there.</summary>
    public MapView Showing(Measure measure) => this with { Measure = measure, Breaks = null, Method = Method is ScaleMethod.Pinned ? null : Method, Sort = Sort == SortFor(Measure) ? SortFor(measure) : Sort };

    /// <summary>The part of the map to draw.</summary>
    internal MapFrame ShownOn(WorldMapLayout world) =>
        Frame ?? (Region is { } code && AreaWords.Find(code) is { } area ? MapFrame.AroundMost(AreaWords.CountriesOf(area).Select(world.Get)) : MapFrame.World);

    private static string? ReadBreaks(string text)
    {
        var breaks = text.Split(',').Select(t => double.TryParse(t, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var b) ? b : double.NaN).ToArray();
        // As many as there are shades, and counts of orders are no larger than a whole number can be.
        return breaks.Length <= ColourScale.MostClasses && breaks.All(b => b is >= 0 and <= int.MaxValue) && breaks.Zip(breaks.Skip(1)).All(p => p.First < p.Second)
            ? string.Join(',', breaks.Select(b => b.ToString("0.######", CultureInfo.InvariantCulture)))
            : null;
    }

    private static TValue? Read<TValue>(Func<string, string?> read, string name, Func<string, TValue?> parse, List<string> problems, Func<string, string> form)
    {
        var text = read(name)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }

        var found = parse(text);
        if (found is null)
        {
            problems.Add(form(OneLine.Of(text, 40)));
        }

        return found;
    }

    /// <summary>What each parameter takes, in words.</summary>
    private static class Form
    {
        public static string Measure(string text) => T("“measure={0}” is none of orders, share, change, coverage and opportunity. Showing orders.", text);

        public static string Scale(string text) => T("“scale={0}” is none of log, quantile, equal and pinned. Showing the usual scale.", text);

        public static string Classes(string text) => T("“classes={0}” is no number from 3 to 9. Showing 5.", text);

        public static string Breaks(string text) => T("“breaks={0}” are not up to nine rising numbers such as 1,5,20,100. Showing the usual scale.", text);

        public static string Region(string text) => T("“region={0}” is no M49 area such as 151. Showing the world.", text);

        public static string View(string text) => T("“view={0}” is no part of the map such as 480,40,120. Showing all of it.", text);

        public static string Sort(string text) => T("“sort={0}” is no column of the table. Showing most orders first.", text);

        public static string Country(string text) => T("“country={0}” is no country we know. Nothing is marked.", text);
    }
}
