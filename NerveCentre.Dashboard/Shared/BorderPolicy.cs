namespace NerveCentre.Dashboard.Shared;

/// <summary>Whose borders the world map shows. Each has a drawing and a layout of its own, which are made by <c>build/world-map</c>; orders are counted by code under any.</summary>
/// <param name="Name">As it is set, and as the files are called.</param>
internal sealed record BorderPolicy(string Name)
{
    /// <summary>Crimea with Ukraine, Western Sahara whole.</summary>
    public static readonly BorderPolicy Visionscarto = new("visionscarto");

    /// <summary>By who holds the ground: Crimea with Russia, most of Western Sahara with Morocco.</summary>
    public static readonly BorderPolicy NaturalEarth = new("natural-earth");

    public static IReadOnlyList<BorderPolicy> All { get; } = [Visionscarto, NaturalEarth];

    /// <summary>The drawing, below <c>wwwroot</c>.</summary>
    public string Drawing => $"world-{Name}.svg";

    /// <summary><c>null</c> when there is none of that name.</summary>
    public static BorderPolicy? Find(string? name) => All.FirstOrDefault(p => p.Name.Equals(name?.Trim(), StringComparison.OrdinalIgnoreCase));
}
