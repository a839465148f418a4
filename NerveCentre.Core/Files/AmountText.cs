using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NerveCentre.Core.Files;

/// <summary>Reads amounts as people and shops write them: "US $1,234.50", "12,30 €", "R$ 1.000,00".</summary>
internal static partial class AmountText
{
    /// <summary>What stands beside an amount, and the currency it means; an empty text where it may mean several.</summary>
    private static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["$"] = "", ["¥"] = "", ["kr"] = "", ["£"] = "GBP", ["€"] = "EUR", ["US$"] = "USD", ["R$"] = "BRL", ["A$"] = "AUD", ["AU$"] = "AUD", ["C$"] = "CAD", ["CA$"] = "CAD",
        ["CN¥"] = "CNY", ["JP¥"] = "JPY", ["元"] = "CNY", ["₽"] = "RUB", ["руб"] = "RUB", ["руб."] = "RUB", ["zł"] = "PLN", ["₹"] = "INR", ["₩"] = "KRW", ["₺"] = "TRY", ["₪"] = "ILS", ["₴"] = "UAH", ["MX$"] = "MXN",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <returns>Whether it is an amount.</returns>
    /// <param name="currency">ISO 4217, when one code or an unmistakable sign stands beside the number; otherwise <c>null</c>.</param>
    public static bool TryRead(string text, DecimalSign sign, out decimal amount, out string? currency)
    {
        currency = null;
        if (sign is DecimalSign.Plain)
        {
            return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);
        }

        amount = 0;
        if (text.Length > 60 || text.EnumerateRunes().Any(r => r == Rune.ReplacementChar) || Parts().Match(text.Normalize(NormalizationForm.FormKC)) is not { Success: true } parts)
        {
            return false;
        }

        if (!TryCurrency(parts.Groups["before"].Value, out var before) || !TryCurrency(parts.Groups["after"].Value, out var after) || (before is not null && after is not null && before != after))
        {
            return false;
        }

        currency = before ?? after;
        var number = (sign is DecimalSign.Point ? PointNumber() : CommaNumber()).Match(parts.Groups["number"].Value);
        if (!number.Success)
        {
            return false;
        }

        var (minus, rest) = (parts.Groups["minus"].Value + parts.Groups["inner"].Value, number.Groups["rest"].Value);
        return decimal.TryParse(
            $"{minus}{Digits().Replace(number.Groups["whole"].Value, "")}{(rest is "" ? "" : '.' + rest)}",
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out amount);
    }

    /// <summary>Which sign a column's amounts are written with; <c>null</c> when nothing tells, or when they contradict each other.</summary>
    public static DecimalSign? Guess(IEnumerable<string> texts)
    {
        var (point, comma) = (false, false);
        foreach (var text in texts)
        {
            var asPoint = TryRead(text, DecimalSign.Point, out _, out _);
            var asComma = TryRead(text, DecimalSign.Comma, out _, out _);
            point |= asPoint && !asComma;
            comma |= asComma && !asPoint;
        }

        return point == comma ? null : point ? DecimalSign.Point : DecimalSign.Comma;
    }

    private static bool TryCurrency(string beside, out string? currency)
    {
        var sign = string.Concat(beside.Where(c => !char.IsWhiteSpace(c)));
        currency = sign.Length is 3 && sign.All(char.IsAsciiLetter) ? sign.ToUpperInvariant() : Signs.GetValueOrDefault(sign);
        var known = sign is "" || currency is not null;
        currency = currency is "" ? null : currency;
        return known;
    }

    [GeneratedRegex(@"^\s*(?<minus>-?)\s*(?<before>[^\d\-.,+]*?)\s*(?<inner>-?)(?<number>\d[\d.,'’\s]*?)\s*(?<after>[^\d\-.,+\s][^\d\-,+]*)?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(?<whole>\d+|\d{1,3}(?<g>[,'’\s])\d{3}(\k<g>\d{3})*)(\.(?<rest>\d*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex PointNumber();

    [GeneratedRegex(@"^(?<whole>\d+|\d{1,3}(?<g>[.'’\s])\d{3}(\k<g>\d{3})*)(,(?<rest>\d*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex CommaNumber();

    [GeneratedRegex(@"\D", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
