namespace NerveCentre.Core.AliExpress;

/// <summary>Which of AliExpress's families of methods a seller's app is to call. Which seller has which is for AliExpress to say; the names stand in its console.</summary>
public enum SellerMethods
{
    /// <summary>Sellers outside of China: <c>aliexpress.solution.*</c>.</summary>
    Overseas = 0,

    /// <summary>The same, with the terms of an order query in one JSON parameter, as on the old gateway. Which form the present one wants is unconfirmed.</summary>
    OverseasInOneParameter = 1,

    /// <summary>Sellers in China: <c>aliexpress.postproduct.*</c> and <c>aliexpress.trade.*</c>.</summary>
    Chinese = 2,
}

/// <summary>The names of one family.</summary>
/// <param name="OrderQuery">The parameter that holds an order query as JSON; <c>null</c> when its terms travel singly.</param>
internal sealed record MethodNames(string Listings, string Listing, string Orders, string? OrderQuery, string Order, string Receipt)
{
    private static readonly MethodNames Overseas = new(
        "aliexpress.solution.product.list.get",
        "aliexpress.solution.product.info.get",
        "aliexpress.solution.order.get",
        null,
        "aliexpress.solution.order.info.get",
        "aliexpress.solution.order.receiptinfo.get");

    private static readonly MethodNames Chinese = new(
        "aliexpress.postproduct.redefining.findproductinfolistquery",
        "aliexpress.postproduct.redefining.findaeproductbyid",
        "aliexpress.trade.seller.orderlist.get",
        "param_aeop_order_query",
        "aliexpress.trade.new.redefining.findorderbyid",
        "aliexpress.trade.redefining.findorderreceiptinfo");

    public static MethodNames Of(SellerMethods methods) => methods switch
    {
        SellerMethods.Chinese => Chinese,
        SellerMethods.OverseasInOneParameter => Overseas with { OrderQuery = "param0" },
        _ => Overseas,
    };
}
