namespace NerveCentre.Tests;

/// <summary>For tests that measure time, or must keep pace with a process that they watch: they run after all others, one by one, with the machine to themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
