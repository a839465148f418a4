namespace NerveCentre.Tests;

/// <summary>How long a test waits for what must come. Only so that a broken one ends: a sound one never waits for it, however busy the machine is.</summary>
internal static class Patience
{
    public const int Milliseconds = 120_000;

    public static readonly TimeSpan Time = TimeSpan.FromMilliseconds(Milliseconds);
}
