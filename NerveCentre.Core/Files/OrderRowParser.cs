using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Files;

/// <summary>One row of a file of orders, as text.</summary>
internal readonly record struct OrderText(string OrderId, string PlacedAt, string BuyerCountry, string ShipCountry, string Amount, string Currency, string Status);

/// <summary>Turns a row of text into an order, or says why it is none.</summary>
/// <param name="isOwn">The file is one of ours: what stands in it was taken before, and its statuses are what others were mapped to.</param>
internal sealed class OrderRowParser(OrderFileOptions options, DateTimeOffset now, bool isOwn = false)
{
    /// <summary>Bounds of what is kept of a cell, in characters.</summary>
    private const int MaxId = 100, MaxCountry = 100, MaxStatus = 100;

    /// <summary>More than any order of any currency: 10¹².</summary>
    private const decimal MaxAmount = 1_000_000_000_000m;

    // Bound: a file names the same few countries over and over; past the bound they are looked up again.
    private readonly Dictionary<string, CountryCode?> _countries = new(StringComparer.Ordinal);

    // The same bound, for the same reason.
    private readonly Dictionary<string, OrderStatus> _statuses = new(StringComparer.Ordinal);

    public string? Parse(in OrderText text, out OrderInput order)
    {
        order = default;
        if (Refuse(text) is { } reason)
        {
            return reason;
        }

        var (placed, whyNot) = OrderTime.Read(text.PlacedAt, options.Zone, now, options.Dates);
        if (placed is null)
        {
            return whyNot;
        }

        var status = Status(text.Status);
        if (Amount(text, status, out var amount, out var beside) is { } wrongAmount)
        {
            return wrongAmount;
        }

        if (text.Currency is not "" && !(text.Currency.Length is 3 && text.Currency.All(char.IsAsciiLetter)))
        {
            return $"currency '{Short(text.Currency)}' is no ISO 4217 code: three letters such as USD";
        }

        var buyer = options.ShipForBuyer && text.BuyerCountry is "" ? text.ShipCountry : text.BuyerCountry;
        order = new OrderInput(
            text.OrderId,
            placed.Value,
            new OrderCountriesInput(Country(buyer), buyer, Country(text.ShipCountry), text.ShipCountry),
            amount,
            text.Currency is "" ? beside : text.Currency.ToUpperInvariant(),
            status,
            text.Status,
            null);
        return null;
    }

    private static string? Refuse(in OrderText text)
    {
        if (text.OrderId is "")
        {
            return "order_id is empty";
        }

        if (text.OrderId.Length > MaxId)
        {
            return $"order_id has {text.OrderId.Length} characters; at most {MaxId} are allowed";
        }

        if (text.BuyerCountry.Length > MaxCountry || text.ShipCountry.Length > MaxCountry)
        {
            return $"the country text has {Math.Max(text.BuyerCountry.Length, text.ShipCountry.Length)} characters; at most {MaxCountry} are allowed";
        }

        if (text.Status.Length > MaxStatus)
        {
            return $"status has {text.Status.Length} characters; at most {MaxStatus} are allowed";
        }

        ReadOnlySpan<string> cells = [text.OrderId, text.PlacedAt, text.BuyerCountry, text.ShipCountry, text.Amount, text.Currency, text.Status];
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].AsSpan().ContainsAnyInRange('\0', '\b'))
            {
                return $"{OrderFileOptions.Fields[i]} holds a NUL or another control character";
            }

            if (cells[i].Contains('\uFFFD', StringComparison.Ordinal))
            {
                return $"{OrderFileOptions.Fields[i]} holds bytes that are not UTF-8. Save the file as CSV UTF-8";
            }
        }

        return text.PlacedAt is "" ? "placed_at is empty" : null;
    }

    private string? Amount(in OrderText text, OrderStatus status, out decimal? amount, out string? currency)
    {
        (amount, currency) = (null, null);
        if (text.Amount is "")
        {
            return null;
        }

        if (!AmountText.TryRead(text.Amount, options.Decimal, out var value, out currency))
        {
            return $"amount '{Short(text.Amount)}' is no number: write it as {(options.Decimal is DecimalSign.Comma ? "1234,56" : "1234.56, without separators between thousands")}";
        }

        if (Math.Abs(value) >= MaxAmount)
        {
            return $"amount {Short(text.Amount)} is larger than any order";
        }

        // Credit notes are negative. An order that is known to be a sale is not.
        if (value < 0 && !isOwn && status is not (OrderStatus.Cancelled or OrderStatus.Disputed) && (text.Status is "" || options.IsMapped(text.Status)))
        {
            return $"amount {text.Amount} is negative, though the order is {status.ToString().ToLowerInvariant()}. If it is a credit note, map its status: --status raw=cancelled";
        }

        amount = value;
        return null;
    }

    private OrderStatus Status(string text)
    {
        if (!_statuses.TryGetValue(text, out var status))
        {
            status = options.StatusOf(text);
            if (_statuses.Count < 1_000)
            {
                _statuses[text] = status;
            }
        }

        return status;
    }

    private CountryCode? Country(string text)
    {
        if (!_countries.TryGetValue(text, out var found))
        {
            found = CountryCatalogue.Find(text);
            if (_countries.Count < 1_000)
            {
                _countries[text] = found;
            }
        }

        return found;
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
