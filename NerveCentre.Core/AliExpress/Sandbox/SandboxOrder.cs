namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>An order of the sandbox with its whole future: what it shows depends on the moment it is looked at.</summary>
/// <param name="Steps">When it takes which status, oldest first; the first step is its placing. Whole seconds.</param>
internal sealed record SandboxOrder(
    long Index,
    long OrderId,
    string BuyerCountry,
    string ShipToCountry,
    decimal Amount,
    string Currency,
    int ProductIndex,
    string EndReason,
    bool Paid,
    IReadOnlyList<SandboxStep> Steps)
{
    public const string Finish = "FINISH";

    public DateTimeOffset Created => Steps[0].At;

    public SandboxStep StepAt(DateTimeOffset now)
    {
        for (var i = Steps.Count - 1; i > 0; i--)
        {
            if (Steps[i].At <= now)
            {
                return Steps[i];
            }
        }

        return Steps[0];
    }

    /// <summary>A paid order's payment arrives with its second step.</summary>
    public bool IsPaidAt(DateTimeOffset now) => Paid && Steps[1].At <= now;

    public string StatusAt(DateTimeOffset now) => StepAt(now).Status;
}

internal readonly record struct SandboxStep(DateTimeOffset At, string Status);
