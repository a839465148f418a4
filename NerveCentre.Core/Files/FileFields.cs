using System.Text;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Files;

/// <summary>A field that files can tell.</summary>
/// <param name="Name">As the column is headed in files of our own.</param>
/// <param name="Words">For people.</param>
/// <param name="IsRequired">A file without it cannot be read.</param>
/// <param name="Synonyms">How others head it, as <see cref="FileFields.Key"/>.</param>
public sealed record FileField(string Name, string Words, bool IsRequired, IReadOnlyList<string> Synonyms);

/// <summary>The fields of each kind of file, and how columns are told by their headers.</summary>
public static class FileFields
{
    /// <summary>In files of our own: the status as it was received, beside ours.</summary>
    internal const string RawStatus = "raw_status";

    private static readonly FileField[] Orders =
    [
        Field("order_id", "Order number", true, "order id|order no|order no.|order number|order #|order|number|bestellnummer|bestell-nr|auftragsnummer|número de pedido|nº de pedido|pedido|numéro de commande|n° de commande|commande|número do pedido|订单号|订单编号|номер заказа|заказ"),
        Field("placed_at", "Placed at", true, "order date|order time|date|created|created at|created time|order placed|placed|placed on|order created|gmt create|creation date|bestelldatum|auftragsdatum|datum|fecha de pedido|fecha del pedido|fecha|date de commande|date de la commande|data do pedido|data|下单时间|订单创建时间|创建时间|дата заказа|дата"),
        Field("buyer_country", "Buyer's country", false, "buyer country|buyer's country|country of buyer|billing country|customer country|country|käuferland|land|land des käufers|rechnungsland|país del comprador|país|pays de l'acheteur|pays|país do comprador|买家国家|国家|страна покупателя|страна"),
        Field("ship_country", "Country of the parcel", false, "ship country|ship to country|ship-to country|shipping country|delivery country|destination|destination country|lieferland|versandland|país de envío|país de destino|pays de livraison|país de entrega|收货国家|收货国家/地区|страна доставки"),
        Field("amount", "Order total", false, "total|order total|order amount|grand total|total amount|price|betrag|summe|gesamtbetrag|gesamtsumme|importe|importe total|montant|montant total|valor|valor total|订单金额|сумма|сумма заказа"),
        Field("currency", "Currency (ISO 4217)", false, "currency code|ccy|währung|moneda|divisa|devise|moeda|币种|货币|валюта"),
        Field("status", "Status", false, "order status|state|bestellstatus|estado|estado del pedido|statut|état|situação|status do pedido|订单状态|статус|статус заказа"),
    ];

    private static readonly FileField[] Listings =
    [
        Field("listing_id", "Listing number", true, "listing id|product id|item id|id|item number|artikelnummer|produkt-id|id de producto|id producto|id produit|id do produto|产品id|商品id|产品编号|товар id|id товара"),
        Field("title", "Title", true, "product title|listing title|name|product name|subject|titel|produktname|título|nombre|titre|nom|nome|产品标题|商品标题|产品名称|标题|название"),
        Field("status", "Status", true, "state|listing status|product status|estado|statut|situação|状态|产品状态|商品状态|статус"),
        Field("template_id", "Shipping template's number", false, "template id|freight template|freight template id|shipping template|shipping template id|versandvorlage|plantilla de envío|modèle d'expédition|modelo de frete|运费模板|运费模板id|шаблон доставки"),
        Field("category_id", "Category's number", false, "category id|kategorie-id|id de categoría|id catégorie|id da categoria|类目id|id категории"),
        Field("category", "Category's name", false, "category name|kategorie|categoría|catégorie|categoria|类目|категория"),
        Field("published_at", "Published at", false, "published|published on|publish date|created|created at|listing date|veröffentlicht|fecha de publicación|date de publication|data de publicação|发布时间|创建时间|дата публикации"),
    ];

    private static readonly FileField[] Templates =
    [
        Field("template_id", "Template's number", true, "template id|id|freight template id|vorlagen-id|id de plantilla|id modèle|id do modelo|模板id|运费模板id|id шаблона"),
        Field("name", "Name", false, "template name|template|title|freight template|vorlage|nombre|nom|nome|模板名称|运费模板|название"),
        Field("destinations", "Destinations", true, "countries|ships to|ship to|destination|destination countries|länder|ziele|destinos|países|pays|destinations|目的地|国家|страны"),
    ];

    private static readonly string[] OrderStatuses = [.. Enum.GetNames<OrderStatus>().Select(n => n.ToLowerInvariant())];

    /// <summary>Our own names, and after them AliExpress's where they differ.</summary>
    private static readonly Dictionary<string, ListingStatus> ListingStatuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["active"] = ListingStatus.Active,
        ["offline"] = ListingStatus.Offline,
        ["auditing"] = ListingStatus.Auditing,
        ["editing_required"] = ListingStatus.EditingRequired,
        ["onSelling"] = ListingStatus.Active,
        ["editingRequired"] = ListingStatus.EditingRequired,
    };

    /// <summary>Required ones first where the order matters to nobody.</summary>
    public static IReadOnlyList<FileField> Of(FileKind kind) => kind switch
    {
        FileKind.Orders => Orders,
        FileKind.Listings => Listings,
        _ => Templates,
    };

    /// <summary>Names of the statuses that a file's texts can be mapped to; none for templates.</summary>
    public static IReadOnlyList<string> StatusNames(FileKind kind) => kind switch
    {
        FileKind.Orders => OrderStatuses,
        FileKind.Listings => [.. ListingStatuses.Keys.Take(4)],
        _ => [],
    };

    /// <summary>Whether a text is a status by itself, without being mapped.</summary>
    public static bool IsStatus(FileKind kind, string text) => kind switch
    {
        FileKind.Orders => OrderStatuses.Contains(text, StringComparer.OrdinalIgnoreCase),
        FileKind.Listings => ListingStatuses.ContainsKey(text),
        _ => false,
    };

    /// <summary>A header as it is compared: without line breaks, double blanks and capitals, full-width letters as half-width ones.</summary>
    public static string Key(string header)
    {
        var folded = HasHalfPair(header) ? header : header.Normalize(NormalizationForm.FormKC);
        return string.Join(' ', folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
    }

    internal static ListingStatus? FindListingStatus(string text) => ListingStatuses.TryGetValue(text, out var status) ? status : null;

    internal static string NameOf(ListingStatus status) => ListingStatuses.First(s => s.Value == status).Key;

    // Half a surrogate pair cannot be normalised.
    private static bool HasHalfPair(string text) => text.EnumerateRunes().Any(r => r == Rune.ReplacementChar);

    private static FileField Field(string name, string words, bool required, string synonyms) => new(name, words, required, [.. synonyms.Split('|').Select(Key)]);
}
