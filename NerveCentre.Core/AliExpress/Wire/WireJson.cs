using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Wire;

/// <summary>Reads AliExpress's JSON, which writes numbers as texts and texts as numbers, and hides lists in objects.</summary>
internal static class WireJson
{
    private static readonly char[] CountrySeparators = [',', ';', '|', ' ', '\t', '\r', '\n'];

    /// <summary>The field, unless it is absent or null.</summary>
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    /// <summary>The field, if it is an object.</summary>
    public static JsonElement? Object(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    /// <exception cref="UnreadableReplyException">The field is not an object.</exception>
    public static JsonElement RequiredObject(this JsonElement element, string name) =>
        element.Object(name) ?? throw UnreadableReplyException.Missing(name);

    /// <summary>A text, or a number or truth value as text; <c>null</c> when blank.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Field(name) is { } value && AsText(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    public static long? Whole(this JsonElement element, string name) =>
        element.Number(name) is { } number && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;

    /// <exception cref="UnreadableReplyException">The field is not a whole number.</exception>
    public static long RequiredWhole(this JsonElement element, string name) => element.Whole(name) ?? throw UnreadableReplyException.Missing(name);

    public static int? Count(this JsonElement element, string name) => element.Whole(name) is >= 0 and <= int.MaxValue and var whole ? (int)whole : null;

    public static decimal? Number(this JsonElement element, string name) =>
        decimal.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Y, YES, TRUE and 1 in any case, or JSON's own; <c>null</c> when it is neither a yes nor a no.</summary>
    public static bool? Flag(this JsonElement element, string name) => element.Text(name)?.Trim().ToUpperInvariant() switch
    {
        "Y" or "YES" or "TRUE" or "1" => true,
        "N" or "NO" or "FALSE" or "0" => false,
        _ => null,
    };

    /// <summary>An array, or the only array of the object that the unsimplified form wraps around it; empty when absent or blank.</summary>
    /// <exception cref="UnreadableReplyException">Something else is there.</exception>
    public static IReadOnlyList<JsonElement> List(this JsonElement element, string name)
    {
        if (element.Field(name) is not { } value || (value.ValueKind is JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString())))
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray()],
            JsonValueKind.Object when !value.EnumerateObject().Any() => [],
            JsonValueKind.Object when value.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Array).ToList() is [var only] => [.. only.Value.EnumerateArray()],
            _ => throw UnreadableReplyException.Missing(name),
        };
    }

    /// <summary>Country codes out of a text or a list of texts. The separator is not documented, so any of the likely ones will do.</summary>
    public static IEnumerable<string> CountryCodes(this JsonElement element, string name)
    {
        var texts = element.Field(name) switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(AsText),
            { } value => [AsText(value)],
            null => [],
        };
        return texts.SelectMany(t => (t ?? "").Split(CountrySeparators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Unicode(value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>The text; half a surrogate pair or a broken byte in a title becomes a replacement character or stays an escape, instead of costing a page of listings.</summary>
    private static string Unicode(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)).Trim('"');
        }
    }
}
