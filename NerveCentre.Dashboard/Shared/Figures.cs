using System.Globalization;

namespace NerveCentre.Dashboard.Shared;

/// <summary>How numbers are written for the viewer. Everything here follows the current culture; for SVG, CSS and addresses see <see cref="Svg"/>.</summary>
internal static class Figures
{
    /// <summary>Keeps a number and its unit on one line.</summary>
    private const char NoBreak = '\u00A0';

    public static string Count(int value) => value.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>
    /// One decimal, such as "82.0". Everything is 100 and nothing is 0, but almost everything is "99.9" and
    /// almost nothing "&lt;0.1": rounding never claims more, or less, than is there.
    /// </summary>
    /// <param name="percent">0 to 100.</param>
    public static string PercentFigure(double percent) => percent switch
    {
        <= 0 => Decimal(0),
        < 0.1 => "<" + Decimal(0.1),
        >= 100 => Decimal(100),
        > 99.9 => Decimal(99.9),
        _ => Decimal(percent),
    };

    /// <summary>The number that <see cref="PercentFigure"/> shows, so that what is told of two figures is what can be worked out from them.</summary>
    public static double Shown(double percent) => percent switch
    {
        <= 0 => 0,
        < 0.1 => 0.1,
        >= 100 => 100,
        > 99.9 => 99.9,
        _ => double.Parse(percent.ToString("F1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
    };

    /// <summary><see cref="PercentFigure"/> with its sign, such as "82.0 %".</summary>
    public static string Percent(double percent) => $"{PercentFigure(percent)}{NoBreak}%";

    public static string Percent(int part, int whole) => whole is 0 ? "–" : Percent(100.0 * part / whole);

    /// <summary>A share for running text: no decimal from 10 % on, such as "31 %".</summary>
    public static string RoughPercent(double share) =>
        share is >= 0.1 and < 0.99 ? $"{(100 * share).ToString("N0", CultureInfo.CurrentCulture)}{NoBreak}%" : Percent(100 * share);

    /// <summary>A change with its sign, such as "+1.4" or "−0.2". Changes under a twentieth read "±0.0".</summary>
    public static string Change(double points) =>
        Math.Abs(points) < 0.05 ? "±" + Decimal(0) : (points < 0 ? "−" : "+") + Decimal(Math.Abs(points));

    /// <summary>A change for a table, such as "+28 %" or "−4 %"; more than tenfold reads "×12".</summary>
    /// <param name="ratio">After ÷ before − 1; −1 and above.</param>
    public static string RoughChange(double ratio) => Math.Round(100 * ratio) switch
    {
        0 => $"±0{NoBreak}%",
        >= 1000 => $"×{(ratio + 1).ToString("N0", CultureInfo.CurrentCulture)}",
        var percent => $"{(percent < 0 ? "−" : "+")}{Math.Abs(percent).ToString("N0", CultureInfo.CurrentCulture)}{NoBreak}%",
    };

    public static string Decimal(double value) => value.ToString("N1", CultureInfo.CurrentCulture);

    /// <summary>"1 listing", "4,310 listings".</summary>
    public static string Of(int count, string singular, string? plural = null) =>
        $"{Count(count)}{NoBreak}{(count is 1 ? singular : plural ?? singular + "s")}";
}

/// <summary>Numbers for SVG: two decimals at most, invariant, whatever the viewer's language.</summary>
internal static class Svg
{
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
