using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <param name="Fill">Name of the look: a class of app.css; empty for bare land.</param>
/// <param name="Label">What is in it, in the viewer's language.</param>
/// <param name="Countries">How many countries have this look.</param>
public sealed record MapClass(string Fill, string Label, int Countries);

/// <summary>Which country has which look, and what each look means. Every one of the 250 countries is in exactly one class.</summary>
public sealed class MapKey
{
    private const string Bare = "";
    private const string NoData = "m-nodata";
    private const string Unknown = "m-unknown";

    /// <summary>From here on a gap counts as middling, and as large: shares of the active listings that a template could mend.</summary>
    private static readonly double[] GapSteps = [0.05, 0.2];

    private readonly Dictionary<CountryCode, string> _fills;

    private MapKey(MapFigures figures, Func<CountryRow, string> look, IEnumerable<(string Fill, string Label)> classes, bool keepEmpty, ColourScale? scale)
    {
        _fills = figures.Rows.ToDictionary(r => r.Country, look);
        Classes = [.. classes.Select(c => new MapClass(c.Fill, c.Label, _fills.Values.Count(f => f == c.Fill))).Where(c => c.Countries > 0 || (keepEmpty && c.Fill is not (Bare or NoData or Unknown)))];
        Scale = scale;
    }

    /// <summary>In the order of a legend: nothing first, then lightest to strongest.</summary>
    public IReadOnlyList<MapClass> Classes { get; }

    /// <summary>The classes as they were made from the values; <c>null</c> for a measure with classes of its own.</summary>
    public ColourScale? Scale { get; }

    /// <summary>The look of a country; empty for bare land.</summary>
    public string FillOf(CountryCode country) => _fills[country];

    /// <summary>Every look and its countries, for the map: <c>k5=BR k3=PL,US</c>. Bare land is left out.</summary>
    public string Fills => string.Join(' ', _fills.Where(f => f.Value is not Bare).GroupBy(f => f.Value, f => f.Key).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => $"{g.Key}={string.Join(',', g.Order())}"));

    public static MapKey For(MapFigures figures, MapView view) => view.Measure switch
    {
        Measure.Coverage when figures.Coverage.Active is 0 => Nothing(figures, T("No data: no listing is active")),
        Measure.Coverage => Coverage(figures, view),
        _ when figures.NeverRead => Nothing(figures, T("No data: orders never read")),
        Measure.Change when ComparisonWords.NoData(figures.Board) is { } why => Nothing(figures, why),
        Measure.Change when !figures.CanCompare => Nothing(figures, T("No data: no orders before to compare with")),
        Measure.Change => Change(figures),
        Measure.Opportunity when figures.Coverage.Active is 0 => Nothing(figures, T("No data: no listing is active")),
        Measure.Opportunity => Opportunity(figures),
        Measure.Share => Scaled(figures, r => 100 * r.Share, ColourScale.For(figures.Rows.Select(r => 100 * r.Share), view.Choice, whole: false), T("No orders")),
        _ => Scaled(figures, r => r.Orders, ColourScale.For(figures.Rows.Select(r => (double)r.Orders), view.Choice), T("No orders")),
    };

    private static MapKey Nothing(MapFigures figures, string why) => new(figures, _ => NoData, [(NoData, why)], keepEmpty: false, scale: null);

    private static MapKey Scaled(MapFigures figures, Func<CountryRow, double> value, ColourScale scale, string none, string noneFill = Bare) => new(
        figures,
        row => row.IsUnjudged && noneFill is not Bare ? Unknown : value(row) > 0 ? $"k{scale.Shade(value(row))}" : noneFill,
        [(noneFill, none), (Unknown, T("Cannot be judged")), .. scale.Classes.Select(c => ($"k{c.Shade}", Range(c, scale.Whole)))],
        keepEmpty: true,
        scale);

    private static MapKey Coverage(MapFigures figures, MapView view)
    {
        var scale = ColourScale.For(figures.Rows.Where(r => !r.IsUnjudged).Select(r => r.Coverage.Percent ?? 0), view.Choice, whole: false, most: 100);
        return Scaled(figures, r => r.Coverage.Percent ?? 0, scale, T("No listing ships there"), noneFill: "m-zero");
    }

    private static MapKey Change(MapFigures figures) => new(
        figures,
        row => LookOf(row.Change),
        [
            (Bare, T("No orders, then or now")), ("m-few", T("Too few to compare")),
            ("m-down2", T("Half or less")), ("m-down1", T("Down 20 % to 50 %")), ("m-even", T("Steady, or no more than chance")), ("m-up1", T("Up 25 % to 100 %")), ("m-up2", T("Double or more, or new")),
        ],
        keepEmpty: true,
        scale: null);

    /// <summary>The steps are the same ratio up and down: to half is as far as to double.</summary>
    private static string LookOf(DemandChange change) => change switch
    {
        { IsAny: false } => Bare,
        { IsTooFew: true } => "m-few",
        { IsNew: true } => "m-up2",
        { MayBeChance: true } => "m-even",
        { Ratio: <= -0.5 } => "m-down2",
        { Ratio: <= -0.2 } => "m-down1",
        { Ratio: < 0.25 } => "m-even",
        { Ratio: < 1 } => "m-up1",
        _ => "m-up2",
    };

    private static MapKey Opportunity(MapFigures figures)
    {
        var demand = ColourScale.For(figures.Rows.Select(r => (double)r.Orders), new ScaleChoice(ScaleMethod.Logarithmic, Classes: 3));
        string[] gaps = [T("gap under 5 %"), T("gap from 5 %"), T("gap from 20 %")];
        return new MapKey(
            figures,
            row => row.Orders is 0 ? Bare : row.IsUnjudged ? Unknown : $"d{Third(demand.Shade(row.Orders))}g{1 + GapSteps.Count(s => row.GapShare >= s)}",
            [
                (Bare, T("No orders")), (Unknown, T("Cannot be judged")),
                .. from gap in Enumerable.Range(1, 3)
                   from level in demand.Classes
                   select ($"d{Third(level.Shade)}g{gap}", T("Orders {0}, {1}", Range(level, whole: true), gaps[gap - 1])),
            ],
            keepEmpty: true,
            demand);
    }

    /// <summary>One of three depths for demand.</summary>
    private static int Third(int shade) => 1 + ((shade - 1) / 3);

    /// <summary>"5–9" for counts; shares are ranges without a seam: "0.5 % to under 1 %".</summary>
    internal static string Range(ColourClass of, bool whole)
    {
        string Write(double value) => whole ? Figures.Count((int)value) : $"{value.ToString("0.####", System.Globalization.CultureInfo.CurrentCulture)}\u00A0%";
        return (of.To, whole, of.IsLast) switch
        {
            (null, _, _) => T("{0} and more", Write(of.From)),
            ({ } to, true, _) => to == of.From ? Write(of.From) : $"{Write(of.From)}–{Write(to)}",
            ({ } to, _, false) when of.From is 0 => T("under {0}", Rough(to)),
            ({ } to, _, true) => Rough(of.From) == Rough(to) ? Rough(to) : $"{Rough(of.From)}–{Rough(to)}",
            ({ } to, _, _) => T("{0} to under {1}", Rough(of.From), Rough(to)),
        };

        // The ends of a class that are values and not boundaries have as many digits as they happen to have.
        string Rough(double value) => Write(value is 0 or >= 10 ? Math.Round(value, 1) : Math.Round(value, value >= 0.1 ? 2 : 4));
    }
}
