namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>When the orders arrive: 95 days before the anchor, and without end after it.</summary>
internal static class SandboxTimeline
{
    public const int History = SandboxCountryMix.Rest + SandboxCountryMix.Oldest + SandboxCountryMix.Preceding + SandboxCountryMix.Newest;

    // At first every 20 seconds, so that someone who watches sees the map move; after some hours as often as in the month before.
    private const double FirstInterval = 20;
    private const double Slowing = 1.06;
    private const double NaturalInterval = 30 * 86_400.0 / 1240;
    private const double Jitter = 0.25;

    private static readonly int SlowingSteps = (int)Math.Ceiling(Math.Log(NaturalInterval / FirstInterval) / Math.Log(Slowing));

    /// <summary>The blocks of the history, oldest first: how many orders in how many days, and from where.</summary>
    public static IReadOnlyList<SandboxBlock> Blocks { get; } =
    [
        new(0, 95, 90, SandboxCountryMix.AtFirst, Waking: false),
        new(SandboxCountryMix.Rest, 90, 60, SandboxCountryMix.LongBefore, Waking: false),
        new(SandboxCountryMix.Rest + SandboxCountryMix.Oldest, 60, 30, SandboxCountryMix.Before, Waking: false),
        new(History - SandboxCountryMix.Newest, 30, 0, SandboxCountryMix.Now, Waking: true),
    ];

    /// <summary>The moment of an order of the history; in every block after its start and not after its end.</summary>
    public static DateTimeOffset InHistory(SandboxBlock block, int place, int places, DateTimeOffset anchor)
    {
        var start = anchor.AddDays(-block.DaysBack);
        var length = (block.DaysBack - block.UntilDaysBack) * 86_400.0;
        var dice = SandboxDice.Of(SandboxTopic.OrderTime, block.FirstIndex + place);
        var share = (place + dice.NextBetween(0.001, 0.999)) / places;
        return start.AddSeconds(Math.Clamp(Math.Ceiling(Busy(share * length, start)), 1, length));
    }

    /// <summary>The moment of the k-th order after the anchor, from 0.</summary>
    public static DateTimeOffset AfterAnchor(long k, DateTimeOffset anchor)
    {
        var jitter = SandboxDice.Of(SandboxTopic.OrderTime, History + k).NextBetween(-Jitter, Jitter);
        return anchor.AddSeconds(Math.Ceiling(SecondsAfterAnchor(k) + (jitter * Interval(k))));
    }

    private static double Interval(long k) => k < SlowingSteps ? FirstInterval * Math.Pow(Slowing, k) : NaturalInterval;

    private static double SecondsAfterAnchor(long k)
    {
        var slowing = Math.Min(k + 1, SlowingSteps);
        return (FirstInterval * (Math.Pow(Slowing, slowing) - 1) / (Slowing - 1)) + ((k + 1 - slowing) * NaturalInterval);
    }

    /// <summary>
    /// Bends even time into days with a busy evening and a quiet night in America: the inverse of the integral of 1 + a·cos, by bisection.
    /// </summary>
    private static double Busy(double even, DateTimeOffset start)
    {
        const double Depth = 0.6;
        const double Turn = 2 * Math.PI / 86_400;
        var phase = (start.TimeOfDay.TotalSeconds - (23 * 3600)) * Turn;
        var (low, high) = (even - 20_000, even + 20_000);
        for (var i = 0; i < 18; i++)
        {
            var middle = (low + high) / 2;
            var reached = middle + (Depth / Turn * (Math.Sin((Turn * middle) + phase) - Math.Sin(phase)));
            (low, high) = reached < even ? (middle, high) : (low, middle);
        }

        return high;
    }
}

/// <param name="Waking">Eastern Europe's orders gather towards the end of the block.</param>
internal sealed record SandboxBlock(int FirstIndex, int DaysBack, int UntilDaysBack, IReadOnlyList<SandboxQuota> Mix, bool Waking);
