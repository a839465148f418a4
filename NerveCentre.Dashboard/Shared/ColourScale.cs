namespace NerveCentre.Dashboard.Shared;

/// <summary>
/// Sorts counts into at most five shades. Boundaries are 1, 2 or 5 times a power of ten, spread evenly by order of magnitude
/// between the smallest and the largest count, so one giant does not flatten the rest and the legend reads without a calculator.
/// </summary>
/// <remarks>A class exists only if a count falls into it. Counts less than a 1-2-5 step apart share a class: the shade tells the order of magnitude, the table tells the rest.</remarks>
public sealed class ColourScale
{
    /// <summary>Strongest shade.</summary>
    public const int Shades = 5;

    private ColourScale(IReadOnlyList<ColourClass> classes) => Classes = classes;

    /// <summary>Lightest class first; empty when there is nothing to shade.</summary>
    public IReadOnlyList<ColourClass> Classes { get; }

    /// <summary>Builds the scale for some counts. Zeros have no shade: they are land.</summary>
    public static ColourScale For(IEnumerable<int> counts)
    {
        int[] sorted = [.. counts.Where(c => c > 0).Order()];
        if (sorted is [])
        {
            return new ColourScale([]);
        }

        int[] starts = [sorted[0], .. Thin(Candidates(sorted[0], sorted[^1]), Shades - 1)];
        var classes = starts
            .Select((from, i) => (From: from, To: i + 1 < starts.Length ? starts[i + 1] - 1 : sorted[^1]))
            .Select(c => (c.From, c.To, Countries: sorted.Count(n => n >= c.From && n <= c.To)))
            .Where(c => c.Countries > 0)
            .ToArray();
        return new ColourScale([.. classes.Select((c, i) => new ColourClass(ShadeOf(i, classes.Length), c.From, c.To, c.Countries))]);
    }

    /// <summary>The shade of a count, 1 to <see cref="Shades"/>; 0 for none.</summary>
    public int Shade(int count) => count <= 0 ? 0 : Classes.LastOrDefault(c => c.From <= count)?.Shade ?? 0;

    /// <summary>Every 1-2-5 number above the smallest and up to the largest count.</summary>
    private static List<int> Candidates(int min, int max)
    {
        var found = new List<int>();
        for (long power = 1; power <= max; power *= 10)
        {
            found.AddRange(new[] { power, 2 * power, 5 * power }.Where(n => n > min && n <= max).Select(n => (int)n));
        }

        return found;
    }

    /// <summary>At most <paramref name="keep"/> of the candidates, evenly spaced; they are about evenly spaced by magnitude already.</summary>
    private static IEnumerable<int> Thin(List<int> candidates, int keep) =>
        candidates.Count <= keep
            ? candidates
            : Enumerable.Range(1, keep).Select(i => candidates[(int)Math.Round(i * (candidates.Count + 1.0) / (keep + 1)) - 1]);

    /// <summary>Spreads the classes over the shades: the last is always the strongest, unless there is only one.</summary>
    private static int ShadeOf(int index, int classes) =>
        classes is 1 ? Shades - 1 : 1 + (int)Math.Round(index * (Shades - 1.0) / (classes - 1));
}

/// <param name="Shade">1 (nearest to the land) to 5.</param>
/// <param name="From">Smallest count of the class.</param>
/// <param name="To">Largest count of the class.</param>
/// <param name="Countries">How many countries are in it; never 0.</param>
public sealed record ColourClass(int Shade, int From, int To, int Countries)
{
    public string Range => From == To ? Figures.Count(From) : $"{Figures.Count(From)}–{Figures.Count(To)}";
}
