using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>AliExpress's order statuses in ours. A status that nobody told us of counts as placed; its text is kept.</summary>
internal static class OrderStatusMapping
{
    public static OrderStatus ToStatus(OrderRow order) => order.Status switch
    {
        "PLACE_ORDER_SUCCESS" or "PAYMENT_PROCESSING" or "WAIT_GROUP" or "WAIT_GROUP_SUCCESS" => OrderStatus.Unpaid,
        "RISK_CONTROL" or "RISK_CONTROL_HOLD" or "WAIT_SELLER_EXAMINE_MONEY" or "WAIT_SELLER_SEND_GOODS" or "WAIT_COMPLETE_ADDRESS" or "IN_BOOK_SALE" => OrderStatus.Paid,
        "SELLER_PART_SEND_GOODS" or "WAIT_BUYER_ACCEPT_GOODS" => OrderStatus.Shipped,
        "IN_CANCEL" => OrderStatus.Cancelled,
        "IN_ISSUE" or "IN_FROZEN" => OrderStatus.Disputed,
        // A finished order that was never paid, or that ended by cancelling, was no sale.
        "FINISH" or "ARCHIVE" when order.FundStatus is "NOT_PAY" || (order.EndReason?.Contains("cancel", StringComparison.OrdinalIgnoreCase) ?? false) => OrderStatus.Cancelled,
        "FUND_PROCESSING" or "FINISH" or "ARCHIVE" => OrderStatus.Completed,
        _ => OrderStatus.Placed,
    };
}
