namespace NerveCentre.Core.Files;

/// <summary>A layout that is known by its header: nothing needs to be mapped.</summary>
/// <param name="Name">For people.</param>
/// <param name="IsOwn">Written by this product: what guards against formulas is taken off again, and nothing is trimmed.</param>
public sealed record FileLayout(string Name, bool IsOwn, FileMapping Mapping)
{
    private const string SellerCenterName = "the order export of Seller Center";

    /// <summary>
    /// Headers as read in programs that import the older Chinese export. Meanings marked with a question are likely and not confirmed by AliExpress.
    /// A text that is not here counts as placed, as everywhere.
    /// </summary>
    private static readonly FileMapping SellerCenter = new(
        FileKind.Orders,
        new Dictionary<string, string>
        {
            ["order_id"] = "订单号", ["placed_at"] = "下单时间", ["buyer_country"] = "", ["ship_country"] = "收货国家", ["amount"] = "订单金额", ["currency"] = "", ["status"] = "订单状态",
        },
        new Dictionary<string, string>
        {
            ["等待买家付款"] = "unpaid", ["等待付款"] = "unpaid", ["未付款"] = "unpaid",
            ["等待您发货"] = "paid", ["等待卖家发货"] = "paid", ["等待发货"] = "paid", ["待发货"] = "paid",
            ["部分发货"] = "shipped", // ?
            ["等待买家收货"] = "shipped", ["等待收货"] = "shipped", ["已发货"] = "shipped",
            ["已完成"] = "completed", ["订单已完成"] = "completed", ["交易完成"] = "completed", ["交易成功"] = "completed",
            ["资金处理中"] = "completed", // ? the parcel has arrived and AliExpress holds the money; as in its API
            ["交易关闭"] = "cancelled", ["订单已关闭"] = "cancelled", ["订单关闭"] = "cancelled", ["已关闭"] = "cancelled", ["已取消"] = "cancelled", ["订单已取消"] = "cancelled",
            ["纠纷"] = "disputed", ["纠纷中"] = "disputed", ["纠纷订单"] = "disputed", ["含纠纷的订单"] = "disputed", ["有纠纷的订单"] = "disputed",
            ["已冻结"] = "disputed", ["冻结中"] = "disputed", // ? as in its API
        },
        "UTC")
    { Decimal = DecimalSign.Point };

    /// <summary>The columns of this product's own export.</summary>
    public static IReadOnlyList<string> OwnColumns(FileKind kind) => kind switch
    {
        FileKind.Orders => ["order_id", "placed_at", "buyer_country", "ship_country", "amount", "currency", "status", FileFields.RawStatus],
        FileKind.Listings => ["listing_id", "title", "status", "template_id", "category_id", "category", "published_at", FileFields.RawStatus],
        _ => ["template_id", "name", "destinations", TemplateRows.Service, TemplateRows.Default],
    };

    /// <summary><c>null</c> when the header is nobody's that we know.</summary>
    public static FileLayout? Recognise(FileKind kind, IReadOnlyList<string> header)
    {
        var keys = header.Select(FileFields.Key).ToList();
        return keys.SequenceEqual(OwnColumns(kind)) ? new FileLayout("an export of NerveCentre", true, FileMapping.Plain(kind, "UTC"))
            : kind is FileKind.Orders && keys.Contains("订单号") && keys.Contains("下单时间") && !keys.Contains("order_id") ? new FileLayout(SellerCenterName, false, SellerCenter)
            : null;
    }

    /// <summary>What a layout says, under what was said by hand.</summary>
    internal FileMapping Under(FileMapping said)
    {
        var statuses = new Dictionary<string, string>(Mapping.Statuses, StringComparer.OrdinalIgnoreCase);
        foreach (var (raw, status) in said.Statuses)
        {
            statuses[raw] = status;
        }

        return said with
        {
            Columns = Mapping.Columns.Where(c => !said.Columns.ContainsKey(c.Key)).Concat(said.Columns).ToDictionary(c => c.Key, c => c.Value),
            Statuses = statuses,
            Decimal = said.Decimal is DecimalSign.Plain ? Mapping.Decimal : said.Decimal,
        };
    }
}
