namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>What becomes of an order: most are paid, sent and accepted; some are cancelled, never paid, or end in a dispute.</summary>
internal static class SandboxLives
{
    public const double Cancelled = 0.04;
    public const double NeverPaid = 0.02;
    public const double Disputed = 0.01;

    private const double Minute = 60;
    private const double Hour = 60 * Minute;
    private const double Day = 24 * Hour;

    public static (IReadOnlyList<SandboxStep> Steps, string EndReason, bool Paid) Live(ref SandboxDice dice, DateTimeOffset placed)
    {
        var fate = dice.NextDouble();
        var placing = new SandboxStep(placed, "PLACE_ORDER_SUCCESS");

        if (fate < Cancelled)
        {
            var asked = dice.NextBetween(1 * Hour, 20 * Hour);
            var closed = asked + dice.NextBetween(12 * Hour, 48 * Hour);
            return ([placing, After(asked, "IN_CANCEL"), After(closed, SandboxOrder.Finish)], dice.NextChance(0.5) ? "buyer_cancel_order" : "buyer_cancel_notpay_order", false);
        }

        if (fate < Cancelled + NeverPaid)
        {
            return ([placing, After(20 * Day, SandboxOrder.Finish)], "pay_timeout", false);
        }

        var paid = After(dice.NextBetween(2 * Minute, 20 * Minute), "WAIT_SELLER_SEND_GOODS");
        var sent = After(dice.NextBetween(1.2 * Day, 2.8 * Day), "WAIT_BUYER_ACCEPT_GOODS");
        var accepted = dice.NextBetween(14 * Day, 22 * Day);
        if (fate < Cancelled + NeverPaid + Disputed)
        {
            var settled = accepted + dice.NextBetween(10 * Day, 20 * Day);
            return ([placing, paid, sent, After(accepted, "IN_ISSUE"), After(settled, SandboxOrder.Finish)], "seller_accept_issue_no_goods_return", true);
        }

        return ([placing, paid, sent, After(accepted, SandboxOrder.Finish)], "buyer_accept_goods", true);

        SandboxStep After(double seconds, string status) => new(placed.AddSeconds(Math.Round(seconds)), status);
    }
}
