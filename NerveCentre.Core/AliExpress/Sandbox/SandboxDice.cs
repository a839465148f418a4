namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>Chance that falls the same on every machine, runtime and restart. SplitMix64, with its published constants.</summary>
internal struct SandboxDice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The dice of one thing, such as order 17: independent of whatever else has been thrown.</summary>
    public static SandboxDice Of(SandboxTopic topic, long index) =>
        new(new SandboxDice(((ulong)topic << 48) ^ (ulong)index).Next());

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>From 0, below 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double NextBetween(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>From 0, below <paramref name="end"/>.</summary>
    public int NextIndex(int end) => (int)(NextDouble() * end);

    public bool NextChance(double probability) => NextDouble() < probability;
}

internal enum SandboxTopic : byte
{
    Listing = 1,
    OrderTime,
    OrderDeck,
    Order,
    Fault,
}
