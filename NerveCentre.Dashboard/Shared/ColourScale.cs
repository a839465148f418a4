using System.Globalization;

namespace NerveCentre.Dashboard.Shared;

/// <summary>How the boundaries between classes are found.</summary>
public enum ScaleMethod
{
    /// <summary>1, 2 or 5 times a power of ten, spread evenly by order of magnitude: one giant does not flatten the rest.</summary>
    Logarithmic,

    /// <summary>About as many countries in each class.</summary>
    Quantile,

    /// <summary>Classes of the same width.</summary>
    Equal,

    /// <summary>Boundaries that somebody keeps, so that two weeks can be compared.</summary>
    Pinned,
}

/// <param name="Classes">The most classes to make, <see cref="ColourScale.FewestClasses"/> to <see cref="ColourScale.MostClasses"/>.</param>
/// <param name="Breaks">Where classes begin, ascending; for <see cref="ScaleMethod.Pinned"/> only.</param>
public sealed record ScaleChoice(ScaleMethod Method, int Classes = ColourScale.UsualClasses, IReadOnlyList<double>? Breaks = null);

/// <summary>Sorts positive values into classes, each with a shade: the larger, the further from the land. Zeros have no class.</summary>
/// <remarks>A class exists only if a value falls into it, unless its boundaries are pinned: then the legend stays the same whatever happens.</remarks>
public sealed class ColourScale
{
    /// <summary>Strongest shade; the tokens <c>--shade-1</c> to <c>--shade-9</c>.</summary>
    public const int Shades = 9;

    public const int FewestClasses = 3;
    public const int MostClasses = 9;
    public const int UsualClasses = 5;

    private ColourScale(IReadOnlyList<ColourClass> classes, bool whole) => (Classes, Whole) = (classes, whole);

    /// <summary>Lightest class first; empty when there is nothing to shade.</summary>
    public IReadOnlyList<ColourClass> Classes { get; }

    /// <summary>The values are counts: classes end at the last whole number before the next one begins.</summary>
    public bool Whole { get; }

    /// <param name="whole">The values are whole numbers, and boundaries shall be.</param>
    /// <param name="most">The most that a value can be, such as 100 for percent: equal classes then divide all of it.</param>
    public static ColourScale For(IEnumerable<double> values, ScaleChoice choice, bool whole = true, double? most = null)
    {
        double[] sorted = [.. values.Where(v => v > 0).Order()];
        var pinned = choice.Method is ScaleMethod.Pinned;
        if (sorted is [] && !pinned)
        {
            return new ColourScale([], whole);
        }

        var starts = pinned ? Pinned(choice.Breaks ?? [], whole) : Starts(sorted, choice, whole, most);
        var classes = starts
            .Select((from, i) => (From: from, Next: i + 1 < starts.Length ? starts[i + 1] : (double?)null))
            .Select(c => (c.From, c.Next, Countries: sorted.Count(v => v >= c.From && !(v >= c.Next))))
            .Where(c => pinned || c.Countries > 0)
            .ToArray();
        return new ColourScale(
            [.. classes.Select((c, i) => new ColourClass(ShadeOf(i, classes.Length), c.From, c.Next is { } next ? whole ? next - 1 : next : pinned ? null : Top(sorted[^1], choice, most), c.Countries, IsLast: c.Next is null))],
            whole);
    }

    /// <summary>The shade of a value, 1 to <see cref="Shades"/>; 0 for none.</summary>
    public int Shade(double value) => value <= 0 ? 0 : Classes.LastOrDefault(c => c.From <= value)?.Shade ?? 0;

    /// <summary>The present boundaries, to be pinned: the same values then have the same classes.</summary>
    public string Breaks => string.Join(',', Classes.Skip(1).Select(c => c.From).Prepend(Lowest(Whole)).Select(b => b.ToString("0.######", CultureInfo.InvariantCulture)));

    /// <summary>The smallest boundary there can be: counts begin at one, shares just above nothing.</summary>
    private static double Lowest(bool whole) => whole ? 1 : 0;

    /// <summary>Counts are whole: those from 1.5 on begin at 2.</summary>
    private static double[] Pinned(IReadOnlyList<double> breaks, bool whole) => [Lowest(whole), .. breaks.Select(b => whole ? Math.Ceiling(b) : b).Where(b => b > Lowest(whole)).Distinct().Order()];

    private static double Top(double max, ScaleChoice choice, double? most) => choice.Method is ScaleMethod.Equal ? most ?? max : max;

    private static double[] Starts(double[] sorted, ScaleChoice choice, bool whole, double? most)
    {
        var (min, max, classes) = (sorted[0], sorted[^1], Math.Clamp(choice.Classes, FewestClasses, MostClasses));
        var steps = Enumerable.Range(1, classes - 1);
        var breaks = choice.Method switch
        {
            ScaleMethod.Quantile => steps.Select(i => Short(sorted[(int)((long)i * sorted.Length / classes)])),
            ScaleMethod.Equal when most is { } all => steps.Select(i => i * all / classes),
            ScaleMethod.Equal => steps.Select(i => Rounded(min + (i * (max - min) / classes), whole)),
            _ => Thin(Candidates(min, max), classes - 1),
        };
        return [choice.Method is ScaleMethod.Equal && most is not null ? 0 : min, .. breaks.Where(b => b > min && b <= max).Distinct().Order()];
    }

    /// <summary>Every 1-2-5 number above the smallest and up to the largest value.</summary>
    private static List<double> Candidates(double min, double max)
    {
        var found = new List<double>();
        for (var exponent = (int)Math.Floor(Math.Log10(min)); exponent <= Math.Log10(max); exponent++)
        {
            found.AddRange(new[] { 1, 2, 5 }.Select(n => exponent < 0 ? n / Math.Pow(10, -exponent) : n * Math.Pow(10, exponent)).Where(n => n > min && n <= max));
        }

        return found;
    }

    /// <summary>At most <paramref name="keep"/> of the candidates, evenly spaced; they are about evenly spaced by magnitude already.</summary>
    private static IEnumerable<double> Thin(List<double> candidates, int keep) =>
        candidates.Count <= keep
            ? candidates
            : Enumerable.Range(1, keep).Select(i => candidates[(int)Math.Round(i * (candidates.Count + 1.0) / (keep + 1)) - 1]);

    /// <summary>With as many decimals as an address keeps, rounded down, so that the value itself stays in its class.</summary>
    private static double Short(double value) => Math.Floor(value * 1e6) / 1e6;

    /// <summary>To two digits that count: a boundary is read, not computed with.</summary>
    private static double Rounded(double value, bool whole)
    {
        var digits = 1 - (int)Math.Floor(Math.Log10(value));
        var rounded = digits >= 0 ? Math.Round(value, Math.Min(digits, 15)) : Math.Round(value / Math.Pow(10, -digits)) * Math.Pow(10, -digits);
        return whole ? Math.Ceiling(rounded) : rounded;
    }

    /// <summary>Spreads the classes over the shades: the last is always the strongest, unless there is only one.</summary>
    private static int ShadeOf(int index, int classes) =>
        classes is 1 ? Shades - 2 : 1 + (int)Math.Round(Math.Min(index, classes - 1) * (Shades - 1.0) / (classes - 1));
}

/// <param name="Shade">1 (nearest to the land) to <see cref="ColourScale.Shades"/>.</param>
/// <param name="From">Smallest value of the class.</param>
/// <param name="To">For counts, the largest of the class; otherwise where the next class begins, or the largest value of the last one. <c>null</c> when the class has no upper end.</param>
/// <param name="Countries">How many countries are in it.</param>
public sealed record ColourClass(int Shade, double From, double? To, int Countries, bool IsLast);
